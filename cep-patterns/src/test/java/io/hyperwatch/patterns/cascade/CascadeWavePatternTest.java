package io.hyperwatch.patterns.cascade;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.hosts.LiquidationRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.IncidentRisk;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.rules.RuleState;

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

import static io.hyperwatch.patterns.cascade.CascadeFills.BEGINNING;
import static io.hyperwatch.patterns.cascade.CascadeFills.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class CascadeWavePatternTest {

    private static final long HALF_AN_HOUR_MS = 1_800_000;

    @Test
    void aRunThatReachesTheThresholdsByItselfIsAWave() {
        CascadeFills coin = new CascadeFills();
        coin.several(4, 0, "30000");
        coin.judge("E", 14_999, "1");
        assertThat(coin.waves())
                .extracting(WaveSignal::wave, WaveSignal::liquidations, WaveSignal::startedAtMs)
                .containsExactly(tuple(1, 5, BEGINNING));
        // the run goes on
        coin.several(5, 20_000, "30000");
        assertThat(coin.waves()).hasSize(1);
    }

    @Test
    void theNextBeginsFifteenSecondsAfterTheLastLiquidation() {
        CascadeFills coin = new CascadeFills();
        coin.several(5, 0, "30000");
        coin.several(4, 15_004, "30000");
        assertThat(coin.waves()).hasSize(1);
        coin.judge("fifth", 15_100, "1");
        coin.judge("sixth", 15_101, "1");

        assertThat(coin.waves()).hasSize(2);
        WaveSignal second = coin.waves().get(1);
        assertThat(second.wave()).isEqualTo(2);
        assertThat(second.incidentId()).isEqualTo(coin.alerts().get(0).incidentId());
        assertThat(second.startedAtMs()).isEqualTo(BEGINNING + 15_004);
        assertThat(second.timeMs()).isEqualTo(BEGINNING + 15_100);
        assertThat(second.liquidations()).isEqualTo(5);
        assertThat(second.totalUsd()).isEqualByComparingTo("120001");
        assertThat(second.wavePoints()).isEqualTo(10);
    }

    @Test
    void whatIsNoCascadeIsNoWave() {
        CascadeFills coin =
                new CascadeFills(
                        change(2, RuleState.ACTIVE, -1, "{\"window_ms\":1000}"),
                        change(3, RuleState.PAUSED, 100_000, "{}"));
        for (int i = 0; i < 5; i++) {
            coin.judge("slow " + i, i * 10_000L, "50000");
        }
        coin.several(5, 100_000, "50000");
        assertThat(coin.waves()).isEmpty();
    }

    @Test
    void aCoinHasTenWavesInHalfAnHourAtMost() {
        CascadeFills coin = new CascadeFills();
        for (int wave = 0; wave < 130; wave++) {
            coin.several(5, wave * 20_000L, "30000");
        }
        assertThat(coin.waves()).hasSize(20);
        assertThat(coin.waves().get(9).wave()).isEqualTo(10);
        assertThat(coin.waves().get(10).wave()).isEqualTo(1);
        assertThat(coin.waves().get(10).startedAtMs()).isEqualTo(BEGINNING + HALF_AN_HOUR_MS);
    }

    @Test
    void eachFurtherWaveAddsToTheHighestScore() throws Exception {
        try (Cep cep = new Cep()) {
            cep.send(signal(1, "BTC", 0, "55.5"));
            cep.send(signal(1, "ETH", 1, "20"));
            cep.send(signal(2, "BTC", 60_000, "40"));
            assertThat(cep.risks()).isEmpty();
            cep.watermark(60_000);
            cep.send(signal(3, "BTC", 120_000, "71"));
            cep.send(signal(4, "BTC", 180_000, "30"));
            cep.watermark(2 * HALF_AN_HOUR_MS);

            assertThat(cep.risks())
                    .extracting(IncidentRisk::riskScore)
                    .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .containsExactly(
                            new BigDecimal("65.5"), new BigDecimal("91"), new BigDecimal("100"));
            assertThat(cep.risks()).extracting(IncidentRisk::subject).containsOnly("coin:BTC");
            assertThat(cep.risks().get(0).atMs()).isEqualTo(BEGINNING + 60_000);
        }
    }

    /** An account's override may judge a coin beside the rule for all. */
    @Test
    void wavesWithAndWithoutInferredLiquidationsDoNotDisturbEachOther() throws Exception {
        try (Cep cep = new Cep()) {
            cep.send(signal(1, "BTC", false, 0, "50"));
            cep.send(signal(1, "BTC", true, 1, "20"));
            cep.send(signal(2, "BTC", false, 60_000, "40"));
            cep.send(signal(2, "BTC", true, 60_001, "10"));
            cep.watermark(HALF_AN_HOUR_MS);

            assertThat(cep.risks())
                    .extracting(IncidentRisk::incidentId, risk -> risk.riskScore().intValue())
                    .containsExactlyInAnyOrder(
                            tuple("incident-BTCfalse", 60), tuple("incident-BTCtrue", 30));
        }
    }

    @Test
    void goesOnFromASnapshotBetweenTwoWaves() throws Exception {
        OperatorSubtaskState snapshot;
        try (Cep cep = new Cep()) {
            cep.send(signal(1, "BTC", 0, "20"));
            cep.watermark(10_000);
            snapshot = cep.harness.snapshot(0, 0);
        }
        try (Cep cep = new Cep(snapshot)) {
            cep.send(signal(2, "BTC", HALF_AN_HOUR_MS - 1, "20"));
            cep.watermark(HALF_AN_HOUR_MS);
            assertThat(cep.risks()).hasSize(1);
        }
    }

    @Test
    void followsTheSignalsOfTheDetectorOnRandomStreamsWithoutLosingOne() throws Exception {
        int expectedInAll = 0;
        for (long seed = 0; seed < 100; seed++) {
            List<Step<LiquidationFill>> log = new RandomCascades(seed).steps(150);
            DetectorHarness<LiquidationFill> detector =
                    new DetectorHarness<>(
                            rules ->
                                    new LiquidationRulesFunction(rules, List.of(new CascadeRule())),
                            LiquidationFill::coin,
                            List.of(DetectorFunction.tag(CascadeRule.WAVES)),
                            CascadeRandomTest.changes(seed, log));
            detector.run(log, RandomCascades.random(seed, 2));
            try (Cep cep = new Cep()) {
                Random random = RandomCascades.random(seed, 3);
                List<WaveSignal> signals = new ArrayList<>();
                for (StreamRecord<?> record : detector.others()) {
                    WaveSignal signal = (WaveSignal) record.getValue();
                    signals.add(signal);
                    cep.harness.processElement(new StreamRecord<>(signal, record.getTimestamp()));
                    if (random.nextBoolean()) {
                        cep.harness.processWatermark(new Watermark(record.getTimestamp() - 1));
                    }
                }
                cep.watermark(100 * HALF_AN_HOUR_MS);
                assertThat(cep.risks())
                        .as("stream %s", seed)
                        .containsExactlyElementsOf(expected(signals));
                assertThat(cep.harness.getSideOutput(CascadeWavePattern.LATE)).isNull();
                expectedInAll += cep.risks().size();
            }
        }
        assertThat(expectedInAll).isGreaterThan(100);
    }

    /** For each wave but the first of its series: the highest score since, and ten for each. */
    private static List<IncidentRisk> expected(List<WaveSignal> signals) {
        List<IncidentRisk> risks = new ArrayList<>();
        for (int i = 0; i < signals.size(); i++) {
            WaveSignal wave = signals.get(i);
            BigDecimal highest = BigDecimal.ZERO;
            for (int back = 0; back < wave.wave(); back++) {
                highest = highest.max(signals.get(i - back).riskScore());
            }
            if (wave.wave() > 1) {
                risks.add(
                        new IncidentRisk(
                                wave.incidentId(),
                                "cascade",
                                "coin:BTC",
                                highest.add(new BigDecimal(wave.wavePoints() * (wave.wave() - 1)))
                                        .min(new BigDecimal(100)),
                                wave.timeMs()));
            }
        }
        return risks;
    }

    private static WaveSignal signal(int wave, String coin, long atMs, String score) {
        return signal(wave, coin, false, atMs, score);
    }

    private static WaveSignal signal(
            int wave, String coin, boolean inferred, long atMs, String score) {
        return new WaveSignal(
                "incident-" + coin + inferred,
                coin,
                inferred,
                wave,
                BEGINNING + atMs,
                BEGINNING + atMs,
                5,
                new BigDecimal("200000"),
                new BigDecimal(score),
                10);
    }

    /** The pattern's operator, taken out of the graph that the job would run. */
    private static final class Cep implements AutoCloseable {

        final KeyedOneInputStreamOperatorTestHarness<String, WaveSignal, IncidentRisk> harness;

        Cep() throws Exception {
            this(null);
        }

        Cep(OperatorSubtaskState snapshot) throws Exception {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            DataStream<WaveSignal> signals =
                    env.fromData(TypeInformation.of(WaveSignal.class), signal(1, "BTC", 0, "1"));
            @SuppressWarnings("unchecked")
            OneInputTransformation<WaveSignal, IncidentRisk> operator =
                    (OneInputTransformation<WaveSignal, IncidentRisk>)
                            CascadeWavePattern.follow(signals).getTransformation();
            harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            operator.getOperatorFactory(), WaveSignal::series, Types.STRING);
            harness.setup();
            if (snapshot != null) {
                harness.initializeState(snapshot);
            }
            harness.open();
        }

        void send(WaveSignal signal) throws Exception {
            harness.processElement(new StreamRecord<>(signal, signal.timeMs()));
        }

        void watermark(long afterBeginningMs) throws Exception {
            harness.processWatermark(new Watermark(BEGINNING + afterBeginningMs));
        }

        List<IncidentRisk> risks() {
            return harness.extractOutputValues();
        }

        @Override
        public void close() throws Exception {
            harness.close();
        }
    }
}
