package io.hyperwatch.patterns.flashloan.shape;

import io.hyperwatch.patterns.incident.IncidentRisk;

import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.util.Collector;

import java.util.List;
import java.util.Map;

/** The risk that a complete shape gives to each incident in it. */
public final class FlashLoanShapeFunction
        extends PatternProcessFunction<ShapeSignal, IncidentRisk> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processMatch(
            Map<String, List<ShapeSignal>> match, Context context, Collector<IncidentRisk> out) {
        ShapeSignal reversal = match.get(FlashLoanShapePattern.REVERSAL).get(0);
        for (ShapeSignal incident : match.get(FlashLoanShapePattern.LIQUIDATIONS)) {
            out.collect(
                    new IncidentRisk(
                            incident.incidentId(),
                            incident.rule(),
                            incident.subject(),
                            FlashLoanShapeRisk.score(reversal.pushedPct()),
                            reversal.timeMs()));
        }
    }
}
