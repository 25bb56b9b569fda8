package io.hyperwatch.patterns.position;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.patterns.hosts.PositionRulesFunction;
import io.hyperwatch.patterns.hosts.RapidUnwindRulesFunction;
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

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class RapidUnwindRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);

    @Test
    void coreAndPatternAgreeWithANaiveLoopOverTheWholeHistoryOnRandomStreams() throws Exception {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        try (CepRun<UnwindStep, RapidUnwind> cep = RapidUnwindPatternTest.cep()) {
            for (long seed = 0; seed < STREAMS; seed++) {
                List<Step<PositionEvent>> log = new RandomPositions(seed).steps(50);
                List<RuleChange> changes = changes(seed, log);
                NaiveRapidUnwind naive =
                        new NaiveRapidUnwind(RandomPositions.address(seed), changes);
                naive.run(log);

                assertThat(told(cep, log, changes, seed).alerts().stream().map(Told::of))
                        .as("alerts of stream %s", seed)
                        .containsExactlyElementsOf(naive.incidents.told());
                naive.incidents.told().forEach(told -> kinds.merge(told.kind(), 1, Integer::sum));
            }
            assertThat(cep.lost()).isFalse();
            assertThat(cep.stored()).isLessThan(100);
        }
        assertThat(kinds.get(AlertKind.OPEN)).isGreaterThan(STREAMS / 2);
        assertThat(kinds).doesNotContainKey(AlertKind.ESCALATE);
        assertThat(kinds.get(AlertKind.RESOLVE)).isEqualTo(kinds.get(AlertKind.OPEN));
    }

    @Test
    void givesTheSameStepsWhenTimePassesInSmallSteps() {
        for (long seed = 0; seed < 2_000; seed++) {
            List<Step<PositionEvent>> log = new RandomPositions(seed).steps(50);
            List<RuleChange> changes = changes(seed, log);

            assertThat(
                            steps(changes)
                                    .runInSmallSteps(log, new Random(seed))
                                    .sent(UnwindStepsRule.STEPS))
                    .as("steps of stream %s", seed)
                    .isEqualTo(steps(changes).run(log).sent(UnwindStepsRule.STEPS));
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        try (CepRun<UnwindStep, RapidUnwind> cep = RapidUnwindPatternTest.cep()) {
            for (long seed = 0; seed < FLINK_STREAMS; seed++) {
                List<Step<PositionEvent>> log = new RandomPositions(seed).steps(50);
                List<RuleChange> changes = changes(seed, log);
                RecordedVerdicts expected = told(cep, log, changes, seed);
                DetectorHarness<PositionEvent> first =
                        new DetectorHarness<>(
                                rules ->
                                        new PositionRulesFunction(
                                                rules, List.of(new UnwindStepsRule())),
                                PositionRulesFunction::key,
                                List.of(DetectorFunction.tag(UnwindStepsRule.STEPS)),
                                changes);
                first.run(log, new Random(seed));
                List<Step<UnwindStep>> steps = new ArrayList<>();
                for (StreamRecord<?> record : first.others()) {
                    steps.add(new Step<>(record.getTimestamp(), (UnwindStep) record.getValue()));
                }
                long endMs = log.get(log.size() - 1).logTimeMs();
                DetectorHarness<RapidUnwind> second =
                        new DetectorHarness<>(
                                rules ->
                                        new RapidUnwindRulesFunction(
                                                rules, List.of(new RapidUnwindRule())),
                                unwind -> unwind.ended().position(),
                                List.of(),
                                changes);
                second.run(cep.matches(steps, endMs, new Random(seed)), new Random(seed));

                assertThat(second.verdicts().alerts().stream().map(AlertJson::canonical))
                        .as("alerts of stream %s", seed)
                        .containsExactlyElementsOf(
                                expected.alerts().stream().map(AlertJson::canonical).toList());
                assertThat(second.verdicts().incidents()).isEqualTo(expected.incidents());
            }
        }
    }

    private static RecordedVerdicts told(
            CepRun<UnwindStep, RapidUnwind> cep,
            List<Step<PositionEvent>> log,
            List<RuleChange> changes,
            long seed)
            throws Exception {
        List<Step<UnwindStep>> steps = CepRun.steps(steps(changes), UnwindStepsRule.STEPS, log);
        long endMs = log.get(log.size() - 1).logTimeMs();
        return new RuleRun<>(
                        new RapidUnwindRule(),
                        (RapidUnwind unwind) ->
                                new RecordScope(
                                        unwind.ended().coin(),
                                        unwind.ended().address(),
                                        unwind.ended().timeMs()),
                        changes)
                .run(cep.matches(steps, endMs, new Random(seed)))
                .recorded();
    }

    private static RuleRun<PositionEvent, RapidUnwindParameters> steps(List<RuleChange> changes) {
        return new RuleRun<>(
                new UnwindStepsRule(),
                event -> new RecordScope(event.coin(), event.address(), event.timeMs()),
                changes);
    }

    private static List<RuleChange> changes(long seed, List<Step<PositionEvent>> log) {
        return RandomRules.of(
                RapidUnwindCore.RULE,
                new Random(seed),
                log.get(0).logTimeMs(),
                log.get(log.size() - 1).logTimeMs() - 3_600_000,
                List.of("*", "*", "coin:BTC", "account:" + RandomPositions.address(seed)),
                List.of(
                        "{}",
                        "{\"window_ms\":120000}",
                        "{\"min_increases\":1}",
                        "{\"min_increases\":3,\"window_ms\":1200000}",
                        "{\"peak_usd\":2000000}"));
    }
}
