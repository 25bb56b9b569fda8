package io.hyperwatch.patterns.flashloan.shape;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.flashloan.FlashLoanCore;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells each coin in which an incident of liquidations was opened, from the opening alerts of
 * {@code flash-loan} (its {@code details.coins}, the 20 most valuable) and {@code cascade}.
 */
public final class ShapeLiquidationsFunction implements FlatMapFunction<Alert, ShapeSignal> {

    private static final long serialVersionUID = 1L;
    private static final Set<String> RULES = Set.of(FlashLoanCore.RULE, "cascade");

    @Override
    public void flatMap(Alert alert, Collector<ShapeSignal> out) {
        if (alert.kind() != AlertKind.OPEN || !RULES.contains(alert.rule())) {
            return;
        }
        for (String coin : coins(alert)) {
            out.collect(
                    ShapeSignal.liquidations(
                            coin,
                            alert.eventTimeMs(),
                            alert.incidentId(),
                            alert.rule(),
                            alert.subject()));
        }
    }

    private static List<String> coins(Alert alert) {
        if (alert.coin() != null) {
            return List.of(alert.coin());
        }
        return CanonicalJson.read(alert.details()) instanceof Map<?, ?> details
                        && details.get("coins") instanceof List<?> coins
                ? coins.stream().map(String.class::cast).toList()
                : List.of();
    }
}
