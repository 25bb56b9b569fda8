package io.hyperwatch.patterns.midjump;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Price;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.Phrases;
import io.hyperwatch.patterns.mid.PriceGap;
import io.hyperwatch.patterns.rules.InForce;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

/**
 * A record at which the mid jumped: how loud that is and how it is told.
 *
 * @param price the judged record
 * @param late received 1 to 10 minutes after its event time
 * @param last the mid before
 * @param now the mid
 * @param gap between them
 * @param dayVolumeUsd of the last 24 hours, or null
 * @param rule it was judged by
 */
record MidJump(
        Price price,
        boolean late,
        KnownMid last,
        KnownMid now,
        PriceGap gap,
        BigDecimal dayVolumeUsd,
        InForce<MidJumpParameters> rule) {

    MidJumpParameters parameters() {
        return rule.parameters();
    }

    Severity severity() {
        return gap.isAbove(parameters().criticalPct()) && isLiquid()
                ? Severity.CRITICAL
                : Severity.WARNING;
    }

    EvidenceEvent evidence() {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("kind", price.kind().name().toLowerCase(Locale.ROOT));
        shown.put("mid_source", now.source());
        shown.put("mid", CanonicalJson.decimal(now.price()));
        shown.put("last_mid", CanonicalJson.decimal(last.price()));
        shown.put("jump_pct", CanonicalJson.percent(gap.percent()));
        return EvidenceEvent.of(price.identity(), price.timeMs(), null, shown);
    }

    AlertText text(long openedAtMs) {
        String percent =
                Phrases.percent(
                        gap.percent(), parameters().warningPct(), parameters().criticalPct());
        String direction = gap.direction().equals("above") ? "up" : "down";
        String title = "%s mid price jumped %s %s".formatted(price.coin(), percent, direction);
        StringBuilder message = new StringBuilder();
        message.append(
                "The mid price of %s went from %s to %s, %s %s, within %s (threshold %s, critical above %s). Jumps since %s. "
                        .formatted(
                                price.coin(),
                                CanonicalJson.decimal(last.price()),
                                CanonicalJson.decimal(now.price()),
                                percent,
                                direction,
                                Phrases.duration(sinceLastMs()),
                                Phrases.limit(parameters().warningPct()),
                                Phrases.limit(parameters().criticalPct()),
                                Phrases.time(openedAtMs)));
        message.append(
                "The mid comes from %s, the one before from %s. Volume of 24 hours: %s."
                        .formatted(
                                now.source(),
                                last.source(),
                                dayVolumeUsd == null ? "unknown" : Phrases.usd(dayVolumeUsd)));
        if (severity() != Severity.CRITICAL && gap.isAbove(parameters().criticalPct())) {
            message.append(
                    " Critical needs a volume of %s."
                            .formatted(Phrases.usd(parameters().criticalMinVolumeUsd())));
        }
        return new AlertText(title, message.toString(), details());
    }

    private Map<String, Object> details() {
        Map<String, Object> details = CanonicalJson.object();
        details.put("mid", CanonicalJson.decimal(now.price()));
        details.put("mid_source", now.source());
        details.put("last_mid", CanonicalJson.decimal(last.price()));
        details.put("last_mid_source", last.source());
        details.put("last_mid_age_ms", sinceLastMs());
        details.put("jump_pct", CanonicalJson.percent(gap.percent()));
        details.put("direction", gap.direction());
        details.put("volume_24h_usd", CanonicalJson.decimal(dayVolumeUsd));
        details.put("threshold_pct", CanonicalJson.percent(parameters().warningPct()));
        details.put("critical_pct", CanonicalJson.percent(parameters().criticalPct()));
        details.put(
                "critical_min_volume_usd",
                CanonicalJson.decimal(parameters().criticalMinVolumeUsd()));
        return details;
    }

    /** Best bid and ask carry the exchange's time, the others that of receipt: never below zero. */
    private long sinceLastMs() {
        return Math.max(0, now.timeMs() - last.timeMs());
    }

    private boolean isLiquid() {
        return dayVolumeUsd != null
                && dayVolumeUsd.compareTo(parameters().criticalMinVolumeUsd()) >= 0;
    }
}
