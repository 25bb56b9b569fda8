package io.hyperwatch.jobs.risk;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.Price;
import io.hyperwatch.jobs.Uids;
import io.hyperwatch.jobs.io.EventReadings;
import io.hyperwatch.patterns.adl.AdlRule;
import io.hyperwatch.patterns.cascade.CascadeRule;
import io.hyperwatch.patterns.cascade.CascadeWavePattern;
import io.hyperwatch.patterns.cascade.WaveSignal;
import io.hyperwatch.patterns.coordinated.CoordinatedRule;
import io.hyperwatch.patterns.flashloan.FlashLoanRule;
import io.hyperwatch.patterns.flashloan.shape.FlashLoanShapePattern;
import io.hyperwatch.patterns.flashloan.shape.PricePushCore;
import io.hyperwatch.patterns.flashloan.shape.PricePushFunction;
import io.hyperwatch.patterns.flashloan.shape.ShapeLiquidationsFunction;
import io.hyperwatch.patterns.flashloan.shape.ShapeOrderFunction;
import io.hyperwatch.patterns.flashloan.shape.ShapeSignal;
import io.hyperwatch.patterns.hosts.AccountLiquidationRulesFunction;
import io.hyperwatch.patterns.hosts.AdlRulesFunction;
import io.hyperwatch.patterns.hosts.LiquidationRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.largeliquidation.LargeLiquidationRule;
import io.hyperwatch.patterns.liquidations.FillLogEntry;
import io.hyperwatch.patterns.liquidations.LiquidationAssembler;
import io.hyperwatch.patterns.liquidations.LiquidationFunction;
import io.hyperwatch.patterns.liquidations.grades.AllGradesFunction;
import io.hyperwatch.patterns.liquidations.grades.GradeGate;
import io.hyperwatch.patterns.state.FlinkMemoryOperator;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

import java.util.List;

/**
 *
 *
 * <pre>
 * hl.fills.v1 - decode - [one order] liquidations -+- [venue]   flash loan ---------------> alerts
 *                          |                       +- [coin]    cascade, large liquidation > alerts
 *                          |                       |               +- CEP: wave after wave -> risk
 *                          |                       +- [account] coordinated liquidation --> alerts
 *                          +- auto-deleveragings ---- [coin]    adl ----------------------> alerts
 * inferred -----------------+ held 10 s, all of these again where a rule's min_grade is lowered
 * prices - [coin] pushes -------------------+
 * flash-loan and cascade alerts, by coin ---+- held - CEP: push, liquidations, reversal --> risk
 * </pre>
 */
final class LiquidationRules {

    /** What the rules on all grades tell. */
    private record AllGrades(
            SingleOutputStreamOperator<Alert> venue, SingleOutputStreamOperator<Alert> coins) {}

    private LiquidationRules() {}

    /** What leaves this part besides what is judged. */
    record Outputs(
            DataStream<LiquidationFill> confirmed,
            DataStream<LiquidationFill> liquidations,
            DataStream<Fill> adlFills) {}

    /**
     * @param inferred liquidations guessed from public trades
     */
    static Outputs attach(
            RiskGraph graph, DataStream<Price> prices, DataStream<LiquidationFill> inferred) {
        SingleOutputStreamOperator<LiquidationFill> confirmed = liquidations(graph);
        SingleOutputStreamOperator<Alert> venue =
                graph.judge(
                                confirmed.keyBy(fill -> FlashLoanRule.ONE_KEY),
                                "Liquidation rules (venue)",
                                Uids.VENUE_RULES,
                                new LiquidationRulesFunction(
                                        graph.ruleLog(),
                                        List.of(GradeGate.immediate(new FlashLoanRule()))))
                        .setParallelism(1);
        SingleOutputStreamOperator<Alert> coins =
                graph.judge(
                        confirmed.keyBy(LiquidationFill::coin),
                        "Liquidation rules (per coin)",
                        Uids.LIQUIDATION_RULES,
                        new LiquidationRulesFunction(
                                graph.ruleLog(),
                                List.of(
                                        GradeGate.immediate(new CascadeRule()),
                                        GradeGate.immediate(new LargeLiquidationRule()))));
        graph.judge(
                confirmed.keyBy(LiquidationFill::liquidatedUser),
                "Liquidation rules (per account)",
                Uids.ACCOUNT_LIQUIDATION_RULES,
                new AccountLiquidationRulesFunction(
                        graph.ruleLog(), List.of(GradeGate.immediate(new CoordinatedRule()))));
        graph.judge(
                confirmed.getSideOutput(LiquidationFunction.AUTO_DELEVERAGINGS).keyBy(Fill::coin),
                "Auto-deleveraging rules (per coin)",
                Uids.ADL_RULES,
                new AdlRulesFunction(graph.ruleLog(), List.of(new AdlRule())));
        AllGrades allGrades = allGrades(graph, confirmed.union(inferred));
        shape(graph, prices, venue.union(coins, allGrades.venue(), allGrades.coins()));
        waves(graph, coins, allGrades.coins());
        return new Outputs(
                confirmed,
                confirmed.union(inferred),
                confirmed.getSideOutput(LiquidationFunction.DELEVERAGED));
    }

