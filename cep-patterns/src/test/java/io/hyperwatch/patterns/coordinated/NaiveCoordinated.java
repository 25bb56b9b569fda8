package io.hyperwatch.patterns.coordinated;

import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The rule, read off the contract: a plain loop that looks at the whole history each time. */
final class NaiveCoordinated {

    private static final String RULE = "coordinated-liquidation";

    final List<Told> told = new ArrayList<>();

    private final String subject;
    private final NaiveRules rules;
    private final List<LiquidationFill> history = new ArrayList<>();

    /** How bad the incidents of a version with the same beginning were told to be. */
    private final Map<String, Severity> worst = new HashMap<>();

    private String incident;
    private boolean shadow;
    private int version;
    private Severity severity;
    private String first;
    private long firstMs;
    private long heldMs;
    private long quietMs;
    private BigDecimal valueUsd;
    private Map<String, BigDecimal> evidence;

    NaiveCoordinated(String account, List<RuleChange> changes) {
        this.subject = "account:" + account;
        this.rules = new NaiveRules(CoordinatedRule.DEFINITION, changes);
    }

    void run(List<Step<LiquidationFill>> log) {
        for (Step<LiquidationFill> step : log) {
            if (incident != null && heldMs + quietMs <= step.logTimeMs()) {
                tell(AlertKind.RESOLVE, heldMs + quietMs, false);
                incident = null;
            }
            if (step.input() != null) {
                judge(step.input(), step.logTimeMs());
            }
        }
    }

    private void judge(LiquidationFill fill, long now) {
        NaiveRule rule = rules.at(fill.coin(), fill.liquidatedUser(), Math.min(fill.timeMs(), now));
        long oldest = now - 80 * 60_000;
        if (!fill.counted() || fill.history() || fill.liquidationStartMs() < oldest) {
            return;
        }
        history.add(fill);
        LiquidationGrade least =
                LiquidationGrade.valueOf(rule.text("min_grade").toUpperCase(Locale.ROOT));
        if (rule.state() == RuleState.PAUSED || fill.grade().ordinal() < least.ordinal()) {
            return;
        }
        Severity judged = Severity.HIGH;
        List<LiquidationFill> window = window(fill, members(rule, least, oldest, false), rule);
        if (window == null && least == LiquidationGrade.INFERRED_BURST) {
            judged = Severity.WARNING;
            window = window(fill, members(rule, least, oldest, true), rule);
        }
        if (window != null) {
            hold(rule, judged, fill, window, now);
        }
    }

    /** The newest fill of each liquidation that counts, which knows its start and value. */
    private List<LiquidationFill> members(
            NaiveRule rule, LiquidationGrade least, long oldest, boolean guesses) {
        Map<String, List<LiquidationFill>> all = new LinkedHashMap<>();
        for (LiquidationFill one : history) {
            all.computeIfAbsent(one.liquidationId(), id -> new ArrayList<>()).add(one);
        }
        all.values().removeIf(fills -> newest(fills).liquidationStartMs() < oldest);
        List<LiquidationFill> members = new ArrayList<>();
        for (List<LiquidationFill> fills : all.values()) {
            boolean counts = surest(fills).ordinal() >= least.ordinal();
            if (isGuess(fills)) {
                counts &= guesses;
                for (List<LiquidationFill> others : all.values()) {
                    counts &= isGuess(others) || !sameRun(fills, others);
                }
            }
            if (counts) {
                members.add(newest(fills));
            }
        }
        return members;
    }

    private static boolean sameRun(List<LiquidationFill> guess, List<LiquidationFill> sure) {
        return newest(guess).coin().equals(newest(sure).coin())
                && newest(guess).liquidationStartMs() - end(sure) <= 5_000
                && newest(sure).liquidationStartMs() - end(guess) <= 5_000;
    }

    private static long end(List<LiquidationFill> fills) {
        return fills.stream().mapToLong(LiquidationFill::timeMs).max().getAsLong();
    }

    private static LiquidationFill newest(List<LiquidationFill> fills) {
        return fills.get(fills.size() - 1);
    }

