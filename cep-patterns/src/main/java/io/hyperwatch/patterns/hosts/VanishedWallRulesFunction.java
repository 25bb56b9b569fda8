package io.hyperwatch.patterns.hosts;

import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.patterns.wallpull.VanishedWall;

import java.util.List;

/**
 * The rules that judge each vanished wall of an order book; keyed by coin. They go by the changes
 * that were in force for the book that told it.
 */
public final class VanishedWallRulesFunction extends DetectorFunction<VanishedWall> {

    private static final long serialVersionUID = 1L;

    public VanishedWallRulesFunction(RuleLog ruleLog, List<Rule<VanishedWall, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(VanishedWall wall) {
        return new RecordScope(wall.coin(), null, wall.judgedAtMs());
    }
}
