package io.hyperwatch.patterns.hosts;

import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;

import java.util.List;

/** The rules that judge each price of a coin; keyed by coin. */
public final class PriceRulesFunction extends DetectorFunction<Price> {

    private static final long serialVersionUID = 1L;

    public PriceRulesFunction(RuleLog ruleLog, List<Rule<Price, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(Price price) {
        return new RecordScope(price.coin(), null, price.timeMs());
    }
}
