package io.hyperwatch.patterns.hosts;

import io.hyperwatch.events.Fill;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;

import java.util.List;

/** The rules that judge each fill of auto-deleveraging, each trade once; keyed by coin. */
public final class AdlRulesFunction extends DetectorFunction<Fill> {

    private static final long serialVersionUID = 1L;

    public AdlRulesFunction(RuleLog ruleLog, List<Rule<Fill, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(Fill fill) {
        return new RecordScope(fill.coin(), fill.user(), fill.timeMs());
    }
}
