package io.hyperwatch.patterns.coordinated;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code coordinated-liquidation} on liquidation fills keyed by the liquidated account. */
public final class CoordinatedRule implements Rule<LiquidationFill, CoordinatedParameters> {

    public static final RuleDefinition<CoordinatedParameters> DEFINITION =
            RuleDefinition.active(
                    CoordinatedCore.RULE,
                    CoordinatedParameters.class,
                    CoordinatedParameters.DEFAULTS);

    private static final long serialVersionUID = 1L;
    private static final String LIQUIDATIONS = "account-liquidations";

    @Override
    public RuleDefinition<CoordinatedParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<LiquidationFill, CoordinatedParameters> detector(DetectorContext context) {
        return new CoordinatedCore(
                context.cell(LIQUIDATIONS, AccountLiquidations.class),
                context.incidentState(),
                context.verdicts());
    }
}
