package io.hyperwatch.patterns.position;

import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/**
 * First half of {@code rapid-unwind}, on position events keyed by account and coin; gives out steps
 * for {@link RapidUnwindPattern} and no alerts.
 */
public final class UnwindStepsRule implements Rule<PositionEvent, RapidUnwindParameters> {

    /** Input of {@link RapidUnwindPattern}. */
    public static final Channel<UnwindStep> STEPS =
            new Channel<>("rapid-unwind-steps", UnwindStep.class);

    private static final long serialVersionUID = 1L;
    private static final String STATE = "position";

    @Override
    public RuleDefinition<RapidUnwindParameters> definition() {
        return RapidUnwindRule.DEFINITION;
    }

    @Override
    public Detector<PositionEvent, RapidUnwindParameters> detector(DetectorContext context) {
        return new UnwindStepsCore(context.cell(STATE, UnwindMemory.class), context.channel(STEPS));
    }
}
