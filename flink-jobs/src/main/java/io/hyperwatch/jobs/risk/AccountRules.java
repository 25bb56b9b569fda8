package io.hyperwatch.jobs.risk;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.events.Signal;
import io.hyperwatch.jobs.Uids;
import io.hyperwatch.jobs.io.RiskReadings;
import io.hyperwatch.patterns.hosts.AccountStoryRulesFunction;
import io.hyperwatch.patterns.hosts.PositionRulesFunction;
import io.hyperwatch.patterns.hosts.RapidUnwindRulesFunction;
import io.hyperwatch.patterns.hosts.SignalRulesFunction;
import io.hyperwatch.patterns.hosts.WithdrawalRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.position.RapidUnwind;
import io.hyperwatch.patterns.position.RapidUnwindPattern;
import io.hyperwatch.patterns.position.RapidUnwindRule;
import io.hyperwatch.patterns.position.UnwindStepsRule;
import io.hyperwatch.patterns.position.WhalePositionRule;
import io.hyperwatch.patterns.signal.SignalChangeRule;
import io.hyperwatch.patterns.withdrawal.AccountFact;
import io.hyperwatch.patterns.withdrawal.AccountStoryRule;
import io.hyperwatch.patterns.withdrawal.LiquidatedAfterWithdrawal;
import io.hyperwatch.patterns.withdrawal.WithdrawThenLiquidatePattern;
import io.hyperwatch.patterns.withdrawal.WithdrawThenLiquidateRule;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

import java.util.List;

/**
 *
 *
 * <pre>
 * hyperwatch.position-events.v1 -+- [account, coin] whale position -----------------------> alerts
 *                                |      +- steps - CEP: open, increase+, close -- unwind -> alerts
 * hl.ledger.v1 ------------------+
 * hl.account-states.v1 ----------+- [account] held 10 s: opened, withdrew, liquidated
 * liquidations ------------------+      +- steps - CEP in that order ------- withdrawal --> alerts
 * hyperwatch.signals.v1 ----------- [coin] signal change ---------------------------------> alerts
 * </pre>
 */
final class AccountRules {

    private AccountRules() {}

    static void attach(RiskGraph graph, DataStream<LiquidationFill> liquidations) {
        DataStream<PositionEvent> positions =
                graph.read(
                        Topic.POSITION_EVENTS,
                        PositionEvent.class,
                        RiskReadings::positionEvent,
                        "position events",
                        Uids.POSITION_EVENTS_DECODE);
        positions(graph, positions);
        withdrawals(graph, positions, liquidations);
        graph.judge(
                graph.read(
                                Topic.SIGNALS,
                                Signal.class,
                                RiskReadings::signal,
                                "signals",
                                Uids.SIGNALS_DECODE)
                        .keyBy(Signal::coin),
                "Signal rules (per coin)",
                Uids.SIGNAL_RULES,
                new SignalRulesFunction(graph.ruleLog(), List.of(new SignalChangeRule())));
    }

    private static void positions(RiskGraph graph, DataStream<PositionEvent> positions) {
        SingleOutputStreamOperator<RapidUnwind> unwinds =
                RapidUnwindPattern.follow(
                                graph.judge(
                                                positions.keyBy(PositionRulesFunction::key),
                                                "Position rules (per account and coin)",
                                                Uids.POSITION_RULES,
                                                new PositionRulesFunction(
                                                        graph.ruleLog(),
                                                        List.of(
                                                                new WhalePositionRule(),
                                                                new UnwindStepsRule())))
                                        .getSideOutput(DetectorFunction.tag(UnwindStepsRule.STEPS)))
                        .name("Open, increase, close (CEP)")
                        .uid(Uids.RAPID_UNWIND);
        graph.countsLate(unwinds, RapidUnwindPattern.LATE);
        graph.judge(
                unwinds.keyBy(unwind -> unwind.ended().position()),
                "Rapid unwind (per account and coin)",
                Uids.RAPID_UNWIND_RULES,
                new RapidUnwindRulesFunction(graph.ruleLog(), List.of(new RapidUnwindRule())));
    }

    private static void withdrawals(
            RiskGraph graph,
            DataStream<PositionEvent> positions,
            DataStream<LiquidationFill> liquidations) {
        DataStream<AccountFact> facts =
                positions
                        .flatMap(new OfPosition())
                        .name("Facts of positions")
                        .uid(Uids.FACTS_OF_POSITIONS)
                        .union(
                                liquidations
                                        .flatMap(new OfLiquidation())
                                        .name("Facts of liquidations")
                                        .uid(Uids.FACTS_OF_LIQUIDATIONS),
                                graph.read(
                                        Topic.LEDGER,
                                        AccountFact.class,
                                        RiskReadings::ledgerFact,
                                        "ledger",
                                        Uids.LEDGER_DECODE),
                                graph.readQuietly(
                                        Topic.ACCOUNT_STATES,
                                        AccountFact.class,
                                        RiskReadings::accountValueFact,
                                        "account values",
                                        Uids.ACCOUNT_VALUES_DECODE));
        SingleOutputStreamOperator<LiquidatedAfterWithdrawal> stories =
                WithdrawThenLiquidatePattern.follow(
                                graph.judge(
                                                facts.keyBy(AccountFact::account),
                                                "Stories of accounts (held)",
                                                Uids.ACCOUNT_STORIES,
                                                new AccountStoryRulesFunction(
                                                        graph.ruleLog(),
                                                        List.of(new AccountStoryRule())))
                                        .getSideOutput(
                                                DetectorFunction.tag(AccountStoryRule.STEPS)))
                        .name("Open, withdraw, liquidated (CEP)")
                        .uid(Uids.WITHDRAW_THEN_LIQUIDATE);
        graph.countsLate(stories, WithdrawThenLiquidatePattern.LATE);
        graph.judge(
                stories.keyBy(story -> story.liquidated().account()),
                "Withdrawal rules (per account)",
                Uids.WITHDRAWAL_RULES,
                new WithdrawalRulesFunction(
                        graph.ruleLog(), List.of(new WithdrawThenLiquidateRule())));
    }

    private static final class OfPosition implements FlatMapFunction<PositionEvent, AccountFact> {
        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(PositionEvent event, Collector<AccountFact> out) {
            AccountFact fact = AccountFact.of(event);
            if (fact != null) {
                out.collect(fact);
            }
        }
    }

    private static final class OfLiquidation
            implements FlatMapFunction<LiquidationFill, AccountFact> {
        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(LiquidationFill fill, Collector<AccountFact> out) {
            AccountFact fact = AccountFact.of(fill);
            if (fact != null) {
                out.collect(fact);
            }
        }
    }
}
