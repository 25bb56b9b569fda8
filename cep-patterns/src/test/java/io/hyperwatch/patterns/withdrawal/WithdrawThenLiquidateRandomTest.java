package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.patterns.hosts.AccountStoryRulesFunction;
import io.hyperwatch.patterns.hosts.WithdrawalRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.position.CepRun;
import io.hyperwatch.patterns.rules.RandomRules;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class WithdrawThenLiquidateRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);

    @Test
    void coreAndPatternAgreeWithANaiveLoopOverTheWholeHistoryOnRandomStreams() throws Exception {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        try (var cep = Stories.cep()) {
            for (long seed = 0; seed < STREAMS; seed++) {
                List<Step<AccountFact>> log = RandomFacts.released(new RandomFacts(seed).steps(50));
                List<RuleChange> changes = changes(seed, log);
                NaiveWithdrawal naive = new NaiveWithdrawal(RandomFacts.account(seed), changes);
                naive.run(log);

                assertThat(told(cep, log, changes, seed).alerts().stream().map(Told::of))
                        .as("alerts of stream %s", seed)
                        .containsExactlyElementsOf(naive.incidents.told());
                naive.incidents.told().forEach(told -> kinds.merge(told.kind(), 1, Integer::sum));
            }
            assertThat(cep.lost()).isFalse();
            assertThat(cep.stored()).isLessThan(100);
        }
        assertThat(kinds.get(AlertKind.OPEN)).isGreaterThan(STREAMS / 3);
        assertThat(kinds).doesNotContainKey(AlertKind.ESCALATE);
        assertThat(kinds.get(AlertKind.RESOLVE)).isPositive();
    }

    @Test
    void givesTheSameStepsWhenTimePassesInSmallSteps() {
        for (long seed = 0; seed < 2_000; seed++) {
            List<Step<AccountFact>> log = RandomFacts.released(new RandomFacts(seed).steps(50));
            List<RuleChange> changes = changes(seed, log);

            assertThat(
                            Stories.first(changes)
                                    .runInSmallSteps(log, new Random(seed))
                                    .sent(AccountStoryRule.STEPS))
                    .as("steps of stream %s", seed)
                    .isEqualTo(Stories.first(changes).run(log).sent(AccountStoryRule.STEPS));
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        try (var cep = Stories.cep()) {
            for (long seed = 0; seed < FLINK_STREAMS; seed++) {
                List<Step<AccountFact>> log = new RandomFacts(seed).steps(50);
                List<RuleChange> changes = changes(seed, log);
                RecordedVerdicts expected = told(cep, RandomFacts.released(log), changes, seed);
                DetectorHarness<AccountFact> first =
                        new DetectorHarness<>(
                                rules ->
                                        new AccountStoryRulesFunction(
                                                rules, List.of(new AccountStoryRule())),
                                AccountFact::account,
                                List.of(DetectorFunction.tag(AccountStoryRule.STEPS)),
                                changes);
                first.run(log, new Random(seed));
                List<Step<StoryStep>> steps = new ArrayList<>();
                for (StreamRecord<?> record : first.others()) {
                    steps.add(new Step<>(record.getTimestamp(), (StoryStep) record.getValue()));
                }
                DetectorHarness<LiquidatedAfterWithdrawal> second =
                        new DetectorHarness<>(
                                rules ->
                                        new WithdrawalRulesFunction(
                                                rules, List.of(new WithdrawThenLiquidateRule())),
                                found -> found.liquidated().account(),
                                List.of(),
                                changes);
                long endMs = log.get(log.size() - 1).logTimeMs();
                second.run(
                        Stories.inOrder(cep.matches(steps, endMs, new Random(seed))),
                        new Random(seed));

                assertThat(second.verdicts().alerts().stream().map(AlertJson::canonical))
                        .as("alerts of stream %s", seed)
                        .containsExactlyElementsOf(
                                expected.alerts().stream().map(AlertJson::canonical).toList());
                assertThat(second.verdicts().incidents()).isEqualTo(expected.incidents());
            }
        }
    }

    private static RecordedVerdicts told(
            CepRun<StoryStep, LiquidatedAfterWithdrawal> cep,
            List<Step<AccountFact>> released,
            List<RuleChange> changes,
            long seed)
            throws Exception {
        long endMs = released.get(released.size() - 1).logTimeMs();
        List<Step<StoryStep>> steps = Stories.steps(Stories.first(changes), released);
        return Stories.second(changes)
                .run(Stories.inOrder(cep.matches(steps, endMs, new Random(seed))))
                .recorded();
    }

    /** Mostly minutes in the place of the day that no random stream is long enough for. */
    private static List<RuleChange> changes(long seed, List<Step<AccountFact>> log) {
        List<RuleChange> changes =
                RandomRules.of(
                        WithdrawThenLiquidateCore.RULE,
                        new Random(seed),
                        log.get(0).logTimeMs(),
                        log.get(log.size() - 1).logTimeMs() - 3_600_000,
                        List.of("*", "*", "coin:ETH", "account:" + RandomFacts.account(seed)),
                        List.of(
                                "{}",
                                "{\"within_ms\":60000}",
                                "{\"opened_usd\":12000000}",
                                "{\"withdrawn_pct\":\"5\"}"));
        if (seed % 4 > 0) {
            changes.add(
                    new RuleChange(
                            WithdrawThenLiquidateCore.RULE,
                            "*",
                            20,
                            "{\"within_ms\":%d}".formatted(seed % 4 == 1 ? 60_000 : 300_000),
                            RuleState.ACTIVE,
                            0,
                            "test"));
        }
        return changes;
    }
}
