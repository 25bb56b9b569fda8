package io.hyperwatch.jobs.risk;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.events.Price;
import io.hyperwatch.jobs.Uids;
import io.hyperwatch.jobs.io.EventReadings;
import io.hyperwatch.jobs.io.RiskReadings;
import io.hyperwatch.patterns.funding.ExtremeFundingRule;
import io.hyperwatch.patterns.funding.FundingEstimateFunction;
import io.hyperwatch.patterns.funding.FundingObservation;
import io.hyperwatch.patterns.hosts.FundingRulesFunction;
import io.hyperwatch.patterns.hosts.PriceRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.midjump.MidJumpRule;
import io.hyperwatch.patterns.oracle.OracleBreachPattern;
import io.hyperwatch.patterns.oracle.OracleDeviationRule;
import io.hyperwatch.patterns.reference.ReferenceDeviationRule;
import io.hyperwatch.patterns.state.FlinkMemoryOperator;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.util.List;

/**
 *
 *
 * <pre>
 * hl.prices.v1 --------- decode -+- [coin] oracle deviation, mid jump, reference deviation -> alerts
 *                                |           +- breach signals - CEP: breach, sustained, recovered -> risk
 *                                +- thinned estimates -+
 * hl.funding-rates.v1 -- decode -----------------------+- [coin] held 10 s: extreme funding -> alerts
 * hl.user-fundings.v1 -- decode -----------------------+
 * </pre>
 */
final class PriceRules {

    private PriceRules() {}

    static DataStream<Price> attach(RiskGraph graph) {
        DataStream<Price> prices =
                graph.read(
                        Topic.PRICES,
                        Price.class,
                        EventReadings::price,
                        "prices",
                        Uids.PRICES_DECODE);
        SingleOutputStreamOperator<Alert> judged =
                graph.judge(
                        prices.keyBy(Price::coin),
                        "Price rules (per coin)",
                        Uids.PRICE_RULES,
                        new PriceRulesFunction(
                                graph.ruleLog(),
                                List.of(
                                        new OracleDeviationRule(),
                                        new MidJumpRule(),
                                        new ReferenceDeviationRule())));
        graph.raises(
                OracleBreachPattern.follow(
                                judged.getSideOutput(
                                        DetectorFunction.tag(OracleDeviationRule.BREACH_SIGNALS)))
                        .name("Oracle breach (CEP)")
                        .uid(Uids.ORACLE_BREACH),
                OracleBreachPattern.LATE);
        funding(graph, prices);
        return prices;
    }

    private static void funding(RiskGraph graph, DataStream<Price> prices) {
        DataStream<FundingObservation> estimates =
                FlinkMemoryOperator.process(
                                prices.filter(FundingEstimateFunction::matters)
                                        .name("Notable funding estimates")
                                        .uid(Uids.FUNDING_NOTABLE)
                                        .setParallelism(prices.getParallelism())
                                        .keyBy(Price::coin),
                                "Funding estimates (per coin)",
                                TypeInformation.of(FundingObservation.class),
                                new FundingEstimateFunction())
                        .uid(Uids.FUNDING_ESTIMATES);
        DataStream<FundingObservation> settled =
                graph.readQuietly(
                        Topic.FUNDING_RATES,
                        FundingObservation.class,
                        RiskReadings::settledFunding,
                        "settled funding",
                        Uids.SETTLED_FUNDING_DECODE);
        DataStream<FundingObservation> paid =
                graph.read(
                        Topic.USER_FUNDINGS,
                        FundingObservation.class,
                        RiskReadings::paidFunding,
                        "paid funding",
                        Uids.PAID_FUNDING_DECODE);
        graph.judge(
                estimates.union(settled, paid).keyBy(FundingObservation::coin),
                "Funding rules (per coin, held)",
                Uids.FUNDING_RULES,
                new FundingRulesFunction(graph.ruleLog(), List.of(new ExtremeFundingRule())));
    }
}
