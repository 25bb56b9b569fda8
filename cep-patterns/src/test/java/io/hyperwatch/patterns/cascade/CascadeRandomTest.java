package io.hyperwatch.patterns.cascade;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.IncidentState;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.patterns.hosts.LiquidationRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.RandomRules;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class CascadeRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);
    private static final int STEPS = 40;
    private static final String FIRST_WAVE = "first wave";
    private static final String FURTHER_WAVE = "further wave";

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<Object, Integer> seen = new HashMap<>();
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<LiquidationFill>> log = new RandomCascades(seed).steps(STEPS);
            List<RuleChange> changes = changes(seed, log);
            NaiveCascade naive = new NaiveCascade(changes);
            naive.run(log);
            RuleRun<LiquidationFill, CascadeParameters> run = run(changes).run(log);

            assertThat(run.recorded().alerts().stream().map(Told::of))
                    .as("alerts of stream %s", seed)
                    .containsExactlyElementsOf(naive.incidents.told());
            assertThat(run.sent(CascadeRule.WAVES).stream().map(CascadeRandomTest::plain))
                    .as("waves of stream %s", seed)
                    .containsExactlyElementsOf(
                            naive.waves.told.stream().map(CascadeRandomTest::plain).toList());
            assertThat(risks(run.recorded())).as("risks of stream %s", seed).isEqualTo(naive.risks);
            naive.incidents
                    .told()
                    .forEach(
                            told -> {
                                seen.merge(told.kind(), 1, Integer::sum);
                                seen.merge(told.severity(), 1, Integer::sum);
                            });
            naive.waves.told.forEach(
                    wave ->
                            seen.merge(
                                    wave.wave() > 1 ? FURTHER_WAVE : FIRST_WAVE, 1, Integer::sum));
        }
        assertThat(seen.get(AlertKind.OPEN)).isGreaterThan(STREAMS);
        assertThat(seen.get(AlertKind.ESCALATE)).isGreaterThan(STREAMS / 2);
        assertThat(seen.get(AlertKind.RESOLVE)).isEqualTo(seen.get(AlertKind.OPEN));
        assertThat(seen.get(Severity.WARNING)).isGreaterThan(STREAMS / 2);
        assertThat(seen.get(FURTHER_WAVE)).isGreaterThan(STREAMS / 4);
    }

    @Test
    void givesTheSameWhenTimePassesInSmallSteps() {
        for (long seed = 0; seed < 2_000; seed++) {
            List<Step<LiquidationFill>> log = new RandomCascades(seed).steps(STEPS);
            List<RuleChange> changes = changes(seed, log);
            var inJumps = run(changes).run(log);
            var inSteps = run(changes).runInSmallSteps(log, RandomCascades.random(seed, 2));

            assertThat(inSteps.recorded().alerts()).isEqualTo(inJumps.recorded().alerts());
            assertThat(inSteps.recorded().incidents()).isEqualTo(inJumps.recorded().incidents());
            assertThat(inSteps.sent(CascadeRule.WAVES)).isEqualTo(inJumps.sent(CascadeRule.WAVES));
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            List<Step<LiquidationFill>> log = new RandomCascades(seed).steps(STEPS);
            List<RuleChange> changes = changes(seed, log);
            var core = run(changes).run(log);
            DetectorHarness<LiquidationFill> flink =
                    new DetectorHarness<>(
                            rules ->
                                    new LiquidationRulesFunction(rules, List.of(new CascadeRule())),
                            LiquidationFill::coin,
                            List.of(DetectorFunction.tag(CascadeRule.WAVES)),
                            changes);
            flink.run(log, RandomCascades.random(seed, 2));

            assertThat(flink.verdicts().alerts().stream().map(AlertJson::canonical))
                    .as("stream %s", seed)
                    .containsExactlyElementsOf(
                            core.recorded().alerts().stream().map(AlertJson::canonical).toList());
            assertThat(flink.verdicts().incidents()).isEqualTo(core.recorded().incidents());
            assertThat(flink.others().stream().map(record -> (WaveSignal) record.getValue()))
                    .containsExactlyElementsOf(core.sent(CascadeRule.WAVES));
        }
    }

    static RuleRun<LiquidationFill, CascadeParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new CascadeRule(),
                fill -> new RecordScope(fill.coin(), fill.liquidatedUser(), fill.timeMs()),
                changes);
    }

    static List<RuleChange> changes(long seed, List<Step<LiquidationFill>> log) {
        Random random = RandomCascades.random(seed, 1);
        long fromMs = log.get(0).logTimeMs();
        long toMs = log.get(log.size() - 1).logTimeMs() - 3_600_000;
        List<RuleChange> changes = new ArrayList<>();
        if (random.nextInt(3) > 0 && log.stream().anyMatch(CascadeRandomTest::isInferred)) {
            changes.add(
                    new RuleChange(
                            CascadeCore.RULE,
                            "*",
                            50,
                            "{\"min_grade\":\"inferred_burst\"}",
                            RuleState.ACTIVE,
                            fromMs,
                            "test"));
        }
        changes.addAll(others(random, fromMs, toMs));
        return changes;
    }

    private static boolean isInferred(Step<LiquidationFill> step) {
        return step.input() != null && step.input().grade() == LiquidationGrade.INFERRED_BURST;
    }

    private static List<RuleChange> others(Random random, long fromMs, long toMs) {
        return RandomRules.of(
                CascadeCore.RULE,
                random,
                fromMs,
                toMs,
                List.of("*", "*", "*", "coin:BTC", "account:" + RandomCascades.account(1)),
                List.of(
                        "{}",
                        "{\"min_grade\":\"inferred_burst\"}",
                        "{\"min_grade\":\"inferred_burst\",\"min_liquidations\":3}",
                        "{\"min_grade\":\"confirmed_backstop\",\"min_liquidations\":1}",
                        "{\"threshold_usd\":\"60000\",\"min_liquidations\":3}",
                        "{\"window_ms\":60000,\"min_liquidations\":2,\"threshold_usd\":\"40000\"}",
                        "{\"window_ms\":900000,\"wave_gap_ms\":2000,\"wave_points\":3}",
                        "{\"window_ms\":1,\"min_liquidations\":2}",
                        "{\"high_score\":\"15.8\",\"critical_score\":\"16.6\"}"));
    }

    /** The highest risk of each incident that is over, and all are at the end. */
    private static Map<String, BigDecimal> risks(RecordedVerdicts verdicts) {
        Map<String, BigDecimal> risks = new HashMap<>();
        for (Incident incident : verdicts.incidents()) {
            if (incident.state() == IncidentState.RESOLVED) {
                risks.put(incident.incidentId(), incident.riskScore());
            }
        }
        return risks;
    }

    /** Without the digits that only say how a total was added up. */
    private static WaveSignal plain(WaveSignal wave) {
        return new WaveSignal(
                wave.incidentId(),
                wave.coin(),
                wave.inferred(),
                wave.wave(),
                wave.startedAtMs(),
                wave.timeMs(),
                wave.liquidations(),
                wave.totalUsd().stripTrailingZeros(),
                wave.riskScore(),
                wave.wavePoints());
    }
}
