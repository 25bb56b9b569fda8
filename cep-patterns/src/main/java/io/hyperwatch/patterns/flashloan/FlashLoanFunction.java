package io.hyperwatch.patterns.flashloan;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.Subject;
import io.hyperwatch.patterns.incident.Verdicts;

/** Hosts {@link FlashLoanCore}; keyed by {@link #ONE_KEY}: the rule looks at the whole venue. */
public final class FlashLoanFunction extends DetectorFunction<LiquidationFill> {

    public static final String ONE_KEY = Subject.VENUE.name();

    private static final long serialVersionUID = 1L;
    private static final String SECONDS = "liquidation-seconds";
    private static final String LIQUIDATIONS = "counted-liquidations";
    private static final String CLEAN_UP_AT = "clean-up-at";

    private final FlashLoanParameters parameters;

    public FlashLoanFunction(FlashLoanParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    protected Detector<LiquidationFill> detector(Verdicts verdicts) {
        return new FlashLoanCore(
                parameters,
                table(SECONDS, Long.class, StartSecond.class),
                table(LIQUIDATIONS, String.class, CountedLiquidation.class),
                cell(CLEAN_UP_AT, Long.class),
                incidentState(),
                verdicts);
    }
}
