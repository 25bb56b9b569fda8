package io.hyperwatch.patterns.flashloan;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.patterns.incident.NaiveIncidents;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The rule, read off the contract: a plain loop that looks at the whole history each time. */
final class NaiveFlashLoan {

    final NaiveIncidents incidents = new NaiveIncidents("flash-loan", "venue");

    private final List<LiquidationFill> history = new ArrayList<>();
    private final NaiveRules rules;

    NaiveFlashLoan(List<RuleChange> changes) {
        this.rules = new NaiveRules(FlashLoanRule.DEFINITION, changes);
    }

    void run(List<Step<LiquidationFill>> log) {
        for (Step<LiquidationFill> step : log) {
            incidents.pass(step.logTimeMs());
            if (step.input() != null) {
                judge(step.input(), step.logTimeMs());
            }
        }
    }

    private void judge(LiquidationFill fill, long now) {
        NaiveRule rule = rules.at(fill.coin(), fill.liquidatedUser(), Math.min(fill.timeMs(), now));
        long window = rule.number("window_ms");
        boolean confirmed =
                fill.grade() == LiquidationGrade.CONFIRMED_FILL
                        || fill.grade() == LiquidationGrade.CONFIRMED_BACKSTOP;
        long oldest = now - 20 * 60_000;
        if (!fill.counted() || fill.history() || !confirmed || fill.liquidationStartMs() < oldest) {
            return;
        }
        history.add(fill);
        // the newest fill of a liquidation knows its start and value
        Map<String, LiquidationFill> newest = new LinkedHashMap<>();
        for (LiquidationFill one : history) {
            newest.put(one.liquidationId(), one);
        }
        newest.values().removeIf(one -> one.liquidationStartMs() < oldest);
        TreeSet<Long> starts = new TreeSet<>();
        newest.values().forEach(one -> starts.add(one.liquidationStartMs()));
        for (long begin : starts) {
            if (begin > fill.liquidationStartMs() || fill.liquidationStartMs() > begin + window) {
                continue;
            }
            List<LiquidationFill> members = members(newest, begin, window);
            BigDecimal total = BigDecimal.ZERO;
            for (LiquidationFill member : members) {
                total = total.add(member.liquidationValueUsd());
            }
            if (members.size() >= rule.number("min_liquidations")
                    && total.compareTo(rule.decimal("threshold_usd")) > 0) {
                hold(rule, fill, members, total, now);
                return;
            }
        }
    }

    /** In the order of their starts, then of their first arrival. */
    private static List<LiquidationFill> members(
            Map<String, LiquidationFill> newest, long begin, long window) {
        List<LiquidationFill> members = new ArrayList<>();
        for (long start = begin; start - begin <= window && start != Long.MAX_VALUE; ) {
            for (LiquidationFill one : newest.values()) {
                if (one.liquidationStartMs() == start) {
                    members.add(one);
                }
            }
            long next = Long.MAX_VALUE;
            for (LiquidationFill one : newest.values()) {
                if (one.liquidationStartMs() > start) {
                    next = Math.min(next, one.liquidationStartMs());
                }
            }
            start = next;
        }
        return members;
    }

    private void hold(
            NaiveRule rule,
            LiquidationFill fill,
            List<LiquidationFill> members,
            BigDecimal total,
            long now) {
        Map<String, NaiveIncidents.Event> evidence = new LinkedHashMap<>();
        for (LiquidationFill member : members) {
            for (LiquidationFill one : history) {
                if (one.liquidationId().equals(member.liquidationId())) {
                    evidence.put(
                            one.identity(), new NaiveIncidents.Event(one.timeMs(), one.valueUsd()));
                }
            }
        }
        boolean late = fill.provenance().receivedAtMs() - fill.timeMs() > 60_000;
        incidents.hold(
                rule,
                Severity.CRITICAL,
                fill.timeMs(),
                late,
                now,
                total,
                Math.max(60_000, 2 * rule.number("window_ms")),
                evidence,
                fill.identity(),
                fill.valueUsd());
    }
}
