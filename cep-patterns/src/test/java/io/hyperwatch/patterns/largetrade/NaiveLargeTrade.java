package io.hyperwatch.patterns.largetrade;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.patterns.incident.NaiveIncidents;
import io.hyperwatch.patterns.incident.Step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rule, read off the contract: a plain loop that looks at the whole history each time. */
final class NaiveLargeTrade {

    final NaiveIncidents incidents =
            new NaiveIncidents("large-trade", "coin:BTC", Severity.WARNING);

    /** A large order, the incident it was counted in, and the log time of its coming. */
    private record Large(String order, String incident, long seenMs) {}

    private final List<Large> history = new ArrayList<>();

    void run(List<Step<TakerOrder>> log) {
        for (Step<TakerOrder> step : log) {
            incidents.pass(step.logTimeMs());
            if (step.input() != null) {
                judge(step.input(), step.logTimeMs());
            }
        }
    }

    private void judge(TakerOrder order, long now) {
        if (order.timeliness() == Timeliness.HISTORY
                || order.valueUsd().compareTo(new BigDecimal(1_000_000)) <= 0) {
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
        incidents.hold(
                order.timeMs(),
                order.timeliness() == Timeliness.LATE,
                now,
                order.valueUsd(),
                Map.of(id, new NaiveIncidents.Event(order.timeMs(), order.valueUsd())),
                id,
                order.valueUsd());
        if (incidents.open() != null) {
            history.add(new Large(id, incidents.open(), now));
        }
    }
}
