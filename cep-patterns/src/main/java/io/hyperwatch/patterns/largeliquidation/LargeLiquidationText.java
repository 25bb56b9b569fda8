package io.hyperwatch.patterns.largeliquidation;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Phrases;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What is said of one large liquidation. */
final class LargeLiquidationText {

    private LargeLiquidationText() {}

    /** The liquidation as it stands at one of its fills. */
    static EvidenceEvent evidence(LiquidationFill fill, String identity) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("liquidation_id", fill.liquidationId());
        shown.put("liquidated_user", fill.liquidatedUser());
        shown.put("position_side", lower(fill.positionSide()));
        shown.put("fills", fill.liquidationFillCount());
        shown.put("price", CanonicalJson.decimal(fill.price()));
        shown.put("grade", lower(fill.grade()));
        return EvidenceEvent.of(
                identity, fill.liquidationStartMs(), fill.liquidationValueUsd(), shown);
    }

    static AlertText of(LiquidationFill fill, LargeLiquidationParameters inForce) {
        boolean guessed = fill.grade() == LiquidationGrade.INFERRED_BURST;
        String position =
                fill.positionSide() == PositionSide.UNKNOWN
                        ? "position"
                        : lower(fill.positionSide());
        String title =
                "%s: %s of %s %s"
                        .formatted(
                                guessed ? "Possible large liquidation" : "Large liquidation",
                                Phrases.usd(fill.liquidationValueUsd()),
                                fill.coin(),
                                position);
        String message =
                "The %s %s of %s %s since %s: %s in %s so far (threshold %s, critical above %s), the last at %s USD.%s"
                        .formatted(
                                fill.coin(),
                                position,
                                fill.liquidatedUser(),
                                guessed ? "looks like being liquidated" : "is being liquidated",
                                Phrases.time(fill.liquidationStartMs()),
                                Phrases.usd(fill.liquidationValueUsd()),
                                Phrases.count(fill.liquidationFillCount(), "fill"),
                                Phrases.usd(inForce.thresholdUsd()),
                                Phrases.usd(inForce.criticalUsd()),
                                CanonicalJson.decimal(fill.price()),
                                remark(fill));
        return new AlertText(title, message, details(fill, inForce));
    }

    /** What the last alert told of its liquidation is told again, as it came to be. */
    static AlertText resolution(OpenIncident incident) {
        Evidence evidence = incident.evidence();
        AlertText told =
                Phrases.resolution(
                        incident,
                        "Resolved: no large liquidations in %s any more"
                                .formatted(incident.subject().coin()),
                        "liquidation",
                        Phrases.largest(incident, "came to"));
        told.details().put("liquidations", evidence.count());
        told.details().put("total_usd", CanonicalJson.decimal(evidence.totalUsd()));
        Object last = ((Map<?, ?>) CanonicalJson.read(incident.figures())).get("liquidation_id");
        Stream.concat(evidence.first().stream(), evidence.last().stream())
                .filter(event -> event.shown("liquidation_id").containsValue(last))
                .forEach(
                        event -> told.details().putAll(event.shown("fills", "price", "value_usd")));
        return told;
    }

    private static String remark(LiquidationFill fill) {
        if (fill.grade() == LiquidationGrade.INFERRED_BURST) {
            return " This is inferred from public trades, no fill confirms it.";
        }
        return fill.method() == LiquidationMethod.BACKSTOP
                ? " The liquidator vault took the position over."
                : "";
    }

    private static Map<String, Object> details(
            LiquidationFill fill, LargeLiquidationParameters inForce) {
        Map<String, Object> details = CanonicalJson.object();
        details.put("liquidation_id", fill.liquidationId());
        details.put("liquidated_user", fill.liquidatedUser());
        details.put("position_side", lower(fill.positionSide()));
        details.put("method", lower(fill.method()));
        details.put("grade", lower(fill.grade()));
        details.put("started_at", CanonicalJson.time(fill.liquidationStartMs()));
        details.put("fills", fill.liquidationFillCount());
        details.put("value_usd", CanonicalJson.decimal(fill.liquidationValueUsd()));
        details.put("price", CanonicalJson.decimal(fill.price()));
        details.put("mark_price", CanonicalJson.decimal(fill.markPrice()));
        details.put("threshold_usd", CanonicalJson.decimal(inForce.thresholdUsd()));
        details.put("critical_usd", CanonicalJson.decimal(inForce.criticalUsd()));
        return details;
    }

    private static String lower(Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }
}
