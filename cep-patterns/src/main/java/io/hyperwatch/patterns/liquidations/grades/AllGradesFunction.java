package io.hyperwatch.patterns.liquidations.grades;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.dedupe.Seen;
import io.hyperwatch.patterns.dedupe.SeenProgress;
import io.hyperwatch.patterns.incident.FlinkDeadline;
import io.hyperwatch.patterns.incident.HoldQueue;
import io.hyperwatch.patterns.liquidations.LiquidationRuns;
import io.hyperwatch.patterns.state.FlinkCell;
import io.hyperwatch.patterns.state.FlinkMemory;
import io.hyperwatch.patterns.state.FlinkRemembering;
import io.hyperwatch.patterns.state.FlinkTable;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

import java.util.Locale;

/**
 * Hosts {@link AllGradesCore} behind a {@link HoldQueue}; keyed by {@link #ONE_KEY} for all, record
 * timestamps are log time. Its output is in one order that follows from the logs alone, so what
 * judges it needs no hold of its own.
 */
public final class AllGradesFunction
        extends KeyedProcessFunction<String, LiquidationFill, LiquidationFill>
        implements FlinkRemembering {

    /** The order of the fills matters, so they all have this key. */
    public static final String ONE_KEY = "all-grades";

    private static final long serialVersionUID = 1L;
    private static final String HELD = "held-records";
    private static final String NEXT_RELEASE = "next-release";
    private static final String TRADES = "seen-trades";
    private static final String TRADES_PROGRESS = "seen-trades-progress";
    private static final String RUNS = "liquidation-runs";
    private static final String CLEAN_UP_AT = "clean-up-at";

    private transient FlinkMemory memory;
    private transient HoldQueue<LiquidationFill> queue;
    private transient AllGradesCore core;
    private transient FlinkDeadline deadline;

    @Override
    public FlinkMemory memory() {
        return memory;
    }

    @Override
    public void open(OpenContext context) {
        memory = new FlinkMemory();
        queue =
                new HoldQueue<>(
                        table(HELD, LiquidationFill.class),
                        cell(NEXT_RELEASE, Long.class),
                        HoldQueue.HOLD_MS);
        core =
                new AllGradesCore(
                        table(TRADES, Seen.class),
                        cell(TRADES_PROGRESS, SeenProgress.class),
                        table(RUNS, LiquidationRuns.class),
                        cell(CLEAN_UP_AT, Long.class));
        deadline = new FlinkDeadline(getRuntimeContext(), memory);
    }

    @Override
    public void processElement(
            LiquidationFill fill, Context context, Collector<LiquidationFill> out) {
        if (AllGradesCore.isLeftOut(fill)) {
            return;
        }
        queue.add(fill, fill.timeMs(), context.timestamp(), order(fill));
        schedule(context);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<LiquidationFill> out) {
        if (deadline.fired(context.timerService())) {
            queue.release(timestamp)
                    .forEach(next -> core.onFill(next.input(), next.releaseMs(), out::collect));
            core.advance(timestamp);
            schedule(context);
        }
    }

    /** The surest first, then in the order in which the bridge received them. */
    private static String order(LiquidationFill fill) {
        return String.format(
                Locale.ROOT,
                "%d|%019d|%019d|%s|%d",
                9 - fill.grade().ordinal(),
                fill.provenance().sequence().epochMs(),
                fill.provenance().sequence().counter(),
                fill.identity(),
                fill.revision());
    }

    private void schedule(Context context) {
        deadline.arm(
                context.timerService(),
                Math.min(queue.nextDeadlineMs(), core.nextDeadlineMs()),
                Long.MIN_VALUE);
    }

    private <V> FlinkTable<String, V> table(String name, Class<V> type) {
        return new FlinkTable<>(
                getRuntimeContext()
                        .getMapState(
                                new MapStateDescriptor<>(
                                        name, Types.STRING, TypeInformation.of(type))),
                memory);
    }

    private <V> FlinkCell<V> cell(String name, Class<V> type) {
        return new FlinkCell<>(
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>(name, TypeInformation.of(type))),
                memory);
    }
}
