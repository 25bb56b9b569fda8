package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/**
 * {@code withdraw-then-liquidate}: alerts and incidents of what {@link
 * WithdrawThenLiquidatePattern} finds, keyed by account. {@link AccountStoryRule} stands before the
 * pattern.
 */
public final class WithdrawThenLiquidateRule
        implements Rule<LiquidatedAfterWithdrawal, WithdrawThenLiquidateParameters> {

    public static final RuleDefinition<WithdrawThenLiquidateParameters> DEFINITION =
            RuleDefinition.active(
                    WithdrawThenLiquidateCore.RULE,
                    WithdrawThenLiquidateParameters.class,
                    WithdrawThenLiquidateParameters.DEFAULTS);

    private static final long serialVersionUID = 1L;

    @Override
    public RuleDefinition<WithdrawThenLiquidateParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<LiquidatedAfterWithdrawal, WithdrawThenLiquidateParameters> detector(
            DetectorContext context) {
        return new WithdrawThenLiquidateCore(context.incidentState(), context.verdicts());
    }
}
