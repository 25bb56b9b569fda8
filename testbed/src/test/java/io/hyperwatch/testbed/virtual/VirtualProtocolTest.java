package io.hyperwatch.testbed.virtual;

import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;
import io.hyperwatch.testbed.exchange.LedgerEntry;
import io.hyperwatch.testbed.exchange.Limits;
import io.hyperwatch.testbed.exchange.Liquidation;
import io.hyperwatch.testbed.exchange.Publication;
import io.hyperwatch.testbed.exchange.Slice;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static io.hyperwatch.testbed.virtual.Client.ALICE;
import static io.hyperwatch.testbed.virtual.Client.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/** Streams and answers about accounts, on connection 1. */
class VirtualProtocolTest {

    private final Client client =
            Client.of(Limits.documented().withSilence(Duration.ofHours(2))).connect(1);

    private static BigDecimal usd(String text) {
        return new BigDecimal(text);
    }

    private void trade(Side side, String price, String size) {
        client.exchange.market().trade("BTC", side, usd(price), usd(size), ALICE, BOB);
    }

    @Test
    void greetsAndAcksBeforeTheReplayAndDeliversInOrder() {
        for (int i = 1; i <= 40; i++) {
            trade(Side.B, "67000.0", "0." + i);
        }
        client.subscribe(1, "{'type':'trades','coin':'BTC'}");
        for (int i = 1; i <= 200; i++) {
            trade(Side.B, Integer.toString(60_000 + i), "1.0");
            client.time.runFor(Duration.ofMillis(1));
        }
        client.aMoment();
        assertThat(client.events).containsExactly("opened 1");
        assertThat(client.frames.get(0).text()).isEqualTo("Websocket connection established.");
        assertThat(client.frames.get(1).channel()).isEqualTo("subscriptionResponse");
        List<JsonNode> trades = client.dataOf("trades");
        assertThat(trades.get(0)).hasSize(30);
        assertThat(trades.get(0).get(0).path("sz").asText()).isEqualTo("0.11");
        List<Integer> prices = new ArrayList<>();
        trades.subList(1, trades.size()).forEach(t -> prices.add(t.at("/0/px").asInt()));
        assertThat(prices).hasSize(200).isSorted();
        assertThat(client.frames).extracting(Client.Heard::atMs).isSorted();
    }

    @Test
    void sendsEachAccountStreamItsSnapshotAndThenItsChanges() {
        client.exchange.market().deposit(ALICE, usd("500"));
        client.subscribeUser(1, "userNonFundingLedgerUpdates", ALICE);
        client.subscribeUser(1, "userFundings", ALICE);
        client.subscribeUser(1, "clearinghouseState", ALICE);
        client.subscribeUser(1, "openOrders", ALICE);
        client.subscribeUser(1, "orderUpdates", ALICE);
        client.subscribeUser(1, "userEvents", ALICE);
        JsonNode ledger = client.lastOf("userNonFundingLedgerUpdates");
        assertThat(ledger.path("isSnapshot").asBoolean()).isTrue();
        assertThat(ledger.at("/nonFundingLedgerUpdates/0/delta").toString())
                .isEqualTo("{\"type\":\"deposit\",\"usdc\":\"500.0\"}");
        assertThat(client.lastOf("userFundings").path("fundings")).isEmpty();
        assertThat(client.lastOf("openOrders").path("orders")).isEmpty();
        assertThat(client.dataOf("orderUpdates")).isEmpty();
        assertThat(client.dataOf("user")).isEmpty();

        trade(Side.B, "67000.0", "1.0");
        client.exchange.market().withdraw(ALICE, usd("100"));
        long oid =
                client.exchange
                        .market()
                        .placeOrder(ALICE, "BTC", Side.A, usd("70000.0"), usd("0.5"));
        client.aMoment();
        JsonNode withdrawal =
                client.lastOf("userNonFundingLedgerUpdates").at("/nonFundingLedgerUpdates/0/delta");
        assertThat(client.lastOf("userNonFundingLedgerUpdates").has("isSnapshot")).isFalse();
        assertThat(withdrawal.path("type").asText()).isEqualTo("withdraw");
        JsonNode state = client.lastOf("clearinghouseState").path("clearinghouseState");
        assertThat(state.at("/assetPositions/0/position/szi").asText()).isEqualTo("1.0");
        assertThat(client.lastOf("openOrders").at("/orders/0/oid").asLong()).isEqualTo(oid);
        assertThat(client.lastOf("orderUpdates").at("/0/status").asText()).isEqualTo("open");
        assertThat(client.info("{'type':'frontendOpenOrders','user':'" + ALICE + "'}"))
                .isEqualTo(client.lastOf("openOrders").path("orders"));

        client.exchange.market().fillOrder(ALICE, oid, BOB);
        client.aMoment();
        assertThat(client.lastOf("orderUpdates").at("/0/status").asText()).isEqualTo("filled");
        assertThat(client.lastOf("openOrders").path("orders")).isEmpty();
        assertThat(client.lastOf("user").at("/fills/0/oid").asLong()).isEqualTo(oid);
        assertThat(client.info("{'type':'historicalOrders','user':'" + ALICE + "'}"))
                .extracting(row -> row.path("status").asText())
                .containsExactly("filled", "open");
        assertThat(client.info("{'type':'openOrders','user':'" + ALICE + "'}")).isEmpty();
    }

