package io.hyperwatch.patterns.cascade;

import io.hyperwatch.patterns.incident.IncidentRisk;
import io.hyperwatch.patterns.incident.Subject;

import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.util.Collector;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * The risk of a series of waves: the highest score of its waves and points for each further one.
 */
public final class CascadeWaveFunction extends PatternProcessFunction<WaveSignal, IncidentRisk> {

    private static final long serialVersionUID = 1L;
    private static final BigDecimal MAX = BigDecimal.valueOf(100);

    @Override
    public void processMatch(
            Map<String, List<WaveSignal>> match, Context context, Collector<IncidentRisk> out) {
        List<WaveSignal> further = match.get(CascadeWavePattern.FURTHER);
        WaveSignal newest = further.get(further.size() - 1);
        BigDecimal highest = match.get(CascadeWavePattern.FIRST).get(0).riskScore();
        for (WaveSignal wave : further) {
            highest = highest.max(wave.riskScore());
        }
        BigDecimal points = BigDecimal.valueOf((long) newest.wavePoints() * further.size());
        out.collect(
                new IncidentRisk(
                        newest.incidentId(),
                        CascadeCore.RULE,
                        Subject.coin(newest.coin()).name(),
                        highest.add(points).min(MAX),
                        newest.timeMs()));
    }
}
