package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/**
 * First half of {@code withdraw-then-liquidate}, on facts keyed by account, in the order of their
 * event times; gives out steps for {@link WithdrawThenLiquidatePattern} and no alerts.
 */
public final class AccountStoryRule implements Rule<AccountFact, WithdrawThenLiquidateParameters> {

    /** Input of {@link WithdrawThenLiquidatePattern}. */
    public static final Channel<StoryStep> STEPS =
            new Channel<>("withdraw-then-liquidate-steps", StoryStep.class);

    private static final long serialVersionUID = 1L;
    private static final String STATE = "story";

    @Override
    public RuleDefinition<WithdrawThenLiquidateParameters> definition() {
        return WithdrawThenLiquidateRule.DEFINITION;
    }

    @Override
    public Detector<AccountFact, WithdrawThenLiquidateParameters> detector(
            DetectorContext context) {
        return new AccountStoryCore(
                context.cell(STATE, AccountStory.class), context.channel(STEPS));
    }
}
