package io.hyperwatch.patterns.flashloan;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Subject;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code flash-loan} on liquidation fills under {@link #ONE_KEY}: it looks at the whole venue. */
public final class FlashLoanRule implements Rule<LiquidationFill, FlashLoanParameters> {

    public static final RuleDefinition<FlashLoanParameters> DEFINITION =
            RuleDefinition.active(
                    FlashLoanCore.RULE, FlashLoanParameters.class, FlashLoanParameters.DEFAULTS);

    public static final String ONE_KEY = Subject.VENUE.name();

    private static final long serialVersionUID = 1L;
    private static final String SECONDS = "liquidation-seconds";
    private static final String LIQUIDATIONS = "counted-liquidations";
    private static final String CLEAN_UP_AT = "clean-up-at";
    private static final String LARGEST = "largest-window";

    @Override
    public RuleDefinition<FlashLoanParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<LiquidationFill, FlashLoanParameters> detector(DetectorContext context) {
        return new FlashLoanCore(
                context.table(SECONDS, Long.class, StartSecond.class),
                context.table(LIQUIDATIONS, String.class, CountedLiquidation.class),
                context.cell(CLEAN_UP_AT, Long.class),
                context.cell(LARGEST, Window.class),
                context.incidentState(),
                context.verdicts());
    }
}
