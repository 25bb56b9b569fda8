package io.hyperwatch.patterns.incident;

import io.hyperwatch.json.CanonicalJson;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Figures as people read them, for titles and messages; details carry the exact ones. */
public final class Phrases {

    private static final BigDecimal CENTS_BELOW = BigDecimal.valueOf(1_000);
    private static final int MOST_DIGITS = 6;
    private static final DateTimeFormatter UTC_SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private Phrases() {}

    /** {@code 1,234,567 USD}; below 1,000 with cents. */
    public static String usd(BigDecimal value) {
        boolean cents = value.signum() != 0 && value.abs().compareTo(CENTS_BELOW) < 0;
        int digits = cents ? 2 : 0;
        return String.format(
                Locale.ROOT,
                "%,." + digits + "f USD",
                value.setScale(digits, RoundingMode.HALF_EVEN));
    }

    /** {@code 1,234,567.8}: exact, grouped. */
    public static String number(BigDecimal value) {
        BigDecimal shown = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, shown.scale()) + "f", shown);
    }

    /** {@code 1 fill}, {@code 11,279 fills}. */
    public static String count(long count, String singular) {
        return String.format(Locale.ROOT, "%,d %s%s", count, singular, count == 1 ? "" : "s");
    }

    /**
     * With so many digits, and as many more as it takes not to read as a threshold that it is not:
     * 0.5001 beside 0.5 is not 0.50.
     */
    public static String figure(BigDecimal value, int digits, BigDecimal... thresholds) {
        int shown = digits;
        while (shown < MOST_DIGITS && readsAsAnother(value, shown, thresholds)) {
            shown++;
        }
        return value.signum() == 0
                ? "0"
                : value.setScale(shown, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** {@code 1.24 %}; see {@link #figure}. */
    public static String percent(BigDecimal percent, BigDecimal... thresholds) {
        return figure(percent, 2, thresholds) + " %";
    }

    /** A threshold in percent, as it was set: {@code 0.5 %}. */
    public static String limit(BigDecimal percent) {
        return CanonicalJson.decimal(percent) + " %";
    }

    /** {@code 62.5}, of 100; see {@link #figure}. */
    public static String score(BigDecimal score, BigDecimal... thresholds) {
        return figure(score, 1, thresholds);
    }

    /** {@code 2025-10-10 21:15:03 UTC}. */
    public static String time(long epochMs) {
        return UTC_SECONDS.format(Instant.ofEpochMilli(epochMs));
    }

    /** {@code 40 ms}, {@code 0.9 s}, {@code 30 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String duration(long ms) {
        if (ms < 100) {
            return ms == 0 ? "0 s" : ms + " ms";
        }
        long seconds = ms / 1_000;
        if (seconds < 60) {
            long tenths = ms % 1_000 / 100;
            return tenths == 0 ? seconds + " s" : seconds + "." + tenths + " s";
        }
        return seconds < 3_600
                ? both(seconds / 60, "min", seconds % 60, "s")
                : both(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
    }

    /**
     * How an incident ended; the same for all rules but for what it came to.
     *
     * @param event what its evidence consists of, singular
     * @param cameTo a sentence: what was worst about it, or all of it
     */
    public static AlertText resolution(
            OpenIncident incident, String title, String event, String cameTo) {
        long lastedMs =
                Math.max(0, incident.resolveAtMs() - incident.quietMs() - incident.openedAtMs());
        Map<String, Object> details = CanonicalJson.object();
        details.put("opened_at", CanonicalJson.time(incident.openedAtMs()));
        details.put("lasted_ms", lastedMs);
        details.put("quiet_ms", incident.quietMs());
        details.put("event_count", incident.evidence().count());
        details.put("highest_value_usd", CanonicalJson.decimal(incident.valueUsd()));
        details.put("risk_score", CanonicalJson.decimal(incident.riskScore()));
        return new AlertText(
                title,
                "It began at %s, %s and %s: %s. %s"
                        .formatted(
                                time(incident.openedAtMs()),
                                lastedMs == 0
                                        ? "held at one moment"
                                        : "lasted " + duration(lastedMs),
                                incident.quietMs() == 0
                                        ? "is over"
                                        : "has been quiet for " + duration(incident.quietMs()),
                                count(incident.evidence().count(), event),
                                cameTo),
                details);
    }

    /** {@code It traded 2,000,000 USD.}, or the largest of several and all of them. */
    public static String largest(OpenIncident incident, String verb) {
        String largest = usd(incident.valueUsd());
        return incident.evidence().count() == 1
                ? "It %s %s.".formatted(verb, largest)
                : "The largest %s %s, all of them %s."
                        .formatted(verb, largest, usd(incident.evidence().totalUsd()));
    }

    private static boolean readsAsAnother(BigDecimal value, int digits, BigDecimal[] thresholds) {
        BigDecimal shown = value.setScale(digits, RoundingMode.HALF_EVEN);
        for (BigDecimal threshold : thresholds) {
            if (shown.abs().compareTo(threshold) == 0 && value.abs().compareTo(threshold) != 0) {
                return true;
            }
        }
        return shown.signum() == 0 && value.signum() != 0;
    }

    private static String both(long major, String majorUnit, long minor, String minorUnit) {
        return minor == 0
                ? "%d %s".formatted(major, majorUnit)
                : "%d %s %d %s".formatted(major, majorUnit, minor, minorUnit);
    }
}
