package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code inferred-burst} on trades by coin. It makes no alerts: what it infers goes out apart. */
public final class BurstRule implements Rule<Trade, BurstParameters> {

    public static final RuleDefinition<BurstParameters> DEFINITION =
            RuleDefinition.active(BurstCore.RULE, BurstParameters.class, BurstParameters.DEFAULTS);

    /** Trades that may be a liquidation. */
    public static final Channel<LiquidationFill> INFERRED =
            new Channel<>("inferred-liquidations", LiquidationFill.class);

    private static final long serialVersionUID = 1L;
    private static final String TRADES = "trades";
    private static final String BURSTS = "bursts";
    private static final String CLEAN_UP_AT = "clean-up-at";

    @Override
    public RuleDefinition<BurstParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<Trade, BurstParameters> detector(DetectorContext context) {
        return new BurstCore(
                context.table(TRADES, String.class, Trade.class),
                context.table(BURSTS, String.class, Bursts.class),
                context.cell(CLEAN_UP_AT, Long.class),
                context.channel(INFERRED));
    }
}
