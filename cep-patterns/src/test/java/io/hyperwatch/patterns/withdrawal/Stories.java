package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.position.CepRun;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The two halves of the rule and the pattern between them. */
final class Stories {

    private Stories() {}

    static RuleRun<AccountFact, WithdrawThenLiquidateParameters> first(List<RuleChange> changes) {
        return new RuleRun<>(
                new AccountStoryRule(),
                fact -> new RecordScope(fact.coin(), fact.account(), fact.timeMs()),
                changes);
    }

    static CepRun<StoryStep, LiquidatedAfterWithdrawal> cep() throws Exception {
        return new CepRun<>(
                step(StoryStepKind.OPENED, 0),
                StoryStep::position,
                WithdrawThenLiquidatePattern::follow,
                WithdrawThenLiquidatePattern.LATE);
    }

    static RuleRun<LiquidatedAfterWithdrawal, WithdrawThenLiquidateParameters> second(
            List<RuleChange> changes) {
        return new RuleRun<>(
                new WithdrawThenLiquidateRule(),
                found ->
                        new RecordScope(
                                found.liquidated().coin(),
                                found.liquidated().account(),
                                found.liquidated().timeMs()),
                changes);
    }

    /** Stamped as the host does that holds its records: at whole seconds. */
    static List<Step<StoryStep>> steps(
            RuleRun<AccountFact, ?> first, List<Step<AccountFact>> released) {
        List<Step<StoryStep>> steps = new ArrayList<>();
        for (Step<StoryStep> step : CepRun.steps(first, AccountStoryRule.STEPS, released)) {
            steps.add(new Step<>((step.logTimeMs() + 999) / 1_000 * 1_000, step.input()));
        }
        return steps;
    }

    static StoryStep step(StoryStepKind kind, long timeMs) {
        return new StoryStep(
                kind,
                "0xwhale",
                "ETH",
                kind + "-" + timeMs,
                timeMs,
                new BigDecimal("20000000"),
                new BigDecimal("20000000"),
                new BigDecimal("10000000"),
                timeMs,
                new BigDecimal("100000000"),
                1,
                BigDecimal.TEN,
                false,
                86_400_000);
    }

    /** As the second host judges them, in log order for the account. */
    static List<Step<LiquidatedAfterWithdrawal>> inOrder(
            List<Step<LiquidatedAfterWithdrawal>> matches) {
        List<Step<LiquidatedAfterWithdrawal>> sorted = new ArrayList<>(matches);
        Step<LiquidatedAfterWithdrawal> end = sorted.remove(sorted.size() - 1);
        sorted.sort(
                Comparator.comparingLong(Step<LiquidatedAfterWithdrawal>::logTimeMs)
                        .thenComparingLong(match -> match.input().liquidated().timeMs())
                        .thenComparing(match -> match.input().order()));
        sorted.add(end);
        return sorted;
    }
}
