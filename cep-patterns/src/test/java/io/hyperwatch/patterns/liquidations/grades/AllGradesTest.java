package io.hyperwatch.patterns.liquidations.grades;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.patterns.dedupe.Seen;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.liquidations.LiquidationRuns;
import io.hyperwatch.patterns.state.FlinkMemoryOperator;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class AllGradesTest {

    private static final LiquidationGrade CONFIRMED = LiquidationGrade.CONFIRMED_FILL;
    private static final long END_MS = TwoTopics.BEGINNING + 1_000_000_000L;

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        int merged = 0;
        for (int seed = 0; seed < Streams.of(10_000); seed++) {
            TwoTopics topics = TwoTopics.random(new Random(seed), 30);
            List<NaiveAllGrades.Counted> counted = counted(core(topics.held()));
            assertThat(counted).as("seed %s", seed).isEqualTo(NaiveAllGrades.of(topics.held()));
            merged += topics.held().size() - counted.size();
        }
        assertThat(merged).isGreaterThan(5 * 10_000);
    }

    @Test
    void givesTheSameHoweverFastEachTopicIsReadAndWhereverSnapshotsFall() throws Exception {
        for (int seed = 0; seed < Streams.of(200); seed++) {
            TwoTopics topics = TwoTopics.random(new Random(seed), 30);
            List<LiquidationFill> expected = core(topics.held());
            for (int share : new int[] {2, 50, 98}) {
                assertThat(flink(topics, share, new Random(seed)))
                        .as("seed %s, share %s", seed, share)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void stateIsBoundedByAnHour() {
        HeapTable<String, Seen> seen = new HeapTable<>();
        HeapTable<String, LiquidationRuns> runs = new HeapTable<>();
        AllGradesCore core = new AllGradesCore(seen, new HeapCell<>(), runs, new HeapCell<>());
        long timeMs = TwoTopics.BEGINNING;
        for (int i = 0; i < 10_000; i++) {
            timeMs += 6_000;
            LiquidationFill fill =
                    TwoTopics.fill("C", "0x" + i, timeMs, i, 1, true, false, CONFIRMED);
            core.onFill(fill, timeMs, out -> {});
        }
        assertThat(seen.size()).isLessThan(700);
        assertThat(runs.size()).isLessThan(700);
        core.advance(timeMs + 8_000_000);
        assertThat(seen.size()).isEqualTo(64);
        assertThat(runs.size()).isZero();
    }

    private static List<LiquidationFill> core(List<Step<LiquidationFill>> held) {
        AllGradesCore core =
                new AllGradesCore(
                        new HeapTable<>(), new HeapCell<>(), new HeapTable<>(), new HeapCell<>());
        List<LiquidationFill> out = new ArrayList<>();
        held.forEach(step -> core.onFill(step.input(), step.logTimeMs(), out::add));
        return out;
    }

    private static List<NaiveAllGrades.Counted> counted(List<LiquidationFill> fills) {
        return fills.stream().map(NaiveAllGrades.Counted::of).toList();
    }

    /**
     * @param share how often the next record is taken from the inferred ones, in percent
     */
    private static List<LiquidationFill> flink(TwoTopics topics, int share, Random random)
            throws Exception {
        List<LiquidationFill> out = new ArrayList<>();
        var harness = open(null);
        int[] at = {0, 0};
        long[] timeMs = {Long.MIN_VALUE, Long.MIN_VALUE};
        List<List<Step<LiquidationFill>>> logs = List.of(topics.inferred(), topics.confirmed());
        while (at[0] < logs.get(0).size() || at[1] < logs.get(1).size()) {
            int which = random.nextInt(100) < share ? 0 : 1;
            which = at[which] < logs.get(which).size() ? which : 1 - which;
            Step<LiquidationFill> step = logs.get(which).get(at[which]++);
            timeMs[which] = step.logTimeMs();
            if (step.input() != null) {
                harness.processElement(step.input(), step.logTimeMs());
            }
            if (random.nextBoolean()) {
                harness.processWatermark(new Watermark(Math.min(timeMs[0], timeMs[1]) - 1));
            }
            if (random.nextInt(30) == 0) {
                OperatorSubtaskState state = harness.snapshot(1, 1);
                out.addAll(harness.extractOutputValues());
                harness.close();
                harness = open(state);
            }
        }
        harness.processWatermark(new Watermark(END_MS));
        harness.processWatermark(Watermark.MAX_WATERMARK);
        out.addAll(harness.extractOutputValues());
        harness.close();
        return out;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, LiquidationFill, LiquidationFill>
            open(OperatorSubtaskState state) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, LiquidationFill, LiquidationFill> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        FlinkMemoryOperator.of(new AllGradesFunction()),
                        fill -> AllGradesFunction.ONE_KEY,
                        Types.STRING);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }
}
