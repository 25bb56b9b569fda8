package io.hyperwatch.patterns.funding;

import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.Phrases;
import io.hyperwatch.patterns.rules.InForce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;

/**
 * A statement of a funding rate under judgement and how it is told.
 *
 * @param said the statement
 * @param late received 1 to 10 minutes after its event time
 * @param state with what the other sources said last
 * @param rule it is judged by
 */
record ExtremeRate(
        FundingObservation said,
        boolean late,
        FundingState state,
        InForce<ExtremeFundingParameters> rule) {

    private static final BigDecimal HOURS_A_YEAR = BigDecimal.valueOf(8_760);

    /** |rate| is more than this percentage. */
    static boolean isAbove(BigDecimal rate, BigDecimal percent) {
        return percent(rate).abs().compareTo(percent) > 0;
    }

    static boolean isBelow(BigDecimal rate, BigDecimal percent) {
        return percent(rate).abs().compareTo(percent) < 0;
    }

    /** Exact. */
    static BigDecimal percent(BigDecimal rate) {
        return rate.movePointRight(2);
    }

    BigDecimal threshold() {
        return rule.parameters().thresholdPct();
    }

    BigDecimal rearm() {
        return rule.parameters().rearmPct();
    }

    EvidenceEvent evidence() {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("source", source());
        shown.put("rate_pct", CanonicalJson.percent(percent(said.rate())));
        if (said.account() != null) {
            shown.put("account", said.account());
        }
        return EvidenceEvent.of(said.identity(), said.timeMs(), null, shown);
    }

    AlertText text(long openedAtMs) {
        String percent = Phrases.percent(percent(said.rate()), threshold());
        String title = "%s funding rate is %s an hour".formatted(said.coin(), percent);
        String message =
                "%s of %s is %s an hour, %s %% a year (threshold %s either way), since %s: %s. Last heard: estimate %s, settled %s, payments %s."
                        .formatted(
                                described(),
                                said.coin(),
                                percent,
                                yearly(),
                                Phrases.limit(threshold()),
                                Phrases.time(openedAtMs),
                                "longs".equals(payer()) ? "longs pay shorts" : "shorts pay longs",
                                heard(state.estimate()),
                                heard(state.settled()),
                                heard(state.payment()));
        return new AlertText(title, message, details());
    }

    private Map<String, Object> details() {
        Map<String, Object> details = CanonicalJson.object();
        details.put("source", source());
        details.put("rate_pct", CanonicalJson.percent(percent(said.rate())));
        details.put("payer", payer());
        details.put("account", said.account());
        put(details, "estimate", state.estimate());
        put(details, "settled", state.settled());
        put(details, "payment", state.payment());
        details.put("threshold_pct", CanonicalJson.percent(threshold()));
        details.put("rearm_pct", CanonicalJson.percent(rearm()));
        return details;
    }

    private static void put(Map<String, Object> details, String source, StatedRate last) {
        details.put(
                source + "_rate_pct",
                last == null ? null : CanonicalJson.percent(percent(last.rate())));
        details.put(source + "_at", last == null ? null : CanonicalJson.time(last.timeMs()));
    }

    private String source() {
        return said.source().name().toLowerCase(Locale.ROOT);
    }

    private String described() {
        return switch (said.source()) {
            case ESTIMATE -> "The running estimate of the funding rate";
            case SETTLED -> "The settled funding rate";
            case PAYMENT -> "The funding rate that " + said.account() + " was settled by";
            case UNKNOWN -> "The funding rate";
        };
    }

    private String payer() {
        return said.rate().signum() > 0 ? "longs" : "shorts";
    }

    private String yearly() {
        return Phrases.number(
                percent(said.rate()).multiply(HOURS_A_YEAR).setScale(0, RoundingMode.HALF_EVEN));
    }

    private static String heard(StatedRate last) {
        return last == null
                ? "none"
                : "%s at %s"
                        .formatted(
                                Phrases.percent(percent(last.rate())), Phrases.time(last.timeMs()));
    }
}
