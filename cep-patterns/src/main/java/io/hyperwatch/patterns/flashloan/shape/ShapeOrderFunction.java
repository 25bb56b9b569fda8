package io.hyperwatch.patterns.flashloan.shape;

import io.hyperwatch.patterns.incident.FlinkDeadline;
import io.hyperwatch.patterns.incident.HoldQueue;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.FlinkCell;
import io.hyperwatch.patterns.state.FlinkTable;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Puts the signals of prices and of liquidations, which come from different topics, into the order
 * of their event times, keyed by coin. The hold is that of all rules that mix topics and a minute
 * more: a push is known up to a minute after it began.
 *
 * <p>Between two signals of the price at most {@link FlashLoanShapePattern#MAX_INCIDENTS} of
 * liquidations go on, which is what the pattern holds.
 */
public final class ShapeOrderFunction
        extends KeyedProcessFunction<String, ShapeSignal, ShapeSignal> {

    static final long HOLD_MS = HoldQueue.HOLD_MS + PricePushCore.PUSH_WINDOW_MS;

    private static final long serialVersionUID = 1L;
    private static final String HELD = "held-signals";
    private static final String NEXT_RELEASE = "next-release";
    private static final String INCIDENTS = "incidents-since-price";

    private transient HoldQueue<ShapeSignal> queue;
    private transient Cell<Integer> incidents;
    private transient FlinkDeadline deadline;

    @Override
    public void open(OpenContext openContext) {
        deadline = new FlinkDeadline(getRuntimeContext());
        incidents =
                new FlinkCell<>(
                        getRuntimeContext()
                                .getState(new ValueStateDescriptor<>(INCIDENTS, Types.INT)));
        queue =
                new HoldQueue<>(
                        new FlinkTable<>(
                                getRuntimeContext()
                                        .getMapState(
                                                new MapStateDescriptor<>(
                                                        HELD,
                                                        Types.STRING,
                                                        TypeInformation.of(ShapeSignal.class)))),
                        new FlinkCell<>(
                                getRuntimeContext()
                                        .getState(
                                                new ValueStateDescriptor<>(
                                                        NEXT_RELEASE, Types.LONG))),
                        HOLD_MS);
    }

    @Override
    public void processElement(ShapeSignal signal, Context context, Collector<ShapeSignal> out) {
        queue.add(signal, signal.timeMs(), context.timestamp(), signal.order());
        deadline.arm(context.timerService(), queue.nextDeadlineMs(), Long.MIN_VALUE);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ShapeSignal> out) {
        if (deadline.fired(context.timerService())) {
            queue.release(timestamp).forEach(next -> pass(next.input(), out));
            deadline.arm(context.timerService(), queue.nextDeadlineMs(), Long.MIN_VALUE);
        }
    }

    private void pass(ShapeSignal signal, Collector<ShapeSignal> out) {
        int before = incidents.get() == null ? 0 : incidents.get();
        if (signal.step() != ShapeStep.LIQUIDATIONS) {
            incidents.set(null);
        } else if (before < FlashLoanShapePattern.MAX_INCIDENTS) {
            incidents.set(before + 1);
        } else {
            return;
        }
        out.collect(signal);
    }
}
