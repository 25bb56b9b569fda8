package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.HoldQueue;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.RuleLog;

import org.apache.flink.api.common.typeinfo.TypeInformation;

import java.util.List;

/**
 * Hosts {@link TrackingDeskRule}; keyed by {@link TrackingDeskRule#ONE_KEY} for all. The coins come
 * from several partitions, so the fills wait 10 s and are taken in the order of their event times;
 * most bursts are over by then, and one question covers all of them.
 */
public final class TrackingDeskFunction extends DetectorFunction<LiquidationFill> {

    private static final long serialVersionUID = 1L;

    public TrackingDeskFunction(RuleLog ruleLog) {
        super(ruleLog, List.of(new TrackingDeskRule()));
    }

    @Override
    protected RecordScope scope(LiquidationFill fill) {
        return new RecordScope(fill.coin(), fill.liquidatedUser(), fill.timeMs());
    }

    @Override
    protected long holdMs() {
        return HoldQueue.HOLD_MS;
    }

    @Override
    protected TypeInformation<LiquidationFill> inputType() {
        return TypeInformation.of(LiquidationFill.class);
    }

    @Override
    protected String order(LiquidationFill fill) {
        return fill.identity();
    }
}
