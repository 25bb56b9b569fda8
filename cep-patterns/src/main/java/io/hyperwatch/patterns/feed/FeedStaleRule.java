package io.hyperwatch.patterns.feed;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code feed-stale} on all coverage events, by one key. */
public final class FeedStaleRule implements Rule<CoverageEvent, FeedStaleParameters> {

    public static final RuleDefinition<FeedStaleParameters> DEFINITION =
            RuleDefinition.active(
                    FeedStaleCore.RULE, FeedStaleParameters.class, FeedStaleParameters.DEFAULTS);

    private static final long serialVersionUID = 1L;
    private static final String LOST = "lost-streams";
    private static final String OUTAGES = "outages";
    private static final String MEMORIES = "incidents";
    private static final String NEWEST = "newest-event";

    @Override
    public RuleDefinition<FeedStaleParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<CoverageEvent, FeedStaleParameters> detector(DetectorContext context) {
        return new FeedStaleCore(
                context.table(LOST, String.class, LostStream.class),
                context.table(OUTAGES, String.class, Outage.class),
                context.table(MEMORIES, String.class, IncidentMemory.class),
                context.cell(NEWEST, Sequence.class),
                context.verdicts());
    }
}
