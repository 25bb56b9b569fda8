package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** The desk by a loop over all fills and all questions ever asked. */
final class NaiveDesk {

    /** Of one question: who, when, and until when not again. */
    record Asked(String user, long atMs, long sinceMs, long untilMs) {

        static Asked of(TrackingRequest request) {
            return new Asked(request.user(), request.timeMs(), request.sinceMs(), 0);
        }

        Asked told() {
            return new Asked(user, atMs, sinceMs, 0);
        }
    }

    private final NaiveRules rules;
    private final List<LiquidationFill> open = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final List<Asked> ended = new ArrayList<>();
    private NaiveRule newest;

    NaiveDesk(List<RuleChange> changes) {
        rules = new NaiveRules(TrackingDeskRule.DEFINITION, changes);
    }

    List<Asked> run(List<Step<LiquidationFill>> log) {
        for (Step<LiquidationFill> step : log) {
            TreeSet<Long> ends = new TreeSet<>();
            do {
                ends.clear();
                for (Asked one : asked) {
                    if (one.untilMs() <= step.logTimeMs() && !ended.contains(one)) {
                        ends.add(one.untilMs());
                    }
                }
                if (!ends.isEmpty()) {
                    asked.stream().filter(one -> one.untilMs() == ends.first()).forEach(ended::add);
                    ask(ends.first());
                }
            } while (!ends.isEmpty());
            if (step.input() != null) {
                read(step.input(), step.logTimeMs());
            }
        }
        return asked.stream().map(Asked::told).toList();
    }

    private void read(LiquidationFill fill, long nowMs) {
        NaiveRule rule =
                rules.at(fill.coin(), fill.liquidatedUser(), Math.min(fill.timeMs(), nowMs));
        if (rule.state() == RuleState.PAUSED) {
            return;
        }
        for (Asked one : asked) {
            if (one.user().equals(fill.liquidatedUser())
                    && one.untilMs() > nowMs
                    && fill.timeMs() <= one.atMs()) {
                return;
            }
        }
        newest = rule;
        open.add(fill);
        ask(nowMs);
    }

    private void ask(long nowMs) {
        for (String user : users()) {
            if (newestOf(user) < nowMs - 600_000) {
                forget(user);
            }
        }
        while (busy(nowMs) < newest.number("max_accounts") && mostWanted(nowMs) != null) {
            String user = mostWanted(nowMs);
            long since =
                    open.stream()
                            .filter(fill -> fill.liquidatedUser().equals(user))
                            .mapToLong(LiquidationFill::liquidationStartMs)
                            .min()
                            .orElseThrow();
            asked.add(
                    new Asked(
                            user,
                            nowMs,
                            since - newest.number("look_back_ms"),
                            nowMs + newest.number("ask_every_ms")));
            forget(user);
        }
        TreeMap<String, String> waiting = new TreeMap<>();
        for (String user : users()) {
            if (!isBusy(user, nowMs)) {
                waiting.put("%020d %s".formatted(newestOf(user), user), user);
            }
        }
        while (waiting.size() > newest.number("max_accounts")) {
            forget(waiting.pollFirstEntry().getValue());
        }
    }

    private String mostWanted(long nowMs) {
        String best = null;
        for (String user : users()) {
            if (!isBusy(user, nowMs)
                    && (best == null || largestOf(user).compareTo(largestOf(best)) > 0)) {
                best = user;
            }
        }
        return best;
    }

    private TreeSet<String> users() {
        TreeSet<String> users = new TreeSet<>();
        open.forEach(fill -> users.add(fill.liquidatedUser()));
        return users;
    }

    private void forget(String user) {
        open.removeIf(fill -> fill.liquidatedUser().equals(user));
    }

    private long newestOf(String user) {
        return open.stream()
                .filter(fill -> fill.liquidatedUser().equals(user))
                .mapToLong(LiquidationFill::timeMs)
                .max()
                .orElseThrow();
    }

    private BigDecimal largestOf(String user) {
        return open.stream()
                .filter(fill -> fill.liquidatedUser().equals(user))
                .map(LiquidationFill::liquidationValueUsd)
                .max(BigDecimal::compareTo)
                .orElseThrow();
    }

    private long busy(long nowMs) {
        return asked.stream().filter(one -> one.untilMs() > nowMs).count();
    }

    private boolean isBusy(String user, long nowMs) {
        return asked.stream().anyMatch(one -> one.user().equals(user) && one.untilMs() > nowMs);
    }
}
