package io.hyperwatch.patterns.position;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.events.PositionEventType;
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

/** The rule, read off the contract: a plain loop that looks at the whole history each time. */
final class NaiveRapidUnwind {

    private static final long HOUR_MS = 3_600_000;

    final NaiveIncidents incidents;

    private final List<PositionEvent> history = new ArrayList<>();
    private final NaiveRules rules;

    NaiveRapidUnwind(String address, List<RuleChange> changes) {
        this.incidents = new NaiveIncidents("rapid-unwind", "account:" + address + "/coin:BTC");
        this.rules = new NaiveRules(RapidUnwindRule.DEFINITION, changes);
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
        long newest = Long.MIN_VALUE;
        for (PositionEvent before : history) {
            newest = Math.max(newest, before.timeMs());
        }
        if (newest < now - HOUR_MS - 20 * 60_000) {
            history.clear();
        }
        for (PositionEvent before : history) {
            boolean same = before.eventId().equals(event.eventId());
            if (before.timeMs() > event.timeMs() || before.timeMs() == event.timeMs() && same) {
                return;
            }
        }
        List<PositionEvent> position = position();
        if (position.isEmpty() && !begins(event)) {
            return;
        }
        history.add(event);
        boolean ends =
                event.eventType() == PositionEventType.POSITION_CLOSED
                        || event.eventType() == PositionEventType.POSITION_FLIPPED;
        long age = event.provenance().receivedAtMs() - event.timeMs();
        if (position.isEmpty() || !ends || age > 600_000) {
            return;
        }
        unwound(position, event, age > 60_000, now);
    }

    private void unwound(List<PositionEvent> position, PositionEvent end, boolean late, long now) {
        NaiveRule rule = rules.at("BTC", end.address(), Math.min(end.timeMs(), now));
        Map<String, NaiveIncidents.Event> evidence = new LinkedHashMap<>();
        BigDecimal peak = end.previousSize().abs().multiply(end.price());
        int increases = 0;
        for (PositionEvent event : position) {
            boolean first = evidence.isEmpty();
            boolean grew = event.eventType() == PositionEventType.POSITION_INCREASED;
            BigDecimal held = first || grew ? event.currentSize() : event.previousSize();
            peak = peak.max(held.abs().multiply(event.price()));
            increases += grew ? 1 : 0;
            if (first || grew && increases <= 10) {
                evidence.put(event.eventId(), naive(event));
            }
        }
        evidence.put(end.eventId(), naive(end));
        if (end.timeMs() - position.get(0).timeMs() <= rule.number("window_ms")
                && increases >= rule.number("min_increases")
                && peak.compareTo(rule.decimal("peak_usd")) >= 0) {
            for (Map.Entry<String, NaiveIncidents.Event> event : evidence.entrySet()) {
                incidents.hold(
                        rule,
                        Severity.WARNING,
                        end.timeMs(),
                        late,
                        now,
                        peak,
                        Math.max(60_000, 2 * rule.number("window_ms")),
                        evidence,
                        event.getKey(),
                        event.getValue().usd());
            }
        }
    }

    private static NaiveIncidents.Event naive(PositionEvent event) {
        return new NaiveIncidents.Event(event.timeMs(), event.changeUsd());
    }

    /** From the newest opening on; nothing once it has ended or is an hour old. */
    private List<PositionEvent> position() {
        List<PositionEvent> position = new ArrayList<>();
        for (PositionEvent event : history) {
            if (begins(event)) {
                position.clear();
                position.add(event);
            } else if (!position.isEmpty()) {
                boolean over =
                        event.eventType() == PositionEventType.POSITION_CLOSED
                                || event.timeMs() - position.get(0).timeMs() > HOUR_MS;
                if (over) {
                    position.clear();
                } else {
                    position.add(event);
                }
            }
        }
        return position;
    }

    private static boolean begins(PositionEvent event) {
        return event.eventType() == PositionEventType.POSITION_OPENED
                || event.eventType() == PositionEventType.POSITION_FLIPPED;
    }
}
