package io.hyperwatch.patterns.incident;

import io.hyperwatch.json.CanonicalJson;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;

/** Figures as people read them, for titles and messages; details carry the exact ones. */
public final class Phrases {

    private static final BigDecimal CENTS_BELOW = BigDecimal.valueOf(1_000);

    private Phrases() {}

    /** {@code 1,234,567 USD}; below 1,000 with cents. */
    public static String usd(BigDecimal value) {
        int digits = value.abs().compareTo(CENTS_BELOW) < 0 ? 2 : 0;
        return String.format(
                Locale.ROOT,
                "%,." + digits + "f USD",
                value.setScale(digits, RoundingMode.HALF_EVEN));
    }

    /** {@code 1.24 %}; with up to 4 digits, so that 0.5001 % does not read as 0.5 %. */
    public static String percent(BigDecimal percent) {
        BigDecimal shown = percent.setScale(4, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return shown.setScale(Math.max(2, shown.scale())).toPlainString() + " %";
    }

    /** {@code 0.9 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String duration(long ms) {
        long seconds = ms / 1_000;
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%d.%d s", seconds, ms % 1_000 / 100);
        }
        return seconds < 3_600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }

    /** How an incident ended; the same for all rules but for what was worst about it. */
    public static AlertText resolution(OpenIncident incident, String title, String worst) {
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
                "The condition has not held for %s. The incident began at %s and lasted %s, with %d events. %s"
                        .formatted(
                                duration(incident.quietMs()),
                                CanonicalJson.time(incident.openedAtMs()),
                                duration(lastedMs),
                                incident.evidence().count(),
                                worst),
                details);
    }
}
