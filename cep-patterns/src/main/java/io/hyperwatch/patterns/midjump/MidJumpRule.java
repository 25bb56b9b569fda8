package io.hyperwatch.patterns.midjump;

import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;
import io.hyperwatch.rules.RuleState;

/** {@code mid-jump} on prices keyed by coin; paused until somebody resumes it. */
public final class MidJumpRule implements Rule<Price, MidJumpParameters> {

    public static final RuleDefinition<MidJumpParameters> DEFINITION =
            new RuleDefinition<>(
                    MidJumpCore.RULE,
                    MidJumpParameters.class,
                    MidJumpParameters.DEFAULTS,
                    RuleState.PAUSED);

    private static final long serialVersionUID = 1L;
    private static final String STATE = "prices";

    @Override
    public RuleDefinition<MidJumpParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<Price, MidJumpParameters> detector(DetectorContext context) {
        return new MidJumpCore(
                context.cell(STATE, MidJumpState.class),
                context.incidentState(),
                context.verdicts());
    }
}
