package io.hyperwatch.patterns.oracle;

import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code oracle-deviation} on prices keyed by coin; its breaches are followed by a pattern. */
public final class OracleDeviationRule implements Rule<Price, OracleDeviationParameters> {

    public static final RuleDefinition<OracleDeviationParameters> DEFINITION =
            RuleDefinition.active(
                    OracleDeviationCore.RULE,
                    OracleDeviationParameters.class,
                    OracleDeviationParameters.DEFAULTS);

    /** Input of {@link OracleBreachPattern}. */
    public static final Channel<BreachSignal> BREACH_SIGNALS =
            new Channel<>("oracle-breach-signals", BreachSignal.class);

    private static final long serialVersionUID = 1L;
    private static final String STATE = "prices";

    @Override
    public RuleDefinition<OracleDeviationParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<Price, OracleDeviationParameters> detector(DetectorContext context) {
        return new OracleDeviationCore(
                context.cell(STATE, OracleState.class),
                context.incidentState(),
                context.verdicts(),
                context.channel(BREACH_SIGNALS));
    }
}
