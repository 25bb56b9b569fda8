package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.state.FlinkMemoryCoOperator;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Runs {@link WallTradesFunction}: each log read as fast as chance wants it, its watermark at any
 * legal place, and now and then a snapshot that a new operator goes on from.
 */
final class WallTradesHarness implements AutoCloseable {

    private final List<Step<VanishedWall>> found = new ArrayList<>();
    private KeyedTwoInputStreamOperatorTestHarness<String, WallSignal, LevelTrade, VanishedWall>
            harness = open(null);

    private WallTradesHarness() throws Exception {}

    static List<Step<VanishedWall>> run(
            List<Step<WallSignal>> signals,
            List<Step<LevelTrade>> trades,
            long endMs,
            Random random)
            throws Exception {
        try (WallTradesHarness run = new WallTradesHarness()) {
            int signal = 0;
            int trade = 0;
            while (signal < signals.size() || trade < trades.size()) {
                if (random.nextInt(40) == 0) {
                    run.restore();
                }
                boolean fromSignals =
                        trade == trades.size() || signal < signals.size() && random.nextInt(3) == 0;
                if (fromSignals) {
                    Step<WallSignal> next = signals.get(signal++);
                    run.harness.processWatermark1(
                            new Watermark(next.logTimeMs() - 1 - random.nextInt(2)));
                    run.harness.processElement1(new StreamRecord<>(next.input(), next.logTimeMs()));
                } else {
                    Step<LevelTrade> next = trades.get(trade++);
                    run.harness.processWatermark2(new Watermark(next.logTimeMs() - 1));
                    if (next.input() != null) {
                        run.harness.processElement2(
                                new StreamRecord<>(next.input(), next.logTimeMs()));
                    }
                }
            }
            run.harness.processWatermark1(new Watermark(endMs));
            run.harness.processWatermark2(new Watermark(endMs));
            run.harness.processWatermark1(new Watermark(Long.MAX_VALUE));
            run.harness.processWatermark2(new Watermark(Long.MAX_VALUE));
            run.collect();
            return run.found;
        }
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }

    private void restore() throws Exception {
        OperatorSubtaskState snapshot = harness.snapshot(0, 0);
        collect();
        harness.close();
        harness = open(snapshot);
    }

    private void collect() {
        for (StreamRecord<? extends VanishedWall> record : harness.extractOutputStreamRecords()) {
            found.add(new Step<>(record.getTimestamp(), record.getValue()));
        }
    }

    private static KeyedTwoInputStreamOperatorTestHarness<
                    String, WallSignal, LevelTrade, VanishedWall>
            open(OperatorSubtaskState snapshot) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, WallSignal, LevelTrade, VanishedWall>
                harness =
                        new KeyedTwoInputStreamOperatorTestHarness<>(
                                FlinkMemoryCoOperator.of(new WallTradesFunction()),
                                WallSignal::coin,
                                LevelTrade::coin,
                                Types.STRING);
        harness.setup(
                WallTradesFunction.VANISHED_TYPE.createSerializer(
                        harness.getExecutionConfig().getSerializerConfig()));
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        return harness;
    }
}
