package io.hyperwatch.patterns.oracle;

import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.hosts.PriceRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.IncidentRisk;
import io.hyperwatch.patterns.incident.Step;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class OracleBreachPatternTest {

    private static final long BEGINNING = 1_760_130_903_000L;
    private static final long HOUR_MS = 3_600_000;

    @Test
    void raisesTheRiskAtEachStepOfTheBreachAndOnceMoreAtItsRecovery() throws Exception {
        try (Cep cep = new Cep()) {
            cep.send(signal(BreachKind.BREACH, "BTC", 0, "0.6"));
            cep.send(signal(BreachKind.SUSTAINED, "BTC", 30, "0.7"));
            cep.send(signal(BreachKind.SUSTAINED, "BTC", 60, "0.9"));
            cep.send(signal(BreachKind.ESCALATED, "BTC", 61, "1.1"));
            cep.send(signal(BreachKind.SUSTAINED, "BTC", 300, "1.1"));
            cep.send(signal(BreachKind.RECOVERED, "BTC", 301, "1.1"));
            cep.watermark(HOUR_MS);

            assertThat(cep.risks())
                    .extracting(IncidentRisk::riskScore)
                    .extracting(BigDecimal::intValueExact)
                    .containsExactly(60, 70, 90, 100, 100);
            assertThat(cep.risks())
                    .extracting(risk -> risk.atMs() - BEGINNING)
                    .containsExactly(30_000L, 60_000L, 61_000L, 300_000L, 301_000L);
            assertThat(cep.risks().get(0).subject()).isEqualTo("coin:BTC");
            assertThat(cep.timedOut()).isEmpty();
        }
    }

    @Test
    void tellsAStepAsSoonAsTheWatermarkHasPassedIt() throws Exception {
        try (Cep cep = new Cep()) {
            cep.send(signal(BreachKind.BREACH, "BTC", 0, "0.6"));
            cep.send(signal(BreachKind.SUSTAINED, "BTC", 30, "0.7"));
            assertThat(cep.risks()).isEmpty();
            cep.watermark(30_000);
            assertThat(cep.risks()).hasSize(1);
        }
    }

    @Test
    void saysNothingOfABreachThatEndsBeforeItWasSustained() throws Exception {
        try (Cep cep = new Cep()) {
            cep.send(signal(BreachKind.BREACH, "BTC", 0, "0.6"));
            cep.send(signal(BreachKind.RECOVERED, "BTC", 10, "0.6"));
            cep.watermark(2 * HOUR_MS);

            assertThat(cep.risks()).isEmpty();
            assertThat(cep.timedOut()).isEmpty();
        }
    }

    @Test
    void keepsCoinsAndBreachesApart() throws Exception {
        try (Cep cep = new Cep()) {
            cep.send(signal(BreachKind.BREACH, "BTC", 0, "0.6"));
            cep.send(signal(BreachKind.BREACH, "ETH", 1, "2"));
            cep.send(signal(BreachKind.RECOVERED, "BTC", 20, "0.6"));
            cep.send(signal(BreachKind.BREACH, "BTC", 25, "0.8"));
            cep.send(signal(BreachKind.SUSTAINED, "ETH", 31, "2"));
            cep.watermark(HOUR_MS / 2);

            assertThat(cep.risks()).extracting(IncidentRisk::subject).containsExactly("coin:ETH");
        }
    }

    @Test
    void countsABreachThatHasNotRecoveredWithinAnHour() throws Exception {
        try (Cep cep = new Cep()) {
            BreachSignal breach = signal(BreachKind.BREACH, "BTC", 0, "0.6");
            cep.send(breach);
            cep.send(signal(BreachKind.SUSTAINED, "BTC", 30, "0.7"));
            cep.watermark(HOUR_MS + 1_000);
            cep.send(signal(BreachKind.RECOVERED, "BTC", 3_700, "0.7"));
            cep.watermark(2 * HOUR_MS);

            assertThat(cep.risks()).hasSize(1);
            assertThat(cep.timedOut()).isNotEmpty().containsOnly(breach);
        }
    }

    @Test
    void goesOnFromASnapshotInTheMiddleOfABreach() throws Exception {
        OperatorSubtaskState snapshot;
        try (Cep cep = new Cep()) {
            cep.send(signal(BreachKind.BREACH, "BTC", 0, "0.6"));
            cep.watermark(10_000);
            cep.send(signal(BreachKind.SUSTAINED, "BTC", 30, "0.7"));
            snapshot = cep.harness.snapshot(0, 0);
        }
        try (Cep cep = new Cep(snapshot)) {
            cep.send(signal(BreachKind.SUSTAINED, "BTC", 60, "0.7"));
            cep.watermark(HOUR_MS / 2);

            assertThat(cep.risks())
                    .extracting(risk -> risk.riskScore().intValueExact())
                    .containsExactly(60, 70);
        }
    }

    @Test
    void followsTheSignalsOfTheDetectorOnRandomStreamsWithoutLosingOne() throws Exception {
        int expectedInAll = 0;
        for (long seed = 0; seed < 100; seed++) {
            List<Step<Price>> log = new RandomPrices(seed, "BTC").steps(60);
            DetectorHarness<Price> detector =
                    new DetectorHarness<>(
                            rules ->
                                    new PriceRulesFunction(
                                            rules, List.of(new OracleDeviationRule())),
                            Price::coin,
                            List.of(DetectorFunction.tag(OracleDeviationRule.BREACH_SIGNALS)),
                            List.of());
            detector.run(log, new Random(seed));
            try (Cep cep = new Cep()) {
                Random random = new Random(seed);
                List<BreachSignal> signals = new ArrayList<>();
                for (StreamRecord<?> record : detector.others()) {
                    BreachSignal signal = (BreachSignal) record.getValue();
                    signals.add(signal);
                    cep.harness.processElement(new StreamRecord<>(signal, record.getTimestamp()));
                    if (random.nextBoolean()) {
                        cep.harness.processWatermark(new Watermark(record.getTimestamp() - 1));
                    }
                }
                cep.watermark(100 * HOUR_MS);
                assertThat(cep.risks())
                        .as("stream %s", seed)
                        .containsExactlyElementsOf(expected(signals));
                assertThat(cep.harness.getSideOutput(OracleBreachPattern.LATE)).isNull();
                expectedInAll += cep.risks().size();
            }
        }
        assertThat(expectedInAll).isGreaterThan(100);
    }

    /** Each step of a breach but its beginning; its recovery only if there was a step before. */
    private static List<IncidentRisk> expected(List<BreachSignal> signals) {
        List<IncidentRisk> risks = new ArrayList<>();
        Map<Long, Integer> steps = new HashMap<>();
        Map<Long, Long> began = new HashMap<>();
        for (BreachSignal signal : signals) {
            if (signal.kind() == BreachKind.BREACH) {
                steps.put(signal.startedAtMs(), 0);
                began.put(signal.startedAtMs(), signal.timeMs());
                continue;
            }
            boolean recovered = signal.kind() == BreachKind.RECOVERED;
            int before = steps.get(signal.startedAtMs());
            boolean inTime =
                    signal.timeMs() - began.get(signal.startedAtMs())
                            <= OracleBreachPattern.WITHIN.toMillis();
            if (inTime && (!recovered || before > 0)) {
                risks.add(
                        new IncidentRisk(
                                signal.incidentId(),
                                "oracle-deviation",
                                "coin:" + signal.coin(),
                                OracleRisk.score(
                                        signal.peakDeviationPct(),
                                        signal.sustainedSeconds() * 1_000L),
                                signal.timeMs()));
            }
            steps.merge(signal.startedAtMs(), 1, Integer::sum);
        }
        return risks;
    }

    private static BreachSignal signal(BreachKind kind, String coin, int second, String peak) {
        return new BreachSignal(
                kind,
                "incident-" + coin,
                coin,
                BEGINNING,
                BEGINNING + second * 1_000L,
                new BigDecimal(peak),
                new BigDecimal(peak),
                second);
    }

    /** The pattern's operator, taken out of the graph that the job would run. */
    private static final class Cep implements AutoCloseable {

        final KeyedOneInputStreamOperatorTestHarness<String, BreachSignal, IncidentRisk> harness;

        Cep() throws Exception {
            this(null);
        }

        Cep(OperatorSubtaskState snapshot) throws Exception {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            DataStream<BreachSignal> signals =
                    env.fromData(
                            TypeInformation.of(BreachSignal.class),
                            signal(BreachKind.BREACH, "BTC", 0, "1"));
            @SuppressWarnings("unchecked")
            OneInputTransformation<BreachSignal, IncidentRisk> operator =
                    (OneInputTransformation<BreachSignal, IncidentRisk>)
                            OracleBreachPattern.follow(signals).getTransformation();
            harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            operator.getOperatorFactory(), BreachSignal::coin, Types.STRING);
            harness.setup();
            if (snapshot != null) {
                harness.initializeState(snapshot);
            }
            harness.open();
        }

        void send(BreachSignal signal) throws Exception {
            harness.processElement(new StreamRecord<>(signal, signal.timeMs()));
        }

        void watermark(long afterBeginningMs) throws Exception {
            harness.processWatermark(new Watermark(BEGINNING + afterBeginningMs));
        }

        List<IncidentRisk> risks() {
            return harness.extractOutputValues();
        }

        List<BreachSignal> timedOut() {
            var records = harness.getSideOutput(OracleBreachPattern.TIMED_OUT);
            return records == null
                    ? List.of()
                    : records.stream().map(StreamRecord::getValue).toList();
        }

        @Override
        public void close() throws Exception {
            harness.close();
        }
    }
}
