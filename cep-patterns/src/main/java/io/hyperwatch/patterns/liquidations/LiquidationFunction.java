package io.hyperwatch.patterns.liquidations;

import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.dedupe.Seen;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.dedupe.SeenProgress;
import io.hyperwatch.patterns.state.FlinkCell;
import io.hyperwatch.patterns.state.FlinkMemory;
import io.hyperwatch.patterns.state.FlinkRemembering;
import io.hyperwatch.patterns.state.FlinkTable;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Hosts {@link LiquidationAssembler}; keyed by {@link #ONE_KEY} for all, record timestamps are log
 * time.
 */
public final class LiquidationFunction
        extends KeyedProcessFunction<String, FillLogEntry, LiquidationFill>
        implements FlinkRemembering {

    /** The total order of the fills matters, so they all have this key. */
    public static final String ONE_KEY = "fills";

    /** Fills of auto-deleveraging, each trade once, no history. */
    public static final OutputTag<Fill> AUTO_DELEVERAGINGS =
            new OutputTag<>("auto-deleveragings", TypeInformation.of(Fill.class));

    /** Fills of accounts that were deleveraged, history and repeats too. */
    public static final OutputTag<Fill> DELEVERAGED =
            new OutputTag<>("deleveraged", TypeInformation.of(Fill.class));

    /** Forced fills that do not say who was liquidated. */
    public static final OutputTag<DeadLetter> REJECTED =
            new OutputTag<>("rejected-liquidations", TypeInformation.of(DeadLetter.class));

    private static final long serialVersionUID = 1L;
    private static final String TRADES = "seen-liquidation-trades";
    private static final String TRADES_PROGRESS = "seen-liquidation-trades-progress";
    private static final String KNOWN = "known-liquidations";
    private static final String RUNS = "liquidation-runs";
    private static final String ADL = "seen-auto-deleveragings";
    private static final String ADL_PROGRESS = "seen-auto-deleveragings-progress";
    private static final String SNAPSHOT_OVER = "snapshot-over";
    private static final String CLEAN_UP_AT = "liquidation-runs-clean-up-at";

    private transient FlinkMemory memory;
    private transient LiquidationAssembler assembler;

    @Override
    public FlinkMemory memory() {
        return memory;
    }

    @Override
    public void open(OpenContext context) {
        memory = new FlinkMemory();
        assembler =
                new LiquidationAssembler(
                        new SeenIds(
                                table(TRADES, Seen.class),
                                cell(TRADES_PROGRESS, SeenProgress.class)),
                        table(KNOWN, KnownLiquidation.class),
                        new LiquidationBook(table(RUNS, LiquidationRuns.class)),
                        new SeenIds(table(ADL, Seen.class), cell(ADL_PROGRESS, SeenProgress.class)),
                        table(SNAPSHOT_OVER, Boolean.class),
                        cell(CLEAN_UP_AT, Long.class));
    }

    @Override
    public void processElement(
            FillLogEntry entry, Context context, Collector<LiquidationFill> out) {
        assembler.onEntry(entry, context.timestamp(), new Outputs(context, out));
        schedule(context);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<LiquidationFill> out) {
        if (context.timerService().currentWatermark() == Long.MAX_VALUE) {
            return; // the end of a bounded input is not time
        }
        assembler.advance(timestamp);
        schedule(context);
    }

    private void schedule(Context context) {
        long deadline = assembler.nextDeadlineMs();
        if (deadline != SeenIds.NEVER) {
            context.timerService().registerEventTimeTimer(deadline);
        }
    }

    private <V> FlinkTable<String, V> table(String name, Class<V> type) {
        return new FlinkTable<>(
                getRuntimeContext().getMapState(new MapStateDescriptor<>(name, String.class, type)),
                memory);
    }

    private <V> FlinkCell<V> cell(String name, Class<V> type) {
        return new FlinkCell<>(
                getRuntimeContext().getState(new ValueStateDescriptor<>(name, type)), memory);
    }

    private record Outputs(
            KeyedProcessFunction<String, FillLogEntry, LiquidationFill>.Context context,
            Collector<LiquidationFill> collector)
            implements LiquidationOutput {

        @Override
        public void liquidation(LiquidationFill fill) {
            collector.collect(fill);
        }

        @Override
        public void autoDeleveraging(Fill fill) {
            context.output(AUTO_DELEVERAGINGS, fill);
        }

        @Override
        public void deleveraged(Fill fill) {
            context.output(DELEVERAGED, fill);
        }

        @Override
        public void rejected(DeadLetter letter) {
            context.output(REJECTED, letter);
        }
    }
}