    private static void waves(
            RiskGraph graph,
            SingleOutputStreamOperator<Alert> confirmed,
            SingleOutputStreamOperator<Alert> allGrades) {
        OutputTag<WaveSignal> waves = DetectorFunction.tag(CascadeRule.WAVES);
        graph.raises(
                CascadeWavePattern.follow(
                                confirmed
                                        .getSideOutput(waves)
                                        .union(allGrades.getSideOutput(waves)))
                        .name("Waves of a cascade (CEP)")
                        .uid(Uids.CASCADE_WAVES),
                CascadeWavePattern.LATE);
    }

    /** The same rules where somebody lets guesses count: two topics, so they are held. */
    private static AllGrades allGrades(RiskGraph graph, DataStream<LiquidationFill> fills) {
        SingleOutputStreamOperator<LiquidationFill> merged =
                FlinkMemoryOperator.process(
                                fills.keyBy(fill -> AllGradesFunction.ONE_KEY),
                                "Liquidations of all grades (held)",
                                TypeInformation.of(LiquidationFill.class),
                                new AllGradesFunction())
                        .uid(Uids.ALL_GRADES)
                        .setParallelism(1);
        SingleOutputStreamOperator<Alert> venue =
                graph.judge(
                                merged.keyBy(fill -> FlashLoanRule.ONE_KEY),
                                "Liquidation rules on all grades (venue)",
                                Uids.VENUE_ALL_GRADES,
                                new LiquidationRulesFunction(
                                        graph.ruleLog(),
                                        List.of(GradeGate.allGrades(new FlashLoanRule()))))
                        .setParallelism(1);
        graph.judge(
                merged.keyBy(LiquidationFill::liquidatedUser),
                "Liquidation rules on all grades (per account)",
                Uids.ACCOUNT_ALL_GRADES,
                new AccountLiquidationRulesFunction(
                        graph.ruleLog(), List.of(GradeGate.allGrades(new CoordinatedRule()))));
        SingleOutputStreamOperator<Alert> coins =
                graph.judge(
                        merged.keyBy(LiquidationFill::coin),
                        "Liquidation rules on all grades (per coin)",
                        Uids.LIQUIDATION_ALL_GRADES,
                        new LiquidationRulesFunction(
                                graph.ruleLog(),
                                List.of(
                                        GradeGate.allGrades(new CascadeRule()),
                                        GradeGate.allGrades(new LargeLiquidationRule()))));
        return new AllGrades(venue, coins);
    }

    /** Only forced fills, and what tells a first snapshot from a later one, need the one order. */
    private static SingleOutputStreamOperator<LiquidationFill> liquidations(RiskGraph graph) {
        DataStream<FillLogEntry> fills =
                graph.read(
                        Topic.FILLS,
                        FillLogEntry.class,
                        EventReadings::fillLogEntry,
                        "fills",
                        Uids.FILLS_DECODE);
        SingleOutputStreamOperator<LiquidationFill> liquidations =
                FlinkMemoryOperator.process(
                                fills.filter(LiquidationAssembler::concerns)
                                        .name("Forced fills")
                                        .uid(Uids.FORCED_FILLS)
                                        .setParallelism(fills.getParallelism())
                                        .keyBy(fill -> LiquidationFunction.ONE_KEY),
                                "Liquidations (one total order)",
                                TypeInformation.of(LiquidationFill.class),
                                new LiquidationFunction())
                        .uid(Uids.LIQUIDATIONS)
                        .setParallelism(1);
        graph.rejects(liquidations.getSideOutput(LiquidationFunction.REJECTED));
        return liquidations;
    }

    private static void shape(RiskGraph graph, DataStream<Price> prices, DataStream<Alert> alerts) {
        DataStream<ShapeSignal> pushes =
                FlinkMemoryOperator.process(
                                prices.filter(PricePushCore::matters)
                                        .name("Contexts with a mid")
                                        .uid(Uids.PUSH_CONTEXTS)
                                        .setParallelism(prices.getParallelism())
                                        .keyBy(Price::coin),
                                "Price pushes (per coin)",
                                TypeInformation.of(ShapeSignal.class),
                                new PricePushFunction())
                        .uid(Uids.PRICE_PUSHES);
        DataStream<ShapeSignal> liquidations =
                alerts.flatMap(new ShapeLiquidationsFunction())
                        .name("Coins of liquidation incidents")
                        .uid(Uids.SHAPE_LIQUIDATIONS);
        DataStream<ShapeSignal> ordered =
                pushes.union(liquidations)
                        .keyBy(ShapeSignal::coin)
                        .process(new ShapeOrderFunction())
                        .name("Pushes and liquidations (per coin, held)")
                        .uid(Uids.SHAPE_ORDER);
        graph.raises(
                FlashLoanShapePattern.follow(ordered)
                        .name("Flash-loan shape (CEP)")
                        .uid(Uids.SHAPE),
                FlashLoanShapePattern.LATE);
    }
}
