package io.hyperwatch.patterns.largeliquidation;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code large-liquidation} on liquidation fills keyed by coin. */
public final class LargeLiquidationRule
        implements Rule<LiquidationFill, LargeLiquidationParameters> {

    public static final RuleDefinition<LargeLiquidationParameters> DEFINITION =
            RuleDefinition.active(
                    LargeLiquidationCore.RULE,
                    LargeLiquidationParameters.class,
                    LargeLiquidationParameters.DEFAULTS);

    private static final long serialVersionUID = 1L;
    private static final String LIQUIDATIONS = "large-liquidations";
    private static final String CLEAN_UP_AT = "clean-up-at";

    @Override
    public RuleDefinition<LargeLiquidationParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<LiquidationFill, LargeLiquidationParameters> detector(DetectorContext context) {
        return new LargeLiquidationCore(
                context.table(LIQUIDATIONS, String.class, LargeLiquidation.class),
                context.cell(CLEAN_UP_AT, Long.class),
                context.incidentState(),
                context.verdicts());
    }
}
