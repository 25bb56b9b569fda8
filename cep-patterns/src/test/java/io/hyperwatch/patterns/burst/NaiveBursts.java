package io.hyperwatch.patterns.burst;

import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Bursts by a loop that keeps every trade for ever and adds everything up again each time. */
final class NaiveBursts {

    private static final class Group {
        private final String taker;
        private final Side side;
        private final List<Trade> trades = new ArrayList<>();
        private boolean told;
        private boolean work;

        Group(Trade first) {
            taker = first.taker();
            side = first.side();
        }

        long start() {
            return trades.stream().mapToLong(Trade::timeMs).min().orElseThrow();
        }

        long end() {
            return trades.stream().mapToLong(Trade::timeMs).max().orElseThrow();
        }
    }

    private final NaiveRules rules;
    private final List<Group> groups = new ArrayList<>();
    private final Set<Long> known = new HashSet<>();
    private final List<LiquidationFill> told = new ArrayList<>();

    NaiveBursts(List<RuleChange> changes) {
        rules = new NaiveRules(BurstRule.DEFINITION, changes);
    }

    List<LiquidationFill> run(List<Step<Trade>> log) {
        for (Step<Trade> step : log) {
            if (step.input() != null) {
                read(step.input(), step.logTimeMs());
            }
        }
        return told;
    }

    private void read(Trade trade, long logTimeMs) {
        boolean looksRight =
                trade.taker() != null
                        && !trade.hash().equals("0x0")
                        && trade.provenance().receivedAtMs() - trade.timeMs() <= 600_000
                        && logTimeMs - trade.timeMs() <= 60_000;
        if (!looksRight || !known.add(trade.tid())) {
            return;
        }
        Group group = null;
        for (Group one : groups) {
            if (group == null
                    && one.taker.equals(trade.taker())
                    && one.side == trade.side()
                    && one.start() - 5_000 <= trade.timeMs()
                    && trade.timeMs() <= one.end() + 5_000) {
                group = one;
            }
        }
        if (group == null) {
            group = new Group(trade);
            groups.add(group);
        }
        group.trades.add(trade);
        NaiveRule rule = rules.at(trade.coin(), trade.taker(), Math.min(trade.timeMs(), logTimeMs));
        boolean shortEnough = group.end() - group.start() <= rule.number("max_span_ms");
        group.work |= !shortEnough && !group.told;
        if (rule.state() == RuleState.PAUSED || !shortEnough || group.work) {
            return;
        }
        if (group.told) {
            tell(group, group.trades.size());
        } else if (holds(group, rule)) {
            group.told = true;
            for (int count = 1; count <= group.trades.size(); count++) {
                tell(group, count);
            }
        }
    }

    private static boolean holds(Group group, NaiveRule rule) {
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal size = BigDecimal.ZERO;
        BigDecimal first = BigDecimal.ZERO;
        BigDecimal low = group.trades.get(0).price();
        BigDecimal high = low;
        for (Trade trade : group.trades) {
            value = value.add(trade.price().multiply(trade.size()));
            size = size.add(trade.size());
            low = low.min(trade.price());
            high = high.max(trade.price());
            if (trade.timeMs() == group.start()) {
                first = first.add(trade.size());
            }
        }
        BigDecimal move = rule.decimal("min_move_pct").movePointLeft(2);
        boolean moved = high.compareTo(low.add(low.multiply(move))) >= 0;
        BigDecimal share = rule.decimal("first_step_pct");
        BigDecimal tolerance = rule.decimal("first_step_tolerance_pct");
        BigDecimal least = size.multiply(share.subtract(tolerance).movePointLeft(2));
        BigDecimal most = size.multiply(share.add(tolerance).movePointLeft(2));
        boolean twoSteps =
                group.start() < group.end()
                        && first.compareTo(least) >= 0
                        && first.compareTo(most) <= 0;
        return value.compareTo(rule.decimal("min_value_usd")) >= 0 && (moved || twoSteps);
    }

    private void tell(Group group, int count) {
        Trade trade = group.trades.get(count - 1);
        Trade first = group.trades.get(0);
        BigDecimal value = BigDecimal.ZERO;
        for (Trade one : group.trades.subList(0, count)) {
            value = value.add(one.price().multiply(one.size()));
        }
        String identity = first.coin() + "|" + first.timeMs() + "|" + first.tid();
        told.add(
                new LiquidationFill(
                        AlertId.digest(
                                List.of("liquidation", first.coin(), first.taker(), identity)),
                        trade.coin(),
                        trade.timeMs(),
                        trade.tid(),
                        trade.taker(),
                        trade.taker().equals(trade.buyer()) ? trade.seller() : trade.buyer(),
                        trade.side() == Side.B ? PositionSide.SHORT : PositionSide.LONG,
                        trade.price(),
                        trade.size(),
                        null,
                        null,
                        null,
                        trade.hash(),
                        LiquidationMethod.MARKET,
                        LiquidationGrade.INFERRED_BURST,
                        group.start(),
                        count,
                        value,
                        true,
                        false,
                        0,
                        trade.provenance()));
    }
}
