package io.hyperwatch.jobs.risk;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.events.Trade;
import io.hyperwatch.jobs.Uids;
import io.hyperwatch.jobs.io.EventReadings;
import io.hyperwatch.patterns.burst.BurstCore;
import io.hyperwatch.patterns.burst.BurstFunction;
import io.hyperwatch.patterns.burst.BurstRule;
import io.hyperwatch.patterns.burst.TrackingDeskFunction;
import io.hyperwatch.patterns.burst.TrackingDeskRule;
import io.hyperwatch.patterns.hosts.TakerOrderRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.largetrade.LargeTradeRule;
import io.hyperwatch.patterns.state.FlinkMemoryOperator;
import io.hyperwatch.patterns.trades.TakerOrderFunction;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

import java.util.List;

/**
 *
 *
 * <pre>
 * hl.trades.v1 - decode -+- [coin] taker orders - [coin] large trade ----------> alerts
 *                        +- [coin] bursts of a taker -+- inferred liquidations
 *                                                     +- held: whom to ask for -> questions to the bridge
 * </pre>
 */
final class TradeRules {

    private TradeRules() {}

    /** What leaves this part besides what is judged. */
    record Outputs(
            DataStream<Trade> trades,
            DataStream<LiquidationFill> inferred,
            DataStream<TrackingRequest> questions) {}

    static Outputs attach(RiskGraph graph) {
        DataStream<Trade> trades =
                graph.readQuietly(
                        Topic.TRADES,
                        Trade.class,
                        EventReadings::trade,
                        "trades",
                        Uids.TRADES_DECODE);
        DataStream<TakerOrder> orders =
                FlinkMemoryOperator.process(
                                trades.keyBy(Trade::coin),
                                "Taker orders (per coin)",
                                TypeInformation.of(TakerOrder.class),
                                new TakerOrderFunction())
                        .uid(Uids.TAKER_ORDERS);
        graph.judge(
                orders.keyBy(TakerOrder::coin),
                "Taker order rules (per coin)",
                Uids.TAKER_ORDER_RULES,
                new TakerOrderRulesFunction(graph.ruleLog(), List.of(new LargeTradeRule())));
        DataStream<LiquidationFill> inferred = inferred(graph, trades);
        return new Outputs(trades, inferred, questions(graph, inferred));
    }

    /** Bursts of one taker that look like a liquidation; they make no alerts by themselves. */
    private static DataStream<LiquidationFill> inferred(RiskGraph graph, DataStream<Trade> trades) {
        return graph.judge(
                        trades.filter(BurstCore::concerns)
                                .name("Trades of takers")
                                .uid(Uids.BURST_TRADES)
                                .setParallelism(trades.getParallelism())
                                .keyBy(Trade::coin),
                        "Inferred liquidations (per coin)",
                        Uids.BURSTS,
                        new BurstFunction(graph.ruleLog()))
                .getSideOutput(DetectorFunction.tag(BurstRule.INFERRED));
    }

    /** The bridge is asked for the fills of those who seem to be liquidated. */
    private static DataStream<TrackingRequest> questions(
            RiskGraph graph, DataStream<LiquidationFill> inferred) {
        return graph.judge(
                        inferred.keyBy(fill -> TrackingDeskRule.ONE_KEY),
                        "Accounts to ask for (held)",
                        Uids.TRACKING_DESK,
                        new TrackingDeskFunction(graph.ruleLog()))
                .setParallelism(1)
                .getSideOutput(DetectorFunction.tag(TrackingDeskRule.REQUESTS));
    }
}
