package io.hyperwatch.patterns.cascade;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code cascade} on liquidation fills by coin. */
public final class CascadeRule implements Rule<LiquidationFill, CascadeParameters> {

    public static final RuleDefinition<CascadeParameters> DEFINITION =
            RuleDefinition.active(
                    CascadeCore.RULE, CascadeParameters.class, CascadeParameters.DEFAULTS);

    /** Input of {@link CascadeWavePattern}. */
    public static final Channel<WaveSignal> WAVES =
            new Channel<>("cascade-waves", WaveSignal.class);

    private static final long serialVersionUID = 1L;
    private static final String LIQUIDATIONS = "liquidations";
    private static final String STARTS = "starts";
    private static final String INFERRED_LIQUIDATIONS = "inferred-liquidations";
    private static final String INFERRED_STARTS = "inferred-starts";
    private static final String TRADES = "counted-trades";
    private static final String PROGRESS = "progress";

    @Override
    public RuleDefinition<CascadeParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<LiquidationFill, CascadeParameters> detector(DetectorContext context) {
        return new CascadeCore(
                new CascadeMemory(
                        liquidations(context, LIQUIDATIONS, STARTS),
                        liquidations(context, INFERRED_LIQUIDATIONS, INFERRED_STARTS),
                        context.table(TRADES, String.class, CountedTrade.class)),
                context.cell(PROGRESS, CascadeProgress.class),
                context.incidentState(),
                context.verdicts(),
                context.channel(WAVES));
    }

    private static CascadeLiquidations liquidations(
            DetectorContext context, String liquidations, String starts) {
        return new CascadeLiquidations(
                context.table(liquidations, String.class, CascadeLiquidation.class),
                context.table(starts, Long.class, StartNode.class));
    }
}
