package io.hyperwatch.patterns.hosts;

import io.hyperwatch.events.Signal;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;

import java.util.List;

/** The rules that judge each signal of a coin; keyed by coin. */
public final class SignalRulesFunction extends DetectorFunction<Signal> {

    private static final long serialVersionUID = 1L;

    public SignalRulesFunction(RuleLog ruleLog, List<Rule<Signal, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(Signal signal) {
        return new RecordScope(signal.coin(), null, signal.timeMs());
    }
}
