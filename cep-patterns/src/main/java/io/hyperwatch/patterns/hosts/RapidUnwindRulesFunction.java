package io.hyperwatch.patterns.hosts;

import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.position.RapidUnwind;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;

import java.util.List;

/** The rules that judge each rapid unwind the pattern has found; keyed by account and coin. */
public final class RapidUnwindRulesFunction extends DetectorFunction<RapidUnwind> {

    private static final long serialVersionUID = 1L;

    public RapidUnwindRulesFunction(RuleLog ruleLog, List<Rule<RapidUnwind, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(RapidUnwind unwind) {
        return new RecordScope(
                unwind.ended().coin(), unwind.ended().address(), unwind.ended().timeMs());
    }
}
