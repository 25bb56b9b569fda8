package io.hyperwatch.patterns.hosts;

import io.hyperwatch.patterns.funding.FundingObservation;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.HoldQueue;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleLog;

import org.apache.flink.api.common.typeinfo.TypeInformation;

import java.util.List;

/**
 * The rules that judge funding rates, whoever states them; keyed by coin. Three topics: held for 10
 * s and judged in the order of their event times.
 */
public final class FundingRulesFunction extends DetectorFunction<FundingObservation> {

    private static final long serialVersionUID = 1L;

    public FundingRulesFunction(RuleLog ruleLog, List<Rule<FundingObservation, ?>> rules) {
        super(ruleLog, rules);
    }

    @Override
    protected RecordScope scope(FundingObservation said) {
        return new RecordScope(said.coin(), said.account(), said.timeMs());
    }

    @Override
    protected long holdMs() {
        return HoldQueue.HOLD_MS;
    }

    @Override
    protected TypeInformation<FundingObservation> inputType() {
        return TypeInformation.of(FundingObservation.class);
    }

    @Override
    protected String order(FundingObservation said) {
        return said.order();
    }
}
