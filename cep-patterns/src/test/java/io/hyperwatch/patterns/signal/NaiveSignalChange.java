package io.hyperwatch.patterns.signal;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Recommendation;
import io.hyperwatch.events.Signal;
import io.hyperwatch.patterns.incident.NaiveIncidents;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rule, read off the contract: a plain loop that looks at the whole history each time. */
final class NaiveSignalChange {

    final NaiveIncidents incidents = new NaiveIncidents("signal-change", "coin:BTC");

    private final List<Signal> history = new ArrayList<>();
    private final NaiveRules rules;

    NaiveSignalChange(List<RuleChange> changes) {
        this.rules = new NaiveRules(SignalChangeRule.DEFINITION, changes);
    }

    void run(List<Step<Signal>> log) {
        for (Step<Signal> step : log) {
            incidents.pass(step.logTimeMs());
            if (step.input() != null && step.input().recommendation() != Recommendation.UNKNOWN) {
                judge(step.input(), step.logTimeMs());
            }
        }
    }

    private void judge(Signal signal, long now) {
        Signal before = null;
        for (Signal earlier : history) {
            if (earlier.timeMs() >= signal.timeMs()) {
                return;
            }
            before = before == null || earlier.timeMs() > before.timeMs() ? earlier : before;
        }
        history.add(signal);
        long age = signal.provenance().receivedAtMs() - signal.timeMs();
        if (before == null || age > 600_000) {
            return;
        }
        NaiveRule rule = rules.at("BTC", null, Math.min(signal.timeMs(), now));
        BigDecimal enough = rule.decimal("min_confidence");
        BigDecimal moved = signal.longBias().subtract(before.longBias()).abs();
        boolean sure = signal.confidence().compareTo(enough) >= 0;
        boolean wasSure = before.confidence().compareTo(enough) >= 0;
        if (signal.recommendation() != before.recommendation()
                || sure && !wasSure
                || moved.compareTo(rule.decimal("min_bias_move")) >= 0) {
            String id = "BTC|signal|" + signal.timeMs();
            incidents.hold(
                    rule,
                    Severity.INFO,
                    signal.timeMs(),
                    age > 60_000,
                    now,
                    null,
                    60_000,
                    Map.of(id, new NaiveIncidents.Event(signal.timeMs(), null)),
                    id,
                    null);
        }
    }
}
