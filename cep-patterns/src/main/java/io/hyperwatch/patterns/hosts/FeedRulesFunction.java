package io.hyperwatch.patterns.hosts;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.patterns.feed.StreamName;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;

import java.util.List;

/** The rules that judge what the bridge says of its streams; by one key: one socket has many. */
public final class FeedRulesFunction extends DetectorFunction<CoverageEvent> {

    /** What all events are keyed by. */
    public static final String ONE_KEY = "feed";

    private static final long serialVersionUID = 1L;

    public FeedRulesFunction(RuleLog ruleLog, List<Rule<CoverageEvent, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(CoverageEvent event) {
        StreamName name = StreamName.of(event.stream());
        return new RecordScope(name.coin(), name.account(), event.timeMs());
    }
}
