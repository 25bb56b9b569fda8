package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.patterns.incident.IncidentRisk;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class WallLayeringPatternTest {

    private static final long BEGINNING = WallLog.BEGINNING;
    private static final long WITHIN_MS = WallLayeringPattern.WITHIN.toMillis();

    @Test
    void raisesTheRiskEachTimeAWallIsBuiltAndPulledAgain() throws Exception {
        try (Cep cep = new Cep(null)) {
            cep.send(pull("a", true, 0, 10));
            cep.send(pull("a", true, 10, 20));
            cep.send(pull("b", true, 25, 31));
            cep.send(pull("b", true, 40, 50));
            cep.watermark(100);
            assertThat(cep.risks())
                    .extracting(IncidentRisk::riskScore)
                    .extracting(BigDecimal::intValueExact)
                    .containsExactlyInAnyOrder(60, 80, 100, 60, 80, 60);
            assertThat(cep.risks())
                    .filteredOn(risk -> risk.riskScore().intValueExact() == 100)
                    .singleElement()
                    .isEqualTo(
                            new IncidentRisk(
                                    "b",
                                    "book-wall-pull",
                                    "coin:BTC",
                                    new BigDecimal("100"),
                                    BEGINNING + 50_000));
        }
    }

    @Test
    void wallsThatWentTogetherAreNoRepetition() throws Exception {
        try (Cep cep = new Cep(null)) {
            cep.send(pull("a", true, 0, 10));
            cep.send(pull("a", true, 0, 10));
            cep.send(pull("a", true, 9, 20));
            cep.watermark(100);
            assertThat(cep.risks()).isEmpty();
        }
    }

    @Test
    void sidesAreKeptApart() throws Exception {
        try (Cep cep = new Cep(null)) {
            cep.send(pull("a", true, 0, 10));
            cep.send(pull("a", false, 10, 20));
            cep.watermark(100);
            assertThat(cep.risks()).isEmpty();
        }
    }

    @Test
    void looksTenMinutesAhead() throws Exception {
        try (Cep cep = new Cep(null)) {
            cep.send(pull("a", true, 0, 10));
            cep.watermark(11);
            cep.send(pull("a", true, 20, 609));
            cep.send(pull("a", true, 615, 1_209));
            cep.watermark(2_000);
            assertThat(cep.risks()).hasSize(1);
            assertThat(cep.late()).isZero();
        }
    }

    @Test
    void goesOnFromASnapshot() throws Exception {
        OperatorSubtaskState snapshot;
        try (Cep cep = new Cep(null)) {
            cep.send(pull("a", true, 0, 10));
            cep.watermark(15);
            snapshot = cep.harness.snapshot(0, 0);
        }
        try (Cep cep = new Cep(snapshot)) {
            cep.send(pull("a", true, 12, 20));
            cep.watermark(100);
            assertThat(cep.risks()).hasSize(1);
        }
    }

    @Test
    void findsWhatALoopFindsInRandomSignals() throws Exception {
        int found = 0;
        for (long seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            List<PullSignal> signals = new ArrayList<>();
            int goneS = 0;
            for (int i = 0; i < 12; i++) {
                goneS += random.nextInt(random.nextInt(8) == 0 ? 700 : 60);
                int seenS = Math.max(0, goneS - 5 - random.nextInt(60));
                signals.add(pull("i" + i, random.nextInt(4) > 0, seenS, goneS));
            }
            try (Cep cep = new Cep(null)) {
                for (PullSignal signal : signals) {
                    cep.send(signal);
                    if (random.nextBoolean()) {
                        cep.harness.processWatermark(new Watermark(signal.goneMs() - 1));
                    }
                }
                cep.watermark(100_000);
                assertThat(cep.risks())
                        .as("stream %s", seed)
                        .containsExactlyInAnyOrderElementsOf(expected(signals));
                found += cep.risks().size();
            }
        }
        assertThat(found).isGreaterThan(300);
    }

    private static List<IncidentRisk> expected(List<PullSignal> signals) {
        List<IncidentRisk> risks = new ArrayList<>();
        for (int first = 0; first < signals.size(); first++) {
            PullSignal last = signals.get(first);
            int pulls = 1;
            for (int next = first + 1; next < signals.size() && pulls < 4; next++) {
                PullSignal signal = signals.get(next);
                if (signal.bid() == last.bid()
                        && signal.seenMs() >= last.goneMs()
                        && signal.goneMs() - signals.get(first).goneMs() < WITHIN_MS) {
                    pulls++;
                    last = signal;
                    risks.add(
                            new IncidentRisk(
                                    signal.incidentId(),
                                    "book-wall-pull",
                                    "coin:BTC",
                                    BigDecimal.valueOf(20 + 20 * pulls),
                                    signal.goneMs()));
                }
            }
        }
        return risks;
    }

    private static PullSignal pull(String incident, boolean bid, int seenS, int goneS) {
        return new PullSignal(
                incident,
                "BTC",
                bid,
                BigDecimal.TEN,
                BEGINNING + seenS * 1_000L,
                BEGINNING + goneS * 1_000L,
                BigDecimal.TEN);
    }

    /** The pattern's operator, taken out of the graph that the job would run. */
    private static final class Cep implements AutoCloseable {

        final KeyedOneInputStreamOperatorTestHarness<String, PullSignal, IncidentRisk> harness;

        Cep(OperatorSubtaskState snapshot) throws Exception {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            DataStream<PullSignal> signals =
                    env.fromData(TypeInformation.of(PullSignal.class), pull("a", true, 0, 1));
            @SuppressWarnings("unchecked")
            OneInputTransformation<PullSignal, IncidentRisk> operator =
                    (OneInputTransformation<PullSignal, IncidentRisk>)
                            WallLayeringPattern.follow(signals).getTransformation();
            harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            operator.getOperatorFactory(), PullSignal::coinAndSide, Types.STRING);
            harness.setup();
            if (snapshot != null) {
                harness.initializeState(snapshot);
            }
            harness.open();
        }

        void send(PullSignal signal) throws Exception {
            harness.processElement(new StreamRecord<>(signal, signal.goneMs()));
        }

        void watermark(int second) throws Exception {
            harness.processWatermark(new Watermark(BEGINNING + second * 1_000L));
        }

        List<IncidentRisk> risks() {
            return harness.extractOutputValues();
        }

        int late() {
            var late = harness.getSideOutput(WallLayeringPattern.LATE);
            return late == null ? 0 : late.size();
        }

        @Override
        public void close() throws Exception {
            harness.close();
        }
    }
}