    private static boolean isGuess(List<LiquidationFill> fills) {
        return surest(fills) == LiquidationGrade.INFERRED_BURST;
    }

    private static LiquidationGrade surest(List<LiquidationFill> fills) {
        LiquidationGrade surest = LiquidationGrade.UNKNOWN;
        for (LiquidationFill fill : fills) {
            surest = fill.grade().ordinal() > surest.ordinal() ? fill.grade() : surest;
        }
        return surest;
    }

    /** Of all windows around the fill's liquidation that hold, the one that ends latest. */
    private static List<LiquidationFill> window(
            LiquidationFill fill, List<LiquidationFill> members, NaiveRule rule) {
        if (members.size() < rule.number("min_liquidations")) {
            return null;
        }
        TreeSet<Long> ends = new TreeSet<>();
        members.forEach(member -> ends.add(member.liquidationStartMs()));
        long start = fill.liquidationStartMs();
        for (long end : ends.descendingSet()) {
            long begin = end - rule.number("window_ms");
            if (start < begin || start > end) {
                continue;
            }
            List<LiquidationFill> inside = new ArrayList<>();
            for (long at : ends) {
                for (LiquidationFill member : members) {
                    if (member.liquidationStartMs() == at && at >= begin && at <= end) {
                        inside.add(member);
                    }
                }
            }
            if (inside.size() >= rule.number("min_liquidations")
                    && total(inside).compareTo(rule.decimal("threshold_usd")) >= 0) {
                return inside;
            }
        }
        return null;
    }

    private static BigDecimal total(List<LiquidationFill> window) {
        return window.stream()
                .map(LiquidationFill::liquidationValueUsd)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void hold(
            NaiveRule rule,
            Severity judged,
            LiquidationFill fill,
            List<LiquidationFill> window,
            long now) {
        boolean late = fill.provenance().receivedAtMs() - fill.timeMs() > 60_000;
        long at = late ? Math.max(fill.timeMs(), now) : fill.timeMs();
        boolean toShadow = rule.state() == RuleState.SHADOW;
        if (incident != null && !shadow && toShadow) {
            return;
        }
        if (incident != null && shadow && !toShadow) {
            tell(AlertKind.RESOLVE, Math.max(heldMs, at), false);
            incident = null;
        }
        AlertKind kind = null;
        if (incident == null) {
            String begun = window.get(0).liquidationId();
            String id = AlertId.of(RULE, rule.version(), subject, AlertKind.OPEN, judged, begun);
            String beginning = rule.version() + "|" + begun;
            if (worst.containsKey(beginning) && worst.get(beginning).compareTo(judged) >= 0) {
                return;
            }
            worst.put(beginning, judged);
            kind = AlertKind.OPEN;
            incident = id;
            shadow = toShadow;
            version = rule.version();
            severity = judged;
            first = begun;
            firstMs = window.get(0).liquidationStartMs();
            heldMs = at;
            valueUsd = BigDecimal.ZERO;
            evidence = new LinkedHashMap<>();
        } else if (judged.compareTo(severity) > 0
                && judged.compareTo(
                                worst.getOrDefault(rule.version() + "|" + first, Severity.UNKNOWN))
                        > 0) {
            kind = AlertKind.ESCALATE;
            version = rule.version();
            severity = judged;
            worst.put(rule.version() + "|" + first, judged);
        }
        heldMs = Math.max(heldMs, at);
        quietMs = Math.max(60_000, 2 * rule.number("window_ms"));
        valueUsd = valueUsd.max(total(window));
        window.forEach(one -> evidence.put(one.liquidationId(), one.liquidationValueUsd()));
        if (kind != null) {
            tell(kind, fill.timeMs(), late);
        }
    }

    private void tell(AlertKind kind, long eventTimeMs, boolean late) {
        BigDecimal total = evidence.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        told.add(
                new Told(
                        kind,
                        AlertId.of(RULE, version, subject, kind, severity, first),
                        incident,
                        severity,
                        eventTimeMs,
                        firstMs,
                        Told.usd(valueUsd),
                        late,
                        evidence.size(),
                        Told.usd(total),
                        shadow));
    }
}
