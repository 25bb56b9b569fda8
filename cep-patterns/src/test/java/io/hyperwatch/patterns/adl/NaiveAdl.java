package io.hyperwatch.patterns.adl;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Fill;
import io.hyperwatch.patterns.incident.NaiveIncidents;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rule, read off the contract: a plain loop that looks at the whole history each time. */
final class NaiveAdl {

    final NaiveIncidents incidents = new NaiveIncidents("adl", "coin:BTC");

    private final List<Fill> history = new ArrayList<>();
    private final NaiveRules rules;

    private BigDecimal ofIncident;
    private boolean critical;
    private boolean shadow;

    NaiveAdl(List<RuleChange> changes) {
        this.rules = new NaiveRules(AdlRule.DEFINITION, changes);
    }

    void run(List<Step<Fill>> log) {
        for (Step<Fill> step : log) {
            incidents.pass(step.logTimeMs());
            if (step.input() != null) {
                judge(step.input(), step.logTimeMs());
            }
        }
    }

    private void judge(Fill fill, long now) {
        NaiveRule rule = rules.at(fill.coin(), fill.user(), Math.min(fill.timeMs(), now));
        long age = fill.provenance().receivedAtMs() - fill.timeMs();
        if (age > 600_000 || fill.timeMs() < now - 20 * 60_000) {
            return;
        }
        history.add(fill);
        if (rule.state() == RuleState.PAUSED) {
            return;
        }
        boolean toShadow = rule.state() == RuleState.SHADOW;
        boolean goesOn = incidents.open() != null && shadow == toShadow;
        BigDecimal usd = fill.price().multiply(fill.size());
        BigDecimal soFar = goesOn ? ofIncident.add(usd) : usd;
        BigDecimal value = soFar;
        BigDecimal window = largestWindow(fill, rule.number("window_ms"), now);
        boolean now100k = window.compareTo(rule.decimal("critical_usd")) >= 0;
        if (now100k && !(goesOn && critical)) {
            value = value.max(window);
        }
        boolean counted =
                incidents.hold(
                        rule,
                        now100k ? Severity.CRITICAL : Severity.WARNING,
                        fill.timeMs(),
                        age > 60_000,
                        now,
                        value,
                        Math.max(60_000, 2 * rule.number("window_ms")),
                        Map.of(fill.tradeIdentity(), new NaiveIncidents.Event(fill.timeMs(), usd)),
                        fill.tradeIdentity(),
                        usd);
        if (!counted) {
            return;
        }
        critical = incidents.severity() == Severity.CRITICAL;
        ofIncident = soFar;
        shadow = toShadow;
    }

    private BigDecimal largestWindow(Fill fill, long length, long now) {
        BigDecimal largest = BigDecimal.ZERO;
        for (Fill last : history) {
            if (last.timeMs() < fill.timeMs() || last.timeMs() > fill.timeMs() + length) {
                continue;
            }
            BigDecimal total = BigDecimal.ZERO;
            for (Fill one : history) {
                boolean inside =
                        one.timeMs() >= last.timeMs() - length && one.timeMs() <= last.timeMs();
                if (inside && one.timeMs() >= now - 20 * 60_000) {
                    total = total.add(one.price().multiply(one.size()));
                }
            }
            largest = largest.max(total);
        }
        return largest;
    }
}
