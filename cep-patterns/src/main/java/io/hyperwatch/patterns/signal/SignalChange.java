package io.hyperwatch.patterns.signal;

import io.hyperwatch.events.Signal;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.Phrases;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A signal beside the one before it.
 *
 * @param before the newest signal before
 * @param signal the judged one
 * @param inForce parameters
 */
record SignalChange(NewestSignal before, Signal signal, SignalChangeParameters inForce) {

    boolean holds() {
        return turned() || becameConfident() || moved();
    }

    private boolean turned() {
        return signal.recommendation() != before.recommendation();
    }

    private boolean becameConfident() {
        return signal.confidence().compareTo(inForce.minConfidence()) >= 0
                && before.confidence().compareTo(inForce.minConfidence()) < 0;
    }

    private boolean moved() {
        return move().abs().compareTo(inForce.minBiasMove()) >= 0;
    }

    private BigDecimal move() {
        return signal.longBias().subtract(before.longBias());
    }

    EvidenceEvent evidence() {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("recommendation", signal.recommendation().name());
        shown.put("confidence", CanonicalJson.decimal(signal.confidence()));
        shown.put("long_bias", CanonicalJson.decimal(signal.longBias()));
        shown.put("short_bias", CanonicalJson.decimal(signal.shortBias()));
        return EvidenceEvent.of(signal.identity(), signal.timeMs(), null, shown);
    }

    AlertText text() {
        List<String> reasons = reasons();
        String title =
                "Signal for %s: %s with confidence %s"
                        .formatted(
                                signal.coin(),
                                signal.recommendation(),
                                confidence(signal.confidence()));
        String message =
                "At %s in %s %s, compared with the signal of %s. Traders: %d long, %d short, %d flat; their net exposure is %s %s."
                        .formatted(
                                Phrases.time(signal.timeMs()),
                                signal.coin(),
                                String.join("; ", reasons),
                                Phrases.time(before.timeMs()),
                                signal.tradersLong(),
                                signal.tradersShort(),
                                signal.tradersFlat(),
                                Phrases.number(
                                        signal.netExposure().setScale(2, RoundingMode.HALF_EVEN)),
                                signal.coin());
        return new AlertText(title, message, details());
    }

    private String confidence(BigDecimal confidence) {
        return Phrases.figure(confidence, 2, inForce.minConfidence());
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        if (turned()) {
            reasons.add(
                    "the recommendation went from %s to %s"
                            .formatted(before.recommendation(), signal.recommendation()));
        }
        if (becameConfident()) {
            reasons.add(
                    "the confidence rose from %s to %s (threshold %s)"
                            .formatted(
                                    confidence(before.confidence()),
                                    confidence(signal.confidence()),
                                    CanonicalJson.decimal(inForce.minConfidence())));
        }
        if (moved()) {
            reasons.add(
                    "the long bias moved from %s to %s (threshold %s)"
                            .formatted(
                                    Phrases.figure(before.longBias(), 2),
                                    Phrases.figure(signal.longBias(), 2),
                                    CanonicalJson.decimal(inForce.minBiasMove())));
        }
        return reasons;
    }

    private Map<String, Object> details() {
        Map<String, Object> details = CanonicalJson.object();
        details.put("recommendation", signal.recommendation().name());
        details.put("previous_recommendation", before.recommendation().name());
        details.put("recommendation_changed", turned());
        details.put("confidence", CanonicalJson.decimal(signal.confidence()));
        details.put("previous_confidence", CanonicalJson.decimal(before.confidence()));
        details.put("min_confidence", CanonicalJson.decimal(inForce.minConfidence()));
        details.put("confidence_reached", becameConfident());
        details.put("long_bias", CanonicalJson.decimal(signal.longBias()));
        details.put("previous_long_bias", CanonicalJson.decimal(before.longBias()));
        details.put("long_bias_move", CanonicalJson.decimal(move()));
        details.put("min_bias_move", CanonicalJson.decimal(inForce.minBiasMove()));
        details.put("bias_moved", moved());
        details.put("short_bias", CanonicalJson.decimal(signal.shortBias()));
        details.put("net_exposure", CanonicalJson.decimal(signal.netExposure()));
        details.put("traders_long", signal.tradersLong());
        details.put("traders_short", signal.tradersShort());
        details.put("traders_flat", signal.tradersFlat());
        details.put("previous_at", CanonicalJson.time(before.timeMs()));
        return details;
    }
}
