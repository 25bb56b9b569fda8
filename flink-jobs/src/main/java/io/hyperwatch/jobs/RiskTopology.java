package io.hyperwatch.jobs;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.Trade;
import io.hyperwatch.jobs.io.EventReadings;
import io.hyperwatch.patterns.flashloan.FlashLoanRule;
import io.hyperwatch.patterns.hosts.LiquidationRulesFunction;
import io.hyperwatch.patterns.hosts.PriceRulesFunction;
import io.hyperwatch.patterns.hosts.TakerOrderRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.IncidentLedgerFunction;
import io.hyperwatch.patterns.incident.IncidentRisk;
import io.hyperwatch.patterns.largetrade.LargeTradeRule;
import io.hyperwatch.patterns.liquidations.FillLogEntry;
import io.hyperwatch.patterns.liquidations.LiquidationFunction;
import io.hyperwatch.patterns.oracle.OracleBreachPattern;
import io.hyperwatch.patterns.oracle.OracleDeviationRule;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.patterns.trades.TakerOrderFunction;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.topics.Topic;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.util.List;

/**
 *
 *
 * <pre>
 * hl.prices.v1 - decode - [coin] oracle deviation --------------+-> alerts
 *                                  +- breach signals - CEP: breach -> sustained -> recovered -+
 * hl.fills.v1 -- decode - [one order] liquidations -------------|-> liquidations, adl fills   |
 *                                  +- [venue] flash loan -------+-> alerts                    |
 * hl.trades.v1 - decode - [coin] taker orders - [coin] large ---+-> alerts                    |
 *                                                               |                             |
 *                        incidents of all ----- [incident] merge <----------------- risk ----+
 *                                                        +-> incidents
 * hyperwatch.rules.v1 - decode - broadcast to every judge
 * </pre>
 *
 * No alert waits for a watermark: each detector judges a record when it comes.
 */
public final class RiskTopology {

    /** What leaves the topology; main attaches sinks, tests collect. */
    public record Outputs(
            DataStream<Alert> alerts,
            DataStream<Incident> incidents,
            DataStream<LiquidationFill> liquidations,
            DataStream<Fill> adlFills,
            DataStream<RuleChange> rules,
            DataStream<DeadLetter> unreadable) {}

    private RiskTopology() {}

    /**
     * @param ruleLog the changes of the rules up to now; later ones come through the inputs
     */
    public static Outputs build(LogInputs inputs, RuleLog ruleLog) {
        RiskGraph graph = new RiskGraph(inputs);

        prices(graph, ruleLog);
        SingleOutputStreamOperator<LiquidationFill> liquidations = liquidations(graph);
        venue(graph, ruleLog, liquidations);
        takerOrders(graph, ruleLog);

        return new Outputs(
                detectedAt(graph.alerts()),
                incidents(graph.incidents(), graph.risks()),
                liquidations,
                liquidations.getSideOutput(LiquidationFunction.AUTO_DELEVERAGINGS),
                graph.ruleChanges(),
                graph.unreadable());
    }

    private static void prices(RiskGraph graph, RuleLog ruleLog) {
        SingleOutputStreamOperator<Price> prices =
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
                        new PriceRulesFunction(ruleLog, List.of(new OracleDeviationRule())));
        graph.raises(
                OracleBreachPattern.follow(
                                judged.getSideOutput(
                                        DetectorFunction.tag(OracleDeviationRule.BREACH_SIGNALS)))
                        .name("Oracle breach (CEP)")
                        .uid(Uids.ORACLE_BREACH));
    }

    /** Only forced fills, and what tells a first snapshot from a later one, need the one order. */
    private static SingleOutputStreamOperator<LiquidationFill> liquidations(RiskGraph graph) {
        SingleOutputStreamOperator<FillLogEntry> fills =
                graph.read(
                        Topic.FILLS,
                        FillLogEntry.class,
                        EventReadings::fillLogEntry,
                        "fills",
                        Uids.FILLS_DECODE);
        SingleOutputStreamOperator<LiquidationFill> liquidations =
                fills.filter(RiskTopology::mattersToLiquidations)
                        .name("Forced fills")
                        .uid(Uids.FORCED_FILLS)
                        .setParallelism(fills.getParallelism())
                        .keyBy(fill -> LiquidationFunction.ONE_KEY)
                        .process(new LiquidationFunction())
                        .name("Liquidations (one total order)")
                        .uid(Uids.LIQUIDATIONS)
                        .setParallelism(1);
        graph.rejects(liquidations.getSideOutput(LiquidationFunction.REJECTED));
        return liquidations;
    }

    private static boolean mattersToLiquidations(FillLogEntry entry) {
        return entry.fill() == null
                || entry.fill().liquidation() != null
                || Fill.AUTO_DELEVERAGING.equals(entry.fill().direction());
    }

    private static void venue(
            RiskGraph graph, RuleLog ruleLog, DataStream<LiquidationFill> liquidations) {
        graph.judge(
                        liquidations.keyBy(liquidation -> FlashLoanRule.ONE_KEY),
                        "Liquidation rules (venue)",
                        Uids.VENUE_RULES,
                        new LiquidationRulesFunction(ruleLog, List.of(new FlashLoanRule())))
                .setParallelism(1);
    }

    private static void takerOrders(RiskGraph graph, RuleLog ruleLog) {
        DataStream<TakerOrder> orders =
                graph.readQuietly(
                                Topic.TRADES,
                                Trade.class,
                                EventReadings::trade,
                                "trades",
                                Uids.TRADES_DECODE)
                        .keyBy(Trade::coin)
                        .process(new TakerOrderFunction())
                        .name("Taker orders (per coin)")
                        .uid(Uids.TAKER_ORDERS);
        graph.judge(
                orders.keyBy(TakerOrder::coin),
                "Taker order rules (per coin)",
                Uids.TAKER_ORDER_RULES,
                new TakerOrderRulesFunction(ruleLog, List.of(new LargeTradeRule())));
    }

    /** By subject, so that what is said of one incident stays in its order on the way out. */
    private static DataStream<Alert> detectedAt(DataStream<Alert> alerts) {
        return alerts.keyBy(Alert::subject)
                .map(new DetectedAt())
                .name("Detected at")
                .uid(Uids.DETECTED_AT);
    }

    private static DataStream<Incident> incidents(
            DataStream<Incident> revisions, DataStream<IncidentRisk> risk) {
        return revisions
                .connect(risk)
                .keyBy(Incident::incidentId, IncidentRisk::incidentId)
                .process(new IncidentLedgerFunction())
                .name("Incidents")
                .uid(Uids.INCIDENTS);
    }
}
