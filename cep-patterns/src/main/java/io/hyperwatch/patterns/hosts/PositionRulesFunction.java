package io.hyperwatch.patterns.hosts;

import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;

import java.util.List;

/** The rules that judge each position event; keyed by account and coin. */
public final class PositionRulesFunction extends DetectorFunction<PositionEvent> {

    private static final long serialVersionUID = 1L;

    public PositionRulesFunction(RuleLog ruleLog, List<Rule<PositionEvent, ?>> rules) {
        super(ruleLog, rules);
    }

    /** What the records of this host are keyed by. */
    public static String key(PositionEvent event) {
        return event.address() + "/" + event.coin();
    }

    @Override
    protected RecordScope scope(PositionEvent event) {
        return new RecordScope(event.coin(), event.address(), event.timeMs());
    }
}
