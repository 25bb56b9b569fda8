package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.OrderUpdate;
import io.hyperwatch.events.Side;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;

import static io.hyperwatch.bridge.normalize.Frames.MAKER;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

class OrdersTest {

    private static final String DETAILED =
            """
            {"coin":"xyz:SP500","side":"A","limitPx":"9.2037","sz":"0.0","oid":3184595907,"timestamp":%d,
             "triggerCondition":"Price above 10.004","isTrigger":true,"triggerPx":"10.004","children":[{"oid":1}],
             "isPositionTpsl":true,"reduceOnly":true,"orderType":"Take Profit Market","origSz":"12.5","tif":null,"cloid":"0xd9"}"""
                    .formatted(TIME);

    private static String brief(long oid) {
        return """
        {"coin":"BTC","side":"B","limitPx":"1.0","sz":"2","oid":%d,"timestamp":%d,"origSz":"3"}"""
                .formatted(oid, TIME);
    }

    private static String row(long oid, String status, long statusTimeMs) {
        return "{\"order\":%s,\"status\":\"%s\",\"statusTimestamp\":%d}"
                .formatted(brief(oid), status, statusTimeMs);
    }

    private static OrderUpdate expected(long oid, String status, long statusTimeMs) {
        return new OrderUpdate(
                VICTIM,
                "BTC",
                oid,
                Side.B,
                new BigDecimal("1.0"),
                new BigDecimal("2"),
                new BigDecimal("3"),
                TIME,
                status,
                statusTimeMs,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private final Normalizer normalizer = Frames.normalizer();

    private List<OrderUpdate> orders(Normalized normalized) {
        return AccountFrames.events(normalized, Topic.ORDERS, OrderUpdate.class);
    }

    @Test
    void updatesBelongToTheUserWhoseSubscriptionWasAcknowledgedOnTheirSocket() {
        normalizer.normalize(AccountFrames.acknowledgement(1, "orderUpdates", MAKER));
        normalizer.normalize(AccountFrames.acknowledgement(2, "orderUpdates", VICTIM));

        Normalized normalized =
                normalizer.normalize(
                        AccountFrames.frame(
                                2,
                                "orderUpdates",
                                "["
                                        + row(7, "open", TIME)
                                        + ","
                                        + row(7, "filled", TIME + 5)
                                        + "]"));

        assertThat(orders(normalized))
                .containsExactly(expected(7, "open", TIME), expected(7, "filled", TIME + 5));
        assertThat(normalized.stream()).isEqualTo("orderUpdates:" + VICTIM);
        assertThat(normalized.records()).allSatisfy(r -> assertThat(r.key()).isEqualTo(VICTIM));
        assertThat(normalized.records().get(1).timestampMs()).isEqualTo(TIME + 5);
    }

    @Test
    void updatesOfNobodyAreADeadLetterWithTheWholeFrame() {
        Normalized normalized =
                normalizer.normalize(
                        AccountFrames.frame(4, "orderUpdates", "[" + row(7, "open", TIME) + "]"));

        assertThat(Frames.onlyDeadLetter(normalized).reason())
                .isEqualTo("user: 0 accounts have orderUpdates on connection 4, one expected");
        assertThat(Frames.onlyDeadLetter(normalized).payload()).contains("\"oid\":7");
    }

    @Test
    void aSocketThatIsGoneIsNobodys() {
        normalizer.normalize(AccountFrames.acknowledgement(1, "orderUpdates", VICTIM));
        normalizer.normalize(new Input.Closed(Frames.RECEIVED, 1, 1006, ""));

        Normalized normalized = normalizer.normalize(AccountFrames.frame(1, "orderUpdates", "[]"));

        assertThat(normalized.faults()).hasSize(1);
    }

    @Test
    void openOrdersAreASnapshotWithAnEnd() {
        Normalized normalized =
                normalizer.normalize(
                        AccountFrames.frame(
                                1,
                                "openOrders",
                                "{\"dex\":\"xyz\",\"user\":\"%s\",\"orders\":[%s,%s]}"
                                        .formatted(VICTIM, DETAILED, brief(8))));

        assertThat(normalized.stream()).isEqualTo("openOrders:" + VICTIM + ":xyz");
        assertThat(orders(normalized).get(0))
                .isEqualTo(
                        new OrderUpdate(
                                VICTIM,
                                "xyz:SP500",
                                3184595907L,
                                Side.A,
                                new BigDecimal("9.2037"),
                                new BigDecimal("0.0"),
                                new BigDecimal("12.5"),
                                TIME,
                                "open",
                                TIME,
                                "0xd9",
                                "Take Profit Market",
                                null,
                                new BigDecimal("10.004"),
                                "Price above 10.004",
                                true,
                                true,
                                true,
                                null));
        assertThat(orders(normalized).get(1)).isEqualTo(expected(8, "open", TIME));
        assertThat(normalized.records())
                .extracting(r -> r.header(HeaderNames.SNAPSHOT).orElse("absent"))
                .containsOnly("true");
        Envelope end = normalized.records().get(2);
        assertThat(end.topic()).isEqualTo(Topic.ORDERS);
        assertThat(end.key()).isEqualTo(VICTIM);
        assertThat(end.header(HeaderNames.KIND)).contains(HeaderNames.SNAPSHOT_END);
    }

    @Test
    void polledOpenOrdersAreTheSame() {
        for (String type : List.of("openOrders", "frontendOpenOrders")) {
            Normalized normalized =
                    normalizer.normalize(AccountFrames.answer(type, VICTIM, "[" + brief(8) + "]"));

            assertThat(orders(normalized)).containsExactly(expected(8, "open", TIME));
            assertThat(normalized.records().get(1).header(HeaderNames.KIND))
                    .contains(HeaderNames.SNAPSHOT_END);
        }
    }

    @Test
    void noOpenOrdersAreASnapshotToo() {
        Normalized normalized =
                normalizer.normalize(AccountFrames.answer("openOrders", VICTIM, "[]"));

        assertThat(normalized.records())
                .singleElement()
                .satisfies(
                        r ->
                                assertThat(r.header(HeaderNames.KIND))
                                        .contains(HeaderNames.SNAPSHOT_END));
    }

    @Test
    void historyIsWrittenOldestFirst() {
        Normalized normalized =
                normalizer.normalize(
                        AccountFrames.answer(
                                "historicalOrders",
                                VICTIM,
                                "[%s,%s]"
                                        .formatted(
                                                row(9, "canceled", TIME + 9),
                                                row(8, "filled", TIME + 1))));

        assertThat(orders(normalized))
                .containsExactly(
                        expected(8, "filled", TIME + 1), expected(9, "canceled", TIME + 9));
        assertThat(normalized.records())
                .allSatisfy(r -> assertThat(r.header(HeaderNames.SNAPSHOT)).isEmpty());
    }

    @Test
    void aBadOrderDoesNotTakeItsNeighboursWithIt() {
        String bad = brief(8).replace("\"B\"", "\"X\"");
        Normalized normalized =
                normalizer.normalize(
                        AccountFrames.answer(
                                "openOrders", VICTIM, "[" + bad + "," + brief(9) + "]"));

        assertThat(orders(normalized)).extracting(OrderUpdate::oid).containsExactly(9L);
        assertThat(Frames.onlyDeadLetter(normalized).payload()).isEqualTo(bad);
    }
}
