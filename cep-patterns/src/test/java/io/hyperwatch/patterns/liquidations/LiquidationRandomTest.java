package io.hyperwatch.patterns.liquidations;

import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.factlog.HarnessRun;
import io.hyperwatch.patterns.factlog.Logged;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.state.FlinkMemoryOperator;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class LiquidationRandomTest {

    @Test
    void tenThousandRandomLogsAgreeWithALoopOverTheWholeHistory() {
        for (int seed = 0; seed < Streams.of(10_000); seed++) {
            int entries = seed % 20 == 0 ? 250 : 60;
            List<Logged<FillLogEntry>> log = FillLogs.random(new Random(seed), entries);
            assertThat(played(log)).as("seed %d", seed).isEqualTo(NaiveLiquidations.of(log));
        }
    }

    @Test
    void inFlinkTheOutputIsTheSameWhereverWatermarksAndRestartsFall() throws Exception {
        HarnessRun<FillLogEntry, LiquidationFill> flink =
                new HarnessRun<>(
                        () -> FlinkMemoryOperator.of(new LiquidationFunction()),
                        entry -> LiquidationFunction.ONE_KEY,
                        List.of(
                                LiquidationFunction.AUTO_DELEVERAGINGS,
                                LiquidationFunction.DELEVERAGED,
                                LiquidationFunction.REJECTED));
        for (int seed = 0; seed < Streams.of(200); seed++) {
            Random random = new Random(seed);
            List<Logged<FillLogEntry>> log = FillLogs.random(random, 80);
            long endMs = log.get(log.size() - 1).logTimeMs() + 7_200_000;
            HarnessRun.Outputs<LiquidationFill> outputs =
                    flink.play(log, seed % 3 / 2.0, seed % 4 * 0.03, endMs, random);
            Collected expected = NaiveLiquidations.of(log);
            assertThat(outputs.main()).as("seed %d", seed).isEqualTo(expected.liquidations());
            assertThat(outputs.side(LiquidationFunction.AUTO_DELEVERAGINGS))
                    .as("seed %d", seed)
                    .isEqualTo(expected.autoDeleveragings());
            assertThat(outputs.side(LiquidationFunction.DELEVERAGED))
                    .as("seed %d", seed)
                    .isEqualTo(expected.deleveraged());
            assertThat(outputs.side(LiquidationFunction.REJECTED))
                    .as("seed %d", seed)
                    .extracting(DeadLetter::reason)
                    .isEqualTo(expected.rejectionReasons());
        }
    }

    @Test
    void stateAndStreamTypesAreSerializedWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(FillLogEntry.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(KnownLiquidation.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(LiquidationRuns.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(LiquidationFill.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Fill.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(DeadLetter.class);
    }

    private static Collected played(List<Logged<FillLogEntry>> log) {
        LiquidationAssembler assembler =
                new LiquidationAssembler(
                        new SeenIds(new HeapTable<>(), new HeapCell<>()),
                        new HeapTable<>(),
                        new LiquidationBook(new HeapTable<>()),
                        new SeenIds(new HeapTable<>(), new HeapCell<>()),
                        new HeapTable<>(),
                        new HeapCell<>());
        Collected collected = new Collected();
        for (Logged<FillLogEntry> entry : log) {
            if (entry.isTick()) {
                assembler.advance(entry.logTimeMs());
            } else {
                assembler.onEntry(entry.event(), entry.logTimeMs(), collected);
            }
        }
        return collected;
    }
}
