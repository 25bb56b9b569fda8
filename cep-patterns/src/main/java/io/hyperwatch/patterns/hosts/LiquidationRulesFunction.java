package io.hyperwatch.patterns.hosts;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;

import java.util.List;

/** The rules that judge each liquidation fill; keyed by coin, or by one key for the whole venue. */
public final class LiquidationRulesFunction extends DetectorFunction<LiquidationFill> {

    private static final long serialVersionUID = 1L;

    public LiquidationRulesFunction(RuleLog ruleLog, List<Rule<LiquidationFill, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(LiquidationFill fill) {
        return new RecordScope(fill.coin(), fill.liquidatedUser(), fill.timeMs());
    }
}
