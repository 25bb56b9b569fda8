package io.hyperwatch.patterns.hosts;

import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;

import java.util.List;

/** The rules that judge each taker order; keyed by coin. */
public final class TakerOrderRulesFunction extends DetectorFunction<TakerOrder> {

    private static final long serialVersionUID = 1L;

    public TakerOrderRulesFunction(RuleLog ruleLog, List<Rule<TakerOrder, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(TakerOrder order) {
        return new RecordScope(order.coin(), order.taker(), order.timeMs());
    }
}
