package io.hyperwatch.patterns.position;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.PositionEvent;
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
final class NaiveWhalePosition {

    final NaiveIncidents incidents;

    private record Large(String event, long cameMs) {}

    private final List<Large> history = new ArrayList<>();
    private final NaiveRules rules;

    NaiveWhalePosition(String address, List<RuleChange> changes) {
        this.incidents = new NaiveIncidents("whale-position", "account:" + address + "/coin:BTC");
        this.rules = new NaiveRules(WhalePositionRule.DEFINITION, changes);
    }

    void run(List<Step<PositionEvent>> log) {
        for (Step<PositionEvent> step : log) {
            incidents.pass(step.logTimeMs());
            if (step.input() != null) {
                judge(step.input(), step.logTimeMs());
            }
        }
    }

    private void judge(PositionEvent event, long now) {
        NaiveRule rule = rules.at("BTC", event.address(), Math.min(event.timeMs(), now));
        BigDecimal traded =
                event.currentSize().subtract(event.previousSize()).abs().multiply(event.price());
        long age = event.provenance().receivedAtMs() - event.timeMs();
        boolean large = traded.compareTo(rule.decimal("threshold_usd")) >= 0;
        if (!event.watched() || !large || age > 600_000) {
            return;
        }
        for (Large before : history) {
            if (before.event().equals(event.eventId()) && now - before.cameMs() <= 20 * 60_000) {
                return;
            }
        }
        history.add(new Large(event.eventId(), now));
        incidents.hold(
                rule,
                Severity.INFO,
                event.timeMs(),
                age > 60_000,
                now,
                traded,
                60_000,
                Map.of(event.eventId(), new NaiveIncidents.Event(event.timeMs(), traded)),
                event.eventId(),
                traded);
    }
}
