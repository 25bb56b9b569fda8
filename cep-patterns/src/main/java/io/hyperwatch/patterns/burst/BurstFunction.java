package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.RuleLog;

import java.util.List;

/** Hosts {@link BurstRule}; keyed by coin, on trades that {@link BurstCore#concerns}. */
public final class BurstFunction extends DetectorFunction<Trade> {

    private static final long serialVersionUID = 1L;

    public BurstFunction(RuleLog ruleLog) {
        super(ruleLog, List.of(new BurstRule()));
    }

    @Override
    protected RecordScope scope(Trade trade) {
        return new RecordScope(trade.coin(), trade.taker(), trade.timeMs());
    }
}
