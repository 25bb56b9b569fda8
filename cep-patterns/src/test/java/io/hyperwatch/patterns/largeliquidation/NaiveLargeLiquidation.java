package io.hyperwatch.patterns.largeliquidation;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.patterns.incident.NaiveIncidents;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rule, read off the contract: a plain loop that looks at the whole history each time. */
final class NaiveLargeLiquidation {

    final NaiveIncidents incidents = new NaiveIncidents("large-liquidation", "coin:BTC");

    /** One look at a large liquidation: the evidence it is, in which incident, how bad. */
    private record Large(
            String liquidation, String event, String incident, Severity severity, long seenMs) {}

    private final List<Large> history = new ArrayList<>();
    private final NaiveRules rules;

    NaiveLargeLiquidation(List<RuleChange> changes) {
        this.rules = new NaiveRules(LargeLiquidationRule.DEFINITION, changes);
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
        LiquidationGrade least =
                LiquidationGrade.valueOf(rule.text("min_grade").toUpperCase(Locale.ROOT));
        boolean sure = fill.grade().ordinal() >= least.ordinal();
        boolean large = fill.liquidationValueUsd().compareTo(rule.decimal("threshold_usd")) > 0;
        if (!fill.counted() || fill.history() || !sure || !large) {
            return;
        }
        if (rule.state() == RuleState.PAUSED) {
            return;
        }
        Severity severity = Severity.HIGH;
        if (fill.liquidationValueUsd().compareTo(rule.decimal("critical_usd")) > 0) {
            severity = Severity.CRITICAL;
        }
        if (fill.grade() == LiquidationGrade.INFERRED_BURST) {
            severity = Severity.WARNING;
        }
        Large before = null;
        Severity worst = severity;
        for (Large one : history) {
            if (one.liquidation().equals(fill.liquidationId())) {
                before = one;
                worst = one.severity().ordinal() > worst.ordinal() ? one.severity() : worst;
            }
        }
        String event = fill.liquidationId();
        if (before != null && now - before.seenMs() <= 20 * 60_000) {
            boolean here = before.incident().equals(incidents.open());
            if (!here && before.severity().ordinal() >= severity.ordinal()) {
                history.add(
                        new Large(
                                fill.liquidationId(),
                                before.event(),
                                before.incident(),
                                before.severity(),
                                now));
                return;
            }
            event = here ? before.event() : fill.identity();
        }
        boolean counted =
                incidents.hold(
                        rule,
                        severity,
                        fill.timeMs(),
                        fill.provenance().receivedAtMs() - fill.timeMs() > 60_000,
                        now,
                        fill.liquidationValueUsd(),
                        60_000,
                        Map.of(
                                event,
                                new NaiveIncidents.Event(
                                        fill.liquidationStartMs(), fill.liquidationValueUsd())),
                        event,
                        fill.liquidationValueUsd());
        if (counted) {
            history.add(new Large(fill.liquidationId(), event, incidents.open(), worst, now));
        }
    }
}
