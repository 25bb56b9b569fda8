package io.hyperwatch.patterns.position;

import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code whale-position} on position events keyed by account and coin. */
public final class WhalePositionRule implements Rule<PositionEvent, WhalePositionParameters> {

    public static final RuleDefinition<WhalePositionParameters> DEFINITION =
            RuleDefinition.active(
                    WhalePositionCore.RULE,
                    WhalePositionParameters.class,
                    WhalePositionParameters.DEFAULTS);

    private static final long serialVersionUID = 1L;
    private static final String SEEN = "seen-events";
    private static final String CLEAN_UP_AT = "clean-up-at";

    @Override
    public RuleDefinition<WhalePositionParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<PositionEvent, WhalePositionParameters> detector(DetectorContext context) {
        return new WhalePositionCore(
                context.table(SEEN, String.class, Long.class),
                context.cell(CLEAN_UP_AT, Long.class),
                context.incidentState(),
                context.verdicts());
    }
}