    @Test
    void settlesFundingOnTheHourWithWhatEachPositionPays() {
        client.subscribeUser(1, "userFundings", ALICE);
        client.subscribeUser(1, "userEvents", ALICE);
        client.exchange.market().setFunding("BTC", usd("0.001"));
        client.exchange.market().setOracle("BTC", usd("60000.0"));
        trade(Side.B, "67000.0", "2.0");
        client.time.runFor(Duration.ofHours(1));
        JsonNode paid = client.lastOf("userFundings").at("/fundings/0");
        assertThat(paid.path("usdc").asText()).isEqualTo("-120.0");
        assertThat(paid.path("szi").asText()).isEqualTo("2.0");
        assertThat(paid.path("time").asLong() % Duration.ofHours(1).toMillis()).isEqualTo(14);
        assertThat(client.lastOf("user").path("funding")).isEqualTo(paid);
        long from = Client.START_MS - Duration.ofHours(3).toMillis();
        JsonNode rows =
                client.info("{'type':'userFunding','user':'" + BOB + "','startTime':" + from + "}");
        assertThat(rows).hasSize(1);
        assertThat(rows.at("/0/delta/usdc").asText()).isEqualTo("120.0");
        JsonNode rates =
                client.info("{'type':'fundingHistory','coin':'BTC','startTime':" + from + "}");
        assertThat(rates)
                .extracting(row -> row.path("fundingRate").asText())
                .containsExactly("0.0000125", "0.0000125", "0.0000125", "0.001");
        assertThat(client.exchange.record().fundingPayments()).hasSize(2);
        assertThat(client.exchange.record().fundingSettlements())
                .extracting(settled -> settled.event().coin())
                .contains("BTC", "xyz:SP500")
                .doesNotContain("MATIC", "@107");
    }

    @Test
    void entersALiquidationIntoTheLedgerAndCancelsTheVictimsOrders() {
        client.subscribeUser(1, "userEvents", ALICE);
        client.subscribeUser(1, "orderUpdates", ALICE);
        trade(Side.A, "67000.0", "2.0");
        client.exchange.market().placeOrder(ALICE, "BTC", Side.B, usd("60000.0"), usd("1.0"));
        client.exchange.market().placeOrder(ALICE, "ETH", Side.B, usd("3000.0"), usd("1.0"));
        client.exchange
                .market()
                .liquidate(
                        new Liquidation(
                                ALICE,
                                "BTC",
                                PositionSide.SHORT,
                                List.of(new Slice(usd("68000.0"), usd("2.0"), BOB)),
                                LiquidationMethod.MARKET));
        client.aMoment();
        List<LedgerEntry> entries =
                client.exchange.record().ledger().stream().map(Publication::event).toList();
        assertThat(entries).extracting(LedgerEntry::type).containsExactly("liquidation");
        assertThat(entries.get(0).delta().at("/liquidatedPositions/0").toString())
                .isEqualTo("{\"coin\":\"BTC\",\"szi\":\"-2.0\"}");
        assertThat(client.lastOf("orderUpdates").at("/0/status").asText())
                .isEqualTo("liquidatedCanceled");
        assertThat(client.dataOf("user"))
                .extracting(event -> event.fieldNames().next())
                .containsExactly("fills", "nonUserCancel", "fills", "liquidation");
        assertThat(client.lastOf("user").at("/liquidation/liquidated_user").asText())
                .isEqualTo(ALICE);
        assertThat(client.info("{'type':'openOrders','user':'" + ALICE + "'}"))
                .extracting(order -> order.path("coin").asText())
                .containsExactly("ETH");
        assertThat(
                        client.info(
                                "{'type':'userNonFundingLedgerUpdates','user':'"
                                        + ALICE
                                        + "','startTime':0}"))
                .hasSize(1);
    }

    @Test
    void pagesFillsOldestFirstUpToTwoThousandACall() {
        for (int i = 0; i < 2_100; i++) {
            trade(i % 2 == 0 ? Side.B : Side.A, "67000.0", "1.0");
            client.time.runFor(Duration.ofMillis(1));
        }
        String head = "{'type':'userFillsByTime','user':'" + ALICE + "','startTime':";
        JsonNode first = client.info(head + "0}");
        assertThat(first).hasSize(2_000);
        long last = first.get(1_999).path("time").asLong();
        assertThat(client.info(head + last + "}")).hasSize(101);
        JsonNode newest = client.info("{'type':'userFills','user':'" + ALICE + "'}");
        assertThat(newest).hasSize(2_000);
        assertThat(client.info(head + "0,'reversed':true}")).isEqualTo(newest);
    }

    @Test
    void pushesCandlesOfEveryIntervalAsTheyGrow() {
        for (String interval : List.of("1m", "1h", "3d", "1w", "1M")) {
            client.subscribe(1, "{'type':'candle','coin':'BTC','interval':'" + interval + "'}");
        }
        assertThat(client.dataOf("candle")).isEmpty();
        trade(Side.B, "67000.0", "1.0");
        client.time.runFor(Duration.ofMinutes(1));
        trade(Side.B, "67001.0", "2.0");
        client.aMoment();
        List<JsonNode> last = client.dataOf("candle").subList(5, 10);
        assertThat(last)
                .extracting(candle -> candle.path("i").asText() + " " + candle.path("v").asText())
                .containsExactly("1m 2.0", "1h 3.0", "3d 3.0", "1w 3.0", "1M 3.0");
        assertThat(last.get(4).path("t").asLong()).isLessThanOrEqualTo(Client.START_MS);
        assertThat(client.exchange.record().framesByChannel()).containsEntry("candle", 10L);
    }
}
