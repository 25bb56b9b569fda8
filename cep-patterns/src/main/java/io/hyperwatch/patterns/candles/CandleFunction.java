package io.hyperwatch.patterns.candles;

import io.hyperwatch.events.Candle;
import io.hyperwatch.patterns.dedupe.Seen;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.dedupe.SeenProgress;
import io.hyperwatch.patterns.state.FlinkCell;
import io.hyperwatch.patterns.state.FlinkTable;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Hosts {@link CandleCore}; keyed by coin, record timestamps are log time. */
public final class CandleFunction extends KeyedProcessFunction<String, TradeLogEntry, Candle> {

    private static final long serialVersionUID = 1L;
    private static final String SEEN_IDS = "seen-trades";
    private static final String SEEN_PROGRESS = "seen-trades-progress";
    private static final String CANDLES = "candles";
    private static final String TRADE_STREAM = "trade-stream";
    private static final String DEADLINE = "next-writing";

    private transient CandleCore core;

    @Override
    public void open(OpenContext context) {
        RuntimeContext runtime = getRuntimeContext();
        core =
                new CandleCore(
                        new FlinkTable<>(
                                runtime.getMapState(
                                        new MapStateDescriptor<>(
                                                SEEN_IDS, String.class, Seen.class))),
                        new FlinkCell<>(
                                runtime.getState(
                                        new ValueStateDescriptor<>(
                                                SEEN_PROGRESS, SeenProgress.class))),
                        new FlinkTable<>(
                                runtime.getMapState(
                                        new MapStateDescriptor<>(
                                                CANDLES, Long.class, CandleState.class))),
                        new FlinkCell<>(
                                runtime.getState(
                                        new ValueStateDescriptor<>(
                                                TRADE_STREAM, TradeStream.class))),
                        new FlinkCell<>(
                                runtime.getState(
                                        new ValueStateDescriptor<>(DEADLINE, Long.class))));
    }

    @Override
    public void processElement(TradeLogEntry entry, Context context, Collector<Candle> out) {
        core.onEntry(entry, context.timestamp(), out::collect);
        schedule(context);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Candle> out) {
        if (context.timerService().currentWatermark() == Long.MAX_VALUE) {
            return; // the end of a bounded input is not time
        }
        core.advance(context.getCurrentKey(), timestamp, out::collect);
        schedule(context);
    }

    private void schedule(Context context) {
        long deadline = core.nextDeadlineMs();
        if (deadline != SeenIds.NEVER) {
            context.timerService().registerEventTimeTimer(deadline);
        }
    }
}
