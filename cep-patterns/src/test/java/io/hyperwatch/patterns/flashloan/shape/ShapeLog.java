package io.hyperwatch.patterns.flashloan.shape;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.incident.Step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A random log of one coin's contexts and one of the alerts on its liquidations, by one clock but
 * each with a log time of its own.
 */
final class ShapeLog {

    static final long BEGINNING = 1_760_130_903_000L;

    private static final String[] MIDS = {
        "100", "100", "100.5", "101.5", "101.50001", "103", "103.00001", "104", "112", "97", "96.9"
    };
    private static final long[] STEPS_MS = {0, 1, 400, 999, 1_000, 1_001, 5_000, 20_000, 60_000};

    final List<Step<Price>> prices = new ArrayList<>();
    final List<Step<Alert>> alerts = new ArrayList<>();

    private final Random random;
    private long clockMs = BEGINNING;
    private long sequence;

    ShapeLog(long seed, int count) {
        random = new Random(seed);
        long priceLogMs = BEGINNING;
        long alertLogMs = BEGINNING;
        for (int i = 0; i < count; i++) {
            clockMs +=
                    random.nextInt(40) == 0
                            ? random.nextInt(400_000)
                            : STEPS_MS[random.nextInt(STEPS_MS.length)];
            if (random.nextInt(60) == 0) {
                clockMs -= 2_000;
            }
            if (random.nextInt(4) > 0) {
                priceLogMs = Math.max(priceLogMs, clockMs);
                Price price = context(clockMs, sequence++, MIDS[random.nextInt(MIDS.length)]);
                prices.add(new Step<>(priceLogMs, price));
                if (random.nextInt(10) == 0) {
                    prices.add(new Step<>(priceLogMs, price));
                }
            } else {
                alertLogMs = Math.max(alertLogMs, clockMs);
                long delayMs = random.nextInt(4) == 0 ? random.nextInt(90_000) : 300;
                alerts.add(
                        new Step<>(
                                alertLogMs,
                                opened("incident-" + i, clockMs - delayMs, random.nextBoolean())));
            }
        }
    }

    static Price context(long timeMs, long sequence, String mid) {
        return new Price(
                PriceKind.CONTEXT,
                "BTC",
                timeMs,
                null,
                null,
                null,
                null,
                mid == null ? null : new BigDecimal(mid),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Provenance(
                        Source.WS,
                        timeMs,
                        new Sequence(BEGINNING, sequence + 1),
                        1,
                        sequence,
                        0,
                        true,
                        false));
    }

    static Alert opened(String incident, long timeMs, boolean cascade) {
        return alert(
                AlertKind.OPEN,
                incident,
                cascade ? "cascade" : "flash-loan",
                cascade ? "BTC" : null,
                "{\"coins\":[\"ETH\",\"BTC\"]}",
                timeMs);
    }

    static Alert alert(
            AlertKind kind,
            String incident,
            String rule,
            String coin,
            String details,
            long timeMs) {
        return new Alert(
                incident,
                incident,
                kind,
                rule,
                1,
                Severity.CRITICAL,
                coin == null ? "venue" : "coin:" + coin,
                coin,
                null,
                "title",
                "message",
                null,
                timeMs,
                timeMs,
                0,
                false,
                details,
                "{}",
                null,
                false);
    }
}
