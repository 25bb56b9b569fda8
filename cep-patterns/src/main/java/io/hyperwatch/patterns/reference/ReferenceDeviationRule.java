package io.hyperwatch.patterns.reference;

import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code reference-deviation} on prices keyed by coin. */
public final class ReferenceDeviationRule implements Rule<Price, ReferenceDeviationParameters> {

    public static final RuleDefinition<ReferenceDeviationParameters> DEFINITION =
            RuleDefinition.active(
                    ReferenceDeviationCore.RULE,
                    ReferenceDeviationParameters.class,
                    ReferenceDeviationParameters.DEFAULTS);

    private static final long serialVersionUID = 1L;
    private static final String STATE = "prices";

    @Override
    public RuleDefinition<ReferenceDeviationParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<Price, ReferenceDeviationParameters> detector(DetectorContext context) {
        return new ReferenceDeviationCore(
                context.cell(STATE, ReferenceState.class),
                context.incidentState(),
                context.verdicts());
    }
}
