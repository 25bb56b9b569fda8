package io.hyperwatch.patterns.largetrade;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.patterns.incident.NaiveIncidents;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rule, read off the contract: a plain loop that looks at the whole history each time. */
final class NaiveLargeTrade {

    final NaiveIncidents incidents = new NaiveIncidents("large-trade", "coin:BTC");

    /** A large order, the incident it was counted in, and the log time of its coming. */
    private record Large(String order, String incident, long seenMs) {}

    private final List<Large> history = new ArrayList<>();
    private final NaiveRules rules;

    NaiveLargeTrade(List<RuleChange> changes) {
        this.rules = new NaiveRules(LargeTradeRule.DEFINITION, changes);
    }

    void run(List<Step<TakerOrder>> log) {
        for (Step<TakerOrder> step : log) {
            incidents.pass(step.logTimeMs());
            if (step.input() != null) {
                judge(step.input(), step.logTimeMs());
            }
        }
    }

    private void judge(TakerOrder order, long now) {
        NaiveRule rule = rules.at(order.coin(), order.taker(), Math.min(order.timeMs(), now));
        if (order.timeliness() == Timeliness.HISTORY
                || order.valueUsd().compareTo(rule.decimal("threshold_usd")) <= 0) {
            return;
        }
        String id = order.firstTradeIdentity();
        Large before = null;
        for (Large large : history) {
            if (large.order().equals(id)) {
                before = large;
            }
        }
        boolean known = before != null && now - before.seenMs() <= 10 * 60_000;
        if (known && !before.incident().equals(incidents.open())) {
            history.add(new Large(id, before.incident(), now));
            return;
        }
        boolean counted =
                incidents.hold(
                        rule,
                        Severity.WARNING,
                        order.timeMs(),
                        order.timeliness() == Timeliness.LATE,
                        now,
                        order.valueUsd(),
                        60_000,
                        Map.of(id, new NaiveIncidents.Event(order.timeMs(), order.valueUsd())),
                        id,
                        order.valueUsd());
        if (counted) {
            history.add(new Large(id, incidents.open(), now));
        }
    }
}
