package io.hyperwatch.patterns.signal;

import io.hyperwatch.events.Signal;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code signal-change} on signals keyed by coin. */
public final class SignalChangeRule implements Rule<Signal, SignalChangeParameters> {

    public static final RuleDefinition<SignalChangeParameters> DEFINITION =
            RuleDefinition.active(
                    SignalChangeCore.RULE,
                    SignalChangeParameters.class,
                    SignalChangeParameters.DEFAULTS);

    private static final long serialVersionUID = 1L;
    private static final String NEWEST = "newest-signal";

    @Override
    public RuleDefinition<SignalChangeParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<Signal, SignalChangeParameters> detector(DetectorContext context) {
        return new SignalChangeCore(
                context.cell(NEWEST, NewestSignal.class),
                context.incidentState(),
                context.verdicts());
    }
}
