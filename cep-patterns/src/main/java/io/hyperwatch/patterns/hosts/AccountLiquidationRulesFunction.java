package io.hyperwatch.patterns.hosts;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;

import java.util.List;

/** The rules that judge the liquidation fills of an account; keyed by the liquidated account. */
public final class AccountLiquidationRulesFunction extends DetectorFunction<LiquidationFill> {

    private static final long serialVersionUID = 1L;

    public AccountLiquidationRulesFunction(RuleLog ruleLog, List<Rule<LiquidationFill, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(LiquidationFill fill) {
        return new RecordScope(fill.coin(), fill.liquidatedUser(), fill.timeMs());
    }
}
