package io.hyperwatch.testbed.virtual;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.testbed.exchange.Cadence;
import io.hyperwatch.testbed.exchange.Instrument;
import io.hyperwatch.testbed.exchange.OrderChange;
import io.hyperwatch.testbed.exchange.Publication;
import io.hyperwatch.testbed.exchange.Publications;
import io.hyperwatch.testbed.exchange.SimulatorSettings;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class RandomWorldTest {

    private static final long SEED = 42;
    private static final List<Instrument> COINS = RandomMarket.instruments(10);
    private static final List<String> ACCOUNTS = RandomMarket.accounts(30);

    private static Client world(long seed) {
        VirtualTime time = new VirtualTime(Client.START_MS);
        SimulatorSettings settings =
                SimulatorSettings.defaults(time)
                        .withInstruments(COINS)
                        .withCadence(
                                new Cadence(
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(3),
                                        Duration.ofSeconds(5)));
        VirtualExchange exchange = new VirtualExchange(settings, time);
        RandomMarket market =
                new RandomMarket(seed, MarketRates.moderate(), COINS, ACCOUNTS, exchange);
        market.history(35, Duration.ofMinutes(10));
        market.start();
        return new Client(exchange, seed);
    }

    @Test
    void everyAccountsPositionsFollowFromItsFillsAndAllKindsOfEventsHappen() {
        Client client = world(SEED);
        client.time.runFor(Duration.ofHours(2));
        Map<String, BigDecimal> positions = new HashMap<>();
        Publications record = client.exchange.record();
        for (Publication<Fill> published : record.fills()) {
            Fill fill = published.event();
            String key = fill.user() + fill.coin();
            BigDecimal before = positions.getOrDefault(key, BigDecimal.ZERO);
            assertThat(fill.startPosition())
                    .as("seed %d, %s", SEED, fill)
                    .isEqualByComparingTo(before);
            BigDecimal change = fill.side() == Side.B ? fill.size() : fill.size().negate();
            positions.put(key, before.add(change));
        }
        assertThat(record.trades()).hasSizeBetween(14_400, 40_000);
        assertThat(record.quotes()).hasSizeBetween(30_000, 40_000);
        assertThat(record.fundingSettlements()).hasSize(2 * COINS.size());
        assertThat(record.fundingPayments()).isNotEmpty();
        assertThat(record.ledger())
                .extracting(entry -> entry.event().type())
                .contains("deposit", "withdraw", "internalTransfer", "liquidation");
        assertThat(record.orders())
                .extracting(change -> change.event().status())
                .contains("open", "canceled", "filled", "liquidatedCanceled");
        assertThat(record.fills())
                .extracting(fill -> fill.event().direction())
                .contains(Fill.AUTO_DELEVERAGING, "Liquidated Cross Long");
    }

    @Test
    void deliversToASubscriberExactlyWhatHappenedWhileNothingGoesWrong() {
        Client client = world(SEED).connect(1);
        long from = client.time.epochMs();
        client.subscribe(1, "{'type':'trades','coin':'C3'}");
        client.subscribe(1, "{'type':'bbo','coin':'C3'}");
        client.subscribeUser(1, "userFills", ACCOUNTS.get(0));
        client.subscribeUser(1, "orderUpdates", ACCOUNTS.get(0));
        client.time.runFor(Duration.ofMinutes(30));
        long until = client.time.epochMs();
        client.aMoment();
        Publications record = client.exchange.record();

        List<String> trades = new ArrayList<>();
        client.dataOf("trades")
                .forEach(
                        frame ->
                                frame.forEach(
                                        t -> {
                                            long at = t.path("time").asLong();
                                            if (at > from && at <= until) {
                                                trades.add("C3|" + at + "|" + t.path("tid"));
                                            }
                                        }));
        assertThat(trades)
                .as("seed " + SEED)
                .containsExactlyElementsOf(
                        record.trades().stream()
                                .map(Publication::event)
                                .filter(trade -> trade.coin().equals("C3"))
                                .filter(t -> t.timeMs() > from && t.timeMs() <= until)
                                .map(Trade::identity)
                                .toList());
        List<Long> fills = new ArrayList<>();
        client.dataOf("userFills").stream()
                .filter(frame -> !frame.path("isSnapshot").asBoolean())
                .forEach(
                        frame ->
                                frame.path("fills")
                                        .forEach(f -> fills.add(f.path("tid").asLong())));
        List<Long> happened =
                record.fills().stream()
                        .filter(Publication::wasSent)
                        .map(Publication::event)
                        .filter(fill -> fill.user().equals(ACCOUNTS.get(0)))
                        .map(Fill::tid)
                        .toList();
        assertThat(happened).endsWith(fills.toArray(Long[]::new));
        assertThat(fills).isNotEmpty();
        List<Publication<OrderChange>> orders =
                record.orders().stream().filter(Publication::wasSent).toList();
        assertThat(client.dataOf("orderUpdates")).hasSameSizeAs(orders).isNotEmpty();
        assertThat(client.exchange.violations().list()).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameWorldAndFaults() {
        List<String> texts = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            Client client = world(SEED).connect(1);
            client.subscribe(1, "{'type':'trades','coin':'C1'}");
            client.subscribe(1, "{'type':'allMids'}");
            List<RandomFaults.Fault> faults =
                    new RandomFaults(SEED, 4).draw(Duration.ZERO, Duration.ofMinutes(10));
            List<String> happened = RandomFaults.play(faults, client.exchange);
            client.time.runFor(Duration.ofMinutes(10));
            assertThat(happened).hasSameSizeAs(faults).isNotEmpty();
            texts.add(client.frames + RandomFaults.print(faults) + client.events);
        }
        assertThat(texts.get(0)).isEqualTo(texts.get(1));
        assertThat(world(SEED + 1).exchange.record().trades().get(0).event())
                .isNotEqualTo(world(SEED).exchange.record().trades().get(0).event());
    }

    @Test
    void drawsEveryKindOfFaultAtADistanceAndWithinTheSpan() {
        Duration until = Duration.ofHours(200);
        List<RandomFaults.Fault> faults = new RandomFaults(SEED, 1).draw(Duration.ZERO, until);
        assertThat(faults)
                .extracting(RandomFaults.Fault::kind)
                .contains(RandomFaults.Kind.values());
        assertThat(faults).hasSizeBetween(3_500, 6_500);
        Duration over = Duration.ZERO;
        for (RandomFaults.Fault fault : faults) {
            assertThat(fault.at().minus(over).toMillis())
                    .as(fault.toString())
                    .isGreaterThanOrEqualTo(over.isZero() ? 0 : 10_000);
            over = fault.at().plus(fault.lasting());
        }
        assertThat(over).isLessThanOrEqualTo(until);
    }

    @Test
    void tellsAListenerEverythingAndForgets() {
        Client client = world(SEED);
        Publications record = client.exchange.record();
        int[] told = new int[2];
        int before = record.trades().size();
        record.listener(
                new Publications.Listener() {
                    @Override
                    public void trade(Publication<Trade> trade) {
                        told[0]++;
                    }

                    @Override
                    public void fill(Publication<Fill> fill) {
                        told[1]++;
                    }
                });
        client.time.runFor(Duration.ofMinutes(5));
        assertThat(record.trades()).hasSize(before + told[0]);
        long halfway = client.time.epochMs() - 150_000;
        record.forgetBefore(halfway);
        assertThat(record.trades()).isNotEmpty().allMatch(t -> t.event().timeMs() >= halfway);
        record.clear();
        record.keep(false);
        client.time.runFor(Duration.ofMinutes(5));
        assertThat(record.trades()).isEmpty();
        assertThat(told[1]).isGreaterThan(told[0]);
    }
}
