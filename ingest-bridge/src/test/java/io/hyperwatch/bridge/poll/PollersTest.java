package io.hyperwatch.bridge.poll;

import io.hyperwatch.bridge.rest.Budget;
import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.VirtualClock;
import io.hyperwatch.bridge.rest.VirtualRest;
import io.hyperwatch.bridge.rest.VirtualRest.Reply;
import io.hyperwatch.bridge.transport.RestCall;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.ReferenceVenue;
import io.hyperwatch.bridge.wire.WireJson;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.TrackingPurpose;
import io.hyperwatch.events.TrackingRequest;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class PollersTest {

    private static final String VAULT = "0xdfc24b077bc1425ad1dea75bcb6f8158e10df303";
    private static final List<String> CHILDREN = List.of(address(1), address(2), address(3));
    private static final long HOUR_MS = 3_600_000;

    private final VirtualClock clock = new VirtualClock();
    private final SplittableRandom random = new SplittableRandom(21);
    private final VirtualRest exchange = new VirtualRest(clock, random);
    private final RestQueue queue =
            exchange.queue(new Budget(clock, new SplittableRandom(22)), RestQueue.Observer.NONE);
    private final List<Asked> asked = new ArrayList<>();

    /** A call with the time it was made. */
    private record Asked(long atMs, RestCall call, JsonNode request) {
        String type() {
            return request.get("type").asText();
        }
    }

    private static String address(int number) {
        return "0x%040x".formatted(number);
    }

    private Pollers pollers(List<String> configured, List<ReferenceVenue> venues) {
        Pollers pollers =
                new Pollers(
                        queue,
                        clock,
                        PollSettings.of(
                                configured,
                                VAULT,
                                URI.create("http://stats.test/leaderboard"),
                                venues,
                                50,
                                500));
        exchange.with(pollers::dueNanos, pollers::advance);
        exchange.exchange(this::answer);
        return pollers;
    }

    private Reply answer(RestCall call) {
        JsonNode request;
        try {
            request = WireJson.parse(call.request());
        } catch (MalformedFrameException e) {
            throw new AssertionError(e);
        }
        asked.add(new Asked(clock.epochMs(), call, request));
        Duration latency = Duration.ofMillis(40 + random.nextInt(600));
        return switch (request.get("type").asText()) {
            case "clearinghouseState", "spotClearinghouseState" -> new Reply(200, "{}", 2, latency);
            case "fundingHistory" -> {
                String rates = rates(request.get("startTime").asLong());
                yield new Reply(200, rates, 21 + rates.length() / 500, latency);
            }
            case "candleSnapshot" -> new Reply(200, rows(1_500, 1), 45, latency);
            case "userFillsByTime" -> new Reply(200, fills(request), 21, latency);
            case "vaultDetails" -> new Reply(200, vault(request), 20, latency);
            case "leaderboard", "reference" -> new Reply(200, "{}", 0, latency);
            default -> new Reply(200, "[]", 20, latency);
        };
    }

    private final Map<String, List<Long>> fills = new HashMap<>();

    private String fills(JsonNode request) {
        long since = request.get("startTime").asLong();
        return fills.getOrDefault(request.get("user").asText(), List.of()).stream()
                .filter(time -> time >= since && time <= clock.epochMs())
                .limit(2_000)
                .map(time -> "{\"time\":" + time + "}")
                .toList()
                .toString();
    }

    private String rates(long since) {
        List<String> rows = new ArrayList<>();
        for (long hour = (since + HOUR_MS - 1) / HOUR_MS;
                hour * HOUR_MS <= clock.epochMs();
                hour++) {
            rows.add("{\"time\":" + (hour * HOUR_MS + 50) + "}");
        }
        return rows.toString();
    }

    private static String rows(int count, long time) {
        return Collections.nCopies(count, "{\"t\":" + time + "}").toString();
    }

    private static String vault(JsonNode request) {
        String relationship =
                request.get("vaultAddress").asText().equals(VAULT)
                        ? "{\"type\":\"parent\",\"data\":{\"childAddresses\":[%s]}}"
                                .formatted(
                                        CHILDREN.stream()
                                                .map(WireJson::quoted)
                                                .collect(Collectors.joining(",")))
                        : "{\"type\":\"child\"}";
        return "{\"relationship\":" + relationship + "}";
    }

    private List<Asked> asked(Predicate<Asked> which) {
        return asked.stream().filter(which).toList();
    }

    private List<Asked> asked(String type) {
        return asked(one -> one.type().equals(type));
    }

    private static PollPlan plan(List<String> coins, List<String> polled) {
        return new PollPlan(coins, List.of("xyz"), List.of(), polled, polled, List.of(address(9)));
    }

    private static List<String> coins(int count) {
        return IntStream.range(0, count).mapToObj(i -> "C" + i).toList();
    }

    @Test
    void aDayOfEverythingStaysWithinTheBudgetAndLeavesNothingOut() {
        List<String> configured = List.of(address(100), address(101));
        Pollers pollers = pollers(configured, List.of());
        List<String> coins = new ArrayList<>(coins(48));
        coins.add("@107");
        coins.add("PURR/USDC");
        pollers.plan(plan(coins, configured));
        for (int i = 0; i < 500; i++) {
            pollers.track(request(address(1_000 + i), TrackingPurpose.STATE, 5, null, null));
        }
        exchange.run(Duration.ofHours(25));

        assertThat(exchange.weights.greatest()).isLessThanOrEqualTo(1_200);
        assertThat(exchange.weights.sum() / (25.0 * 60)).isBetween(900.0, 962.0);

        assertThat(asked("leaderboard")).hasSize(2);
        assertThat(asked("spotMeta").size()).isBetween(24, 26);
        assertThat(asked("meta").size()).isBetween(2 * 24, 2 * 26);
        assertThat(asked("metaAndAssetCtxs").size()).isBetween(2 * 298, 2 * 301);
        assertThat(asked("frontendOpenOrders").size()).isBetween(2 * 298, 2 * 301);
        assertThat(asked("userFillsByTime").size()).isBetween(2 * 1_490, 2 * 1_501);
        assertThat(vaultCalls(VAULT)).isBetween(1_490L, 1_501L);
        for (String child : CHILDREN) {
            assertThat(vaultCalls(child)).isBetween(495L, 502L);
        }
        assertThat(vaultCalls(address(9))).as("the vault's answer corrects it").isLessThan(3);
        assertThat(pollers.vaultChildren()).isEqualTo(CHILDREN);

        assertThat(asked("candleSnapshot")).hasSize(50 * 3);
        assertThat(asked("candleSnapshot").get(149).atMs() - asked.get(0).atMs())
                .as("6,750 of weight out of 195 a minute, some of it borrowed from")
                .isLessThan(Duration.ofMinutes(90).toMillis());
        assertThat(asked("candleSnapshot"))
                .extracting(one -> one.call().source())
                .containsOnly(Source.BACKFILL);
        for (String coin : coins(48)) {
            assertEachHourOnce(coin);
        }
        assertThat(asked("fundingHistory"))
                .noneMatch(one -> one.request().get("coin").asText().matches("@.*|.*/.*"));
    }

    private long vaultCalls(String vault) {
        return asked("vaultDetails").stream()
                .filter(one -> one.request().get("vaultAddress").asText().equals(vault))
                .count();
    }

    private void assertEachHourOnce(String coin) {
        List<Asked> all =
                asked(
                        one ->
                                one.type().equals("fundingHistory")
                                        && one.request().get("coin").asText().equals(coin));
        TreeSet<Long> hours = new TreeSet<>();
        for (Asked one : all) {
            assertThat(hours.add((one.atMs() - 20_000) / HOUR_MS)).as("once an hour").isTrue();
            assertThat(one.atMs() % HOUR_MS).as("not before the hour").isGreaterThan(19_999);
        }
        assertThat(hours.size()).isBetween(25, 26);
        assertThat(all.get(0).request().get("startTime").asLong())
                .isEqualTo(all.get(0).atMs() - all.get(0).atMs() + startMs() - 24 * HOUR_MS);
        assertThat(all.get(0).call().source()).isEqualTo(Source.BACKFILL);
        assertThat(all.get(5).call().source()).isEqualTo(Source.REST);
    }

    private static long startMs() {
        return new VirtualClock().epochMs();
    }

    private TrackingRequest request(
            String user, TrackingPurpose purpose, int priority, Long since, Long until) {
        return new TrackingRequest(user, purpose, priority, clock.epochMs(), since, until, "test");
    }

    @Test
    void fillsAskedForComePageByPageTheMostUrgentFirst() {
        Pollers pollers = pollers(List.of(), List.of());
        clock.advance(Duration.ofHours(10));
        long start = clock.epochMs() - 2 * HOUR_MS;
        fills.put(address(1), IntStream.range(0, 4_500).mapToObj(i -> start + i / 3).toList());
        pollers.track(request(address(2), TrackingPurpose.FILLS, 5, start, null));
        pollers.track(request(address(3), TrackingPurpose.FILLS, 9, start, null));
        pollers.track(request(address(4), TrackingPurpose.FILLS, 0, start, start + 5));
        pollers.track(request(address(1), TrackingPurpose.FILLS, 0, start, null));
        pollers.track(request(address(1), TrackingPurpose.FILLS, 0, start, null));
        assertThat(pollers.waitingFillRequests()).isEqualTo(4);

        exchange.run(Duration.ofMinutes(20));

        List<Asked> calls = asked("userFillsByTime");
        assertThat(calls.subList(0, 2))
                .extracting(one -> one.request().get("user").asText())
                .containsExactlyInAnyOrder(address(4), address(1));
        assertThat(calls.get(calls.size() - 1).request().get("user").asText())
                .isEqualTo(address(3));
        assertThat(calls)
                .filteredOn(one -> one.request().get("user").asText().equals(address(1)))
                .extracting(one -> one.request().get("startTime").asLong() - start)
                .as("each page begins at the last time of the one before")
                .containsExactly(0L, 666L, 1_332L);
        assertThat(calls.get(0).call().request()).contains("startTime");
        assertThat(calls)
                .filteredOn(one -> one.request().has("endTime"))
                .extracting(one -> one.request().get("endTime").asLong())
                .containsExactly(start + 5);
        assertThat(pollers.waitingFillRequests()).isZero();
    }

    @Test
    void aMillisecondOfMoreThanAPageDoesNotHoldUpTheRest() {
        Pollers pollers = pollers(List.of(), List.of());
        clock.advance(Duration.ofHours(10));
        long start = clock.epochMs() - HOUR_MS;
        List<Long> times = new ArrayList<>(Collections.nCopies(2_500, start));
        times.add(start + 7);
        fills.put(address(1), times);
        pollers.track(request(address(1), TrackingPurpose.FILLS, 0, start, null));
        exchange.run(Duration.ofMinutes(10));

        assertThat(asked("userFillsByTime"))
                .extracting(one -> one.request().get("startTime").asLong() - start)
                .containsExactly(0L, 1L);
    }

    @Test
    void fillsOfAnAccountWithoutAStreamAreAskedFromTheLastOneOn() {
        Pollers pollers = pollers(List.of(), List.of());
        long now = clock.epochMs();
        fills.put(address(1), List.of(now - 5_000, now + 90_000, now + 91_000));
        pollers.plan(plan(coins(1), List.of(address(1))));
        exchange.run(Duration.ofMinutes(5));

        assertThat(asked("userFillsByTime"))
                .extracting(one -> one.request().get("startTime").asLong() - now)
                .startsWith(-24 * HOUR_MS, -5_000L, -5_000L)
                .endsWith(91_000L)
                .containsOnly(-24 * HOUR_MS, -5_000L, 91_000L);
    }

    @Test
    void manyAccountsWithoutAStreamAreAskedLessOften() {
        Pollers pollers = pollers(List.of(), List.of());
        List<String> users = IntStream.range(0, 40).mapToObj(PollersTest::address).toList();
        pollers.plan(plan(coins(1), users));
        exchange.run(Duration.ofMinutes(61));

        assertThat(pollers.intervals().get("userFillsByTime")).isEqualTo(Duration.ofSeconds(210));
        assertThat(asked("userFillsByTime").size()).isBetween(40 * 16, 40 * 19);
        assertThat(pollers.describe())
                .contains("userFillsByTime of 40 accounts without a stream: every 4 min");
    }

    @Test
    void outsidePricesAreOffUnlessVenuesAreNamed() {
        pollers(List.of(), List.of()).plan(plan(coins(2), List.of()));
        exchange.run(Duration.ofMinutes(10));
        assertThat(asked("reference")).isEmpty();
    }

    @Test
    void outsidePricesComeEveryFiveSecondsAndRefusedCoinsAreLeftAlone() {
        Pollers pollers =
                pollers(List.of(), List.of(ReferenceVenue.KRAKEN, ReferenceVenue.COINBASE));
        exchange.exchange(
                call -> {
                    Reply reply = answer(call);
                    return call.url().toString().contains("HYPE")
                            ? new Reply(404, null, 0, reply.latency())
                            : reply;
                });
        pollers.plan(plan(List.of("BTC", "HYPE", "kPEPE"), List.of()));
        exchange.run(Duration.ofMinutes(10));

        List<Asked> references = asked("reference");
        assertThat(references)
                .filteredOn(one -> one.request().get("coin").asText().equals("BTC"))
                .hasSizeBetween(2 * 115, 2 * 120);
        assertThat(references)
                .filteredOn(one -> one.request().get("coin").asText().equals("HYPE"))
                .hasSize(2);
        assertThat(references).noneMatch(one -> one.call().request().contains("kPEPE"));
        assertThat(references).allMatch(one -> one.call().body() == null);
    }

    @Test
    void aNewPlanKeepsWhatStaysAndDropsWhatGoes() {
        Pollers pollers = pollers(List.of(), List.of());
        pollers.plan(plan(coins(3), List.of(address(1))));
        exchange.run(Duration.ofMinutes(30));
        int candles = asked("candleSnapshot").size();
        assertThat(candles).isEqualTo(9);
        int fundings = asked("fundingHistory").size();

        pollers.plan(plan(List.of("C0", "NEW"), List.of(address(2))));
        exchange.run(Duration.ofMinutes(10));

        assertThat(asked("candleSnapshot")).hasSize(candles + 3);
        assertThat(asked("fundingHistory").size()).isBetween(fundings + 1, fundings + 3);
        int states = asked.size();
        exchange.run(Duration.ofMinutes(2));
        assertThat(asked.subList(states, asked.size()))
                .noneMatch(one -> one.call().request().contains(address(1)));
        assertThat(pollers.accounts().addresses()).containsExactly(address(2));
    }

    @Test
    void itSaysWhatIsPolledAndHowOften() {
        List<String> configured = List.of(address(100));
        Pollers pollers = pollers(configured, List.of(ReferenceVenue.KRAKEN));
        pollers.plan(plan(List.of("BTC", "@107"), configured));
        exchange.run(Duration.ofSeconds(30));

        assertThat(String.join("\n", pollers.describe()))
                .contains("clearinghouseState of 1 accounts (and up to 500 that are asked for)")
                .contains("each every 10 s at the latest")
                .contains("vaultDetails of the HLP vault: every 60 s")
                .contains("vaultDetails of the HLP vault's children (3 requests): every 3 min")
                .contains("frontendOpenOrders of configured accounts: every 5 min")
                .contains("instruments (3 requests): every 60 min")
                .contains("fundingHistory of 1 coins: every hour")
                .contains("leaderboard: every 24 h")
                .contains("outside prices: every 5 s");
        assertThat(pollers.intervals())
                .containsEntry("vaultDetails", Duration.ofSeconds(60))
                .containsEntry("frontendOpenOrders", Duration.ofMinutes(5))
                .containsEntry("leaderboard", Duration.ofDays(1));
    }

    @Test
    void anUnknownPurposeIsIgnored() {
        Pollers pollers = pollers(List.of(), List.of());
        pollers.track(request(address(1), TrackingPurpose.UNKNOWN, 0, null, null));
        assertThat(pollers.accounts().addresses()).isEmpty();
        assertThat(pollers.waitingFillRequests()).isZero();
    }
}
