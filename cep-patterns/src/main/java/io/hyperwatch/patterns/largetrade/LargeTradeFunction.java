package io.hyperwatch.patterns.largetrade;

import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.Verdicts;

/** Hosts {@link LargeTradeCore}; keyed by coin. */
public final class LargeTradeFunction extends DetectorFunction<TakerOrder> {

    private static final long serialVersionUID = 1L;
    private static final String ORDERS = "counted-orders";
    private static final String CLEAN_UP_AT = "clean-up-at";

    private final LargeTradeParameters parameters;

    public LargeTradeFunction(LargeTradeParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    protected Detector<TakerOrder> detector(Verdicts verdicts) {
        return new LargeTradeCore(
                parameters,
                table(ORDERS, String.class, CountedOrder.class),
                cell(CLEAN_UP_AT, Long.class),
                incidentState(),
                verdicts);
    }
}
