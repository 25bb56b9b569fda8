package io.hyperwatch.patterns.hosts;

import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.patterns.withdrawal.LiquidatedAfterWithdrawal;
import io.hyperwatch.patterns.withdrawal.StoryStep;

import org.apache.flink.api.common.typeinfo.TypeInformation;

import java.util.List;

/**
 * The rules that judge each liquidation after a withdrawal; keyed by account. The pattern follows
 * each coin by itself and gives out what it finds coin by coin, however far the watermark has come;
 * a hold of a millisecond, long over when a match comes, puts an account's matches back into the
 * order of log time without a delay.
 */
public final class WithdrawalRulesFunction extends DetectorFunction<LiquidatedAfterWithdrawal> {

    public static final TypeInformation<LiquidatedAfterWithdrawal> FOUND_TYPE =
            TypeInformation.of(LiquidatedAfterWithdrawal.class);

    private static final long serialVersionUID = 1L;
    private static final long IN_ORDER_MS = 1;

    public WithdrawalRulesFunction(
            RuleLog ruleLog, List<Rule<LiquidatedAfterWithdrawal, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(LiquidatedAfterWithdrawal found) {
        StoryStep liquidated = found.liquidated();
        return new RecordScope(liquidated.coin(), liquidated.account(), liquidated.timeMs());
    }

    @Override
    protected long holdMs() {
        return IN_ORDER_MS;
    }

    @Override
    protected TypeInformation<LiquidatedAfterWithdrawal> inputType() {
        return FOUND_TYPE;
    }

    @Override
    protected String order(LiquidatedAfterWithdrawal found) {
        return found.order();
    }
}
