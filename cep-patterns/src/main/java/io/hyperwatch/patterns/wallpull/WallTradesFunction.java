package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.patterns.incident.FlinkDeadline;
import io.hyperwatch.patterns.state.FlinkCell;
import io.hyperwatch.patterns.state.FlinkMemory;
import io.hyperwatch.patterns.state.FlinkRemembering;
import io.hyperwatch.patterns.state.FlinkTable;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Hosts {@link WallTrades}: the signals of {@link WallWatchRule} connected with trades, both keyed
 * by coin and stamped with the log time of their topic. What it gives out is stamped with the log
 * time at which it was due, in order.
 */
public final class WallTradesFunction
        extends KeyedCoProcessFunction<String, WallSignal, LevelTrade, VanishedWall>
        implements FlinkRemembering {

    public static final TypeInformation<VanishedWall> VANISHED_TYPE =
            TypeInformation.of(VanishedWall.class);

    private static final long serialVersionUID = 1L;
    private static final String PRICES = "wall-prices";
    private static final String WATCH = "watched-walls";
    private static final String TRADES = "wall-trades";

    private transient FlinkMemory memory;
    private transient WallTrades core;
    private transient FlinkDeadline deadline;

    @Override
    public FlinkMemory memory() {
        return memory;
    }

    @Override
    public void open(OpenContext openContext) {
        memory = new FlinkMemory();
        deadline = new FlinkDeadline(getRuntimeContext(), memory);
        core =
                new WallTrades(
                        new FlinkCell<>(
                                getRuntimeContext()
                                        .getState(
                                                new ValueStateDescriptor<>(
                                                        PRICES,
                                                        TypeInformation.of(WallPrices.class))),
                                memory),
                        new FlinkCell<>(
                                getRuntimeContext()
                                        .getState(
                                                new ValueStateDescriptor<>(
                                                        WATCH,
                                                        TypeInformation.of(WallWatch.class))),
                                memory),
                        new FlinkTable<>(
                                getRuntimeContext()
                                        .getMapState(
                                                new MapStateDescriptor<>(
                                                        TRADES,
                                                        Types.STRING,
                                                        TypeInformation.of(KeptTrade.class))),
                                memory));
    }

    @Override
    public void processElement1(WallSignal signal, Context context, Collector<VanishedWall> out) {
        core.onSignal(signal);
        arm(context, Long.MIN_VALUE);
    }

    @Override
    public void processElement2(LevelTrade trade, Context context, Collector<VanishedWall> out) {
        if (core.onTrade(trade, context.timestamp(), context.timerService().currentWatermark())) {
            arm(context, Long.MIN_VALUE);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<VanishedWall> out) {
        if (deadline.fired(context.timerService())) {
            core.advance(timestamp).forEach(out::collect);
            arm(context, timestamp);
        }
    }

    /** Each deadline at its own time: that of a record says nothing about the other topic. */
    private void arm(Context context, long logTimeMs) {
        deadline.arm(context.timerService(), core.nextDeadlineMs(), logTimeMs);
    }
}
