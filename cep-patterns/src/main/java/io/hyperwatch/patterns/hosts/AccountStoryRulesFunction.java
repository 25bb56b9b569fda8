package io.hyperwatch.patterns.hosts;

import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.HoldQueue;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.patterns.withdrawal.AccountFact;

import org.apache.flink.api.common.typeinfo.TypeInformation;

import java.util.List;

/**
 * The rules that judge the facts of an account out of four topics, in the order of their event
 * times, 10 s later; keyed by account.
 */
public final class AccountStoryRulesFunction extends DetectorFunction<AccountFact> {

    public static final TypeInformation<AccountFact> FACT_TYPE =
            TypeInformation.of(AccountFact.class);

    private static final long serialVersionUID = 1L;

    public AccountStoryRulesFunction(RuleLog ruleLog, List<Rule<AccountFact, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(AccountFact fact) {
        return new RecordScope(fact.coin(), fact.account(), fact.timeMs());
    }

    @Override
    protected long holdMs() {
        return HoldQueue.HOLD_MS;
    }

    @Override
    protected TypeInformation<AccountFact> inputType() {
        return FACT_TYPE;
    }

    @Override
    protected String order(AccountFact fact) {
        return fact.order();
    }
}
