package io.hyperwatch.json;

import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.alerts.DeliveryStatus;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.IncidentState;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Candle;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.events.PositionEventType;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Recommendation;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Signal;
import io.hyperwatch.events.Trade;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** One of each record that travels in Kafka, by the name of its golden file. */
final class Samples {

    private static final long TIME = 1_760_130_903_127L;
    private static final String HASH = "0x4dfc" + "0".repeat(56) + "a31b";
    private static final String ALICE = "0x" + "a".repeat(40);
    private static final String BOB = "0x" + "b".repeat(40);

    private Samples() {}

    static Map<String, Object> all() {
        Map<String, Object> samples = new LinkedHashMap<>();
        samples.put(
                "trade",
                new Trade(
                        "BTC",
                        Side.B,
                        dec("66373.0"),
                        dec("0.0009"),
                        TIME,
                        HASH,
                        268453629049937L,
                        ALICE,
                        BOB,
                        null));
        samples.put(
                "position-event",
                new PositionEvent(
                        "e".repeat(32),
                        ALICE,
                        "ETH",
                        PositionEventType.POSITION_OPENED,
                        TIME,
                        dec("0"),
                        dec("-1000.5"),
                        dec("-1000.5"),
                        dec("4001.1"),
                        dec("15230000"),
                        true,
                        null));
        samples.put(
                "signal",
                new Signal(
                        "BTC",
                        TIME,
                        Recommendation.LONG,
                        dec("0.71"),
                        dec("0.2"),
                        dec("12.5"),
                        dec("0.8"),
                        31,
                        9,
                        4,
                        null));
        samples.put(
                "price-bbo",
                Price.bbo(
                        "BTC", TIME, dec("66373.0"), dec("1.50"), dec("66374.0"), dec("2"), null));
        samples.put("price-mid", Price.mid("kPEPE", TIME, dec("0.0123450"), null));
        samples.put(
                "price-context",
                new Price(
                        PriceKind.CONTEXT,
                        "ETH",
                        TIME,
                        null,
                        null,
                        null,
                        null,
                        dec("4001.05"),
                        dec("4001.1"),
                        dec("4000.9"),
                        dec("0.0000125"),
                        dec("381234.5678"),
                        dec("4100.0"),
                        dec("1234567890.123456"),
                        dec("-0.00012"),
                        null,
                        null));
        samples.put("fill", fill(null));
        samples.put(
                "fill-liquidation",
                fill(new LiquidationMark(ALICE, dec("36.454"), LiquidationMethod.MARKET, false)));
        samples.put(
                "liquidation",
                new LiquidationFill(
                        "0123456789abcdef0123456789abcdef",
                        "HYPE",
                        TIME,
                        701625364644192L,
                        ALICE,
                        BOB,
                        PositionSide.LONG,
                        dec("36.45"),
                        dec("50.0"),
                        dec("36.454"),
                        dec("-109.85"),
                        5,
                        HASH,
                        LiquidationMethod.MARKET,
                        LiquidationGrade.CONFIRMED_FILL,
                        TIME - 1_000,
                        2,
                        dec("3000.5"),
                        true,
                        false,
                        1,
                        null));
        samples.put(
                "candle",
                new Candle(
                        "BTC",
                        "1m",
                        1_760_130_900_000L,
                        1_760_130_959_999L,
                        dec("121000.0"),
                        dec("121050.5"),
                        dec("120990"),
                        dec("121001"),
                        dec("12.34567"),
                        420,
                        true,
                        7,
                        true));
        samples.put("dead-letter", DeadLetter.of("trades", "px is not a decimal: NaN", "{}", TIME));
        samples.put(
                "incident",
                new Incident(
                        "0123456789abcdef0123456789abcdef",
                        "flash-loan",
                        "venue",
                        IncidentState.RESOLVED,
                        Severity.CRITICAL,
                        TIME,
                        TIME + 60_000,
                        TIME + 60_000,
                        3,
                        dec("760000.5"),
                        dec("70.4"),
                        4));
        samples.put(
                "delivery",
                new Delivery(
                        "0123456789abcdef0123456789abcdef",
                        "webhook-1",
                        "webhook",
                        DeliveryStatus.RETRYING,
                        null,
                        2,
                        503,
                        "HTTP 503",
                        TIME,
                        null,
                        TIME + 5_000,
                        2));
        samples.putAll(MarketSamples.all());
        samples.putAll(AccountSamples.all());
        return samples;
    }

    private static Fill fill(LiquidationMark mark) {
        return new Fill(
                ALICE,
                "HYPE",
                Side.A,
                dec("36.45"),
                dec("50.0"),
                TIME,
                dec("50.0"),
                "Close Long",
                dec("-109.85"),
                HASH,
                207838246357L,
                true,
                dec("0.820125"),
                "USDC",
                701625364644192L,
                null,
                mark,
                null);
    }

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }
}
