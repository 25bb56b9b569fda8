package io.hyperwatch.patterns.oracle;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Price;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.Phrases;
import io.hyperwatch.patterns.rules.InForce;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/**
 * A record at which the deviation was too large: how loud that is and how it is told.
 *
 * @param price the judged record
 * @param late received 1 to 10 minutes after its event time
 * @param heldAtMs from when it counts
 * @param deviation what was found
 * @param rule it was judged by
 */
record OracleFinding(
        Price price,
        boolean late,
        long heldAtMs,
        Deviation deviation,
        InForce<OracleDeviationParameters> rule) {

    OracleDeviationParameters parameters() {
        return rule.parameters();
    }

    Severity severity(AssetContext context) {
        return deviation.isAbove(parameters().criticalPct()) && isLiquid(context)
                ? Severity.CRITICAL
                : Severity.WARNING;
    }

    EvidenceEvent evidence() {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("kind", price.kind().name().toLowerCase(Locale.ROOT));
        shown.put("reference", deviation.reference());
        shown.put("price", CanonicalJson.decimal(deviation.price()));
        shown.put("oracle_price", CanonicalJson.decimal(deviation.oracle()));
        shown.put("deviation_pct", CanonicalJson.percent(deviation.percent()));
        return EvidenceEvent.of(price.identity(), price.timeMs(), null, shown);
    }

    AlertText text(AssetContext context, Breach breach, Severity severity, BigDecimal risk) {
        String coin = price.coin();
        String percent =
                Phrases.percent(
                        deviation.percent(), parameters().warningPct(), parameters().criticalPct());
        String title =
                "%s %s price %s %s its oracle price"
                        .formatted(coin, deviation.reference(), percent, deviation.direction());
        StringBuilder message = new StringBuilder();
        message.append(
                "The %s price of %s is %s, %s %s the oracle price of %s (threshold %s, critical above %s), since %s. "
                        .formatted(
                                deviation.reference(),
                                coin,
                                CanonicalJson.decimal(deviation.price()),
                                percent,
                                deviation.direction(),
                                CanonicalJson.decimal(deviation.oracle()),
                                Phrases.limit(parameters().warningPct()),
                                Phrases.limit(parameters().criticalPct()),
                                Phrases.time(breach.startedAtMs())));
        if (deviation.midSource() != null) {
            message.append("The mid comes from %s; ".formatted(deviation.midSource()));
            message.append("the mark price is %s. ".formatted(orUnknown(context.mark())));
        }
        message.append(
                "The oracle price was received %s earlier. Volume of 24 hours: %s."
                        .formatted(
                                Phrases.duration(oracleAgeMs(context)),
                                context.dayVolumeUsd() == null
                                        ? "unknown"
                                        : Phrases.usd(context.dayVolumeUsd())));
        if (severity != Severity.CRITICAL && deviation.isAbove(parameters().criticalPct())) {
            message.append(
                    " Critical needs a volume of %s."
                            .formatted(Phrases.usd(parameters().criticalMinVolumeUsd())));
        }
        return new AlertText(title, message.toString(), details(context, breach, risk));
    }

    private Map<String, Object> details(AssetContext context, Breach breach, BigDecimal risk) {
        Map<String, Object> details = CanonicalJson.object();
        details.put("reference", deviation.reference());
        details.put("mid_source", deviation.midSource());
        details.put("price", CanonicalJson.decimal(deviation.price()));
        details.put("oracle_price", CanonicalJson.decimal(deviation.oracle()));
        details.put("mark_price", CanonicalJson.decimal(context.mark()));
        details.put("deviation_pct", CanonicalJson.percent(deviation.percent()));
        details.put("direction", deviation.direction());
        details.put("oracle_age_ms", oracleAgeMs(context));
        details.put("volume_24h_usd", CanonicalJson.decimal(context.dayVolumeUsd()));
        details.put("breach_started_at", CanonicalJson.time(breach.startedAtMs()));
        details.put("risk_score", CanonicalJson.decimal(risk));
        details.put("threshold_pct", CanonicalJson.percent(parameters().warningPct()));
        details.put("critical_pct", CanonicalJson.percent(parameters().criticalPct()));
        details.put("rearm_pct", CanonicalJson.percent(parameters().rearmPct()));
        details.put(
                "critical_min_volume_usd",
                CanonicalJson.decimal(parameters().criticalMinVolumeUsd()));
        return details;
    }

    /** Best bid and ask carry the exchange's time, contexts that of receipt: never below zero. */
    private long oracleAgeMs(AssetContext context) {
        return Math.max(0, price.timeMs() - context.timeMs());
    }

    private boolean isLiquid(AssetContext context) {
        return context.dayVolumeUsd() != null
                && context.dayVolumeUsd().compareTo(parameters().criticalMinVolumeUsd()) >= 0;
    }

    private static String orUnknown(BigDecimal value) {
        return value == null ? "unknown" : CanonicalJson.decimal(value);
    }
}
