package io.hyperwatch.patterns.trades;

import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.dedupe.Seen;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.dedupe.SeenProgress;
import io.hyperwatch.patterns.state.FlinkCell;
import io.hyperwatch.patterns.state.FlinkMemory;
import io.hyperwatch.patterns.state.FlinkRemembering;
import io.hyperwatch.patterns.state.FlinkTable;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Hosts {@link TakerOrderCore}; keyed by coin, record timestamps are log time. */
public final class TakerOrderFunction extends KeyedProcessFunction<String, Trade, TakerOrder>
        implements FlinkRemembering {

    private static final long serialVersionUID = 1L;
    private static final String SEEN_IDS = "seen-trades";
    private static final String SEEN_PROGRESS = "seen-trades-progress";
    private static final String ORDERS = "growing-orders";
    private static final String OPEN_FRAME = "open-frame";
    private static final String CLEAN_UP_AT = "clean-up-at";

    private transient FlinkMemory memory;
    private transient TakerOrderCore core;

    @Override
    public FlinkMemory memory() {
        return memory;
    }

    @Override
    public void open(OpenContext context) {
        memory = new FlinkMemory();
        RuntimeContext runtime = getRuntimeContext();
        core =
                new TakerOrderCore(
                        new FlinkTable<>(
                                runtime.getMapState(
                                        new MapStateDescriptor<>(
                                                SEEN_IDS, String.class, Seen.class)),
                                memory),
                        new FlinkCell<>(
                                runtime.getState(
                                        new ValueStateDescriptor<>(
                                                SEEN_PROGRESS, SeenProgress.class)),
                                memory),
                        new FlinkTable<>(
                                runtime.getMapState(
                                        new MapStateDescriptor<>(
                                                ORDERS, String.class, GrowingOrder.class)),
                                memory),
                        new FlinkCell<>(
                                runtime.getState(
                                        new ValueStateDescriptor<>(OPEN_FRAME, OpenFrame.class)),
                                memory),
                        new FlinkCell<>(
                                runtime.getState(
                                        new ValueStateDescriptor<>(CLEAN_UP_AT, Long.class)),
                                memory));
    }

    @Override
    public void processElement(Trade trade, Context context, Collector<TakerOrder> out) {
        core.onTrade(trade, context.timestamp(), out::collect);
        schedule(context);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<TakerOrder> out) {
        if (context.timerService().currentWatermark() == Long.MAX_VALUE) {
            return; // the end of a bounded input is not time
        }
        core.advance(timestamp);
        schedule(context);
    }

    private void schedule(Context context) {
        long deadline = core.nextDeadlineMs();
        if (deadline != SeenIds.NEVER) {
            context.timerService().registerEventTimeTimer(deadline);
        }
    }
}
