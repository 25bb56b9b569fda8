package io.hyperwatch.patterns.oracle;

import io.hyperwatch.patterns.incident.IncidentRisk;
import io.hyperwatch.patterns.incident.Subject;

import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.functions.TimedOutPartialMatchHandler;
import org.apache.flink.util.Collector;

import java.util.List;
import java.util.Map;

/** The risk a breach has reached, by its newest signal. */
public final class OracleBreachFunction extends PatternProcessFunction<BreachSignal, IncidentRisk>
        implements TimedOutPartialMatchHandler<BreachSignal> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processMatch(
            Map<String, List<BreachSignal>> match, Context context, Collector<IncidentRisk> out) {
        List<BreachSignal> recovered = match.get(OracleBreachPattern.RECOVERED);
        List<BreachSignal> sustained = match.get(OracleBreachPattern.SUSTAINED);
        BreachSignal newest =
                recovered != null ? recovered.get(0) : sustained.get(sustained.size() - 1);
        out.collect(
                new IncidentRisk(
                        newest.incidentId(),
                        OracleDeviationCore.RULE,
                        Subject.coin(newest.coin()).name(),
                        OracleRisk.score(
                                newest.peakDeviationPct(), newest.sustainedSeconds() * 1_000L),
                        newest.timeMs()));
    }

    @Override
    public void processTimedOutMatch(Map<String, List<BreachSignal>> match, Context context) {
        context.output(OracleBreachPattern.TIMED_OUT, match.get(OracleBreachPattern.BREACH).get(0));
    }
}
