package io.hyperwatch.patterns.position;

import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/**
 * {@code rapid-unwind}: alerts and incidents of what {@link RapidUnwindPattern} finds, keyed by
 * account and coin. {@link UnwindStepsRule} stands before the pattern.
 */
public final class RapidUnwindRule implements Rule<RapidUnwind, RapidUnwindParameters> {

    public static final RuleDefinition<RapidUnwindParameters> DEFINITION =
            RuleDefinition.active(
                    RapidUnwindCore.RULE,
                    RapidUnwindParameters.class,
                    RapidUnwindParameters.DEFAULTS);

    private static final long serialVersionUID = 1L;

    @Override
    public RuleDefinition<RapidUnwindParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<RapidUnwind, RapidUnwindParameters> detector(DetectorContext context) {
        return new RapidUnwindCore(context.incidentState(), context.verdicts());
    }
}
