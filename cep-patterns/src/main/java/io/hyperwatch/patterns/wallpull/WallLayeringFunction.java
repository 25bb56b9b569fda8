package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.patterns.incident.IncidentRisk;
import io.hyperwatch.patterns.incident.Subject;

import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.util.Collector;

import java.util.List;
import java.util.Map;

/** The risk that repeated pulls have reached, for the incident of the newest. */
public final class WallLayeringFunction extends PatternProcessFunction<PullSignal, IncidentRisk> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processMatch(
            Map<String, List<PullSignal>> match, Context context, Collector<IncidentRisk> out) {
        List<PullSignal> again = match.get(WallLayeringPattern.AGAIN);
        PullSignal newest = again.get(again.size() - 1);
        out.collect(
                new IncidentRisk(
                        newest.incidentId(),
                        WallPullCore.RULE,
                        Subject.coin(newest.coin()).name(),
                        WallPullRisk.score(1 + again.size()),
                        newest.goneMs()));
    }
}
