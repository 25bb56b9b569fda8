package io.hyperwatch.patterns.largetrade;

import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code large-trade} on taker orders keyed by coin. */
public final class LargeTradeRule implements Rule<TakerOrder, LargeTradeParameters> {

    public static final RuleDefinition<LargeTradeParameters> DEFINITION =
            RuleDefinition.active(
                    LargeTradeCore.RULE, LargeTradeParameters.class, LargeTradeParameters.DEFAULTS);

    private static final long serialVersionUID = 1L;
    private static final String ORDERS = "counted-orders";
    private static final String CLEAN_UP_AT = "clean-up-at";

    @Override
    public RuleDefinition<LargeTradeParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<TakerOrder, LargeTradeParameters> detector(DetectorContext context) {
        return new LargeTradeCore(
                context.table(ORDERS, String.class, CountedOrder.class),
                context.cell(CLEAN_UP_AT, Long.class),
                context.incidentState(),
                context.verdicts());
    }
}
