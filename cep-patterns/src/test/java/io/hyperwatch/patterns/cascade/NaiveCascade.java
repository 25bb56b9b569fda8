package io.hyperwatch.patterns.cascade;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.patterns.incident.NaiveIncidents;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The rule, read off the contract: a plain loop that looks at the whole history each time. */
final class NaiveCascade {

    /** A liquidation, put together from its fills. */
    private record Whole(
            String key, boolean inferred, long start, BigDecimal usd, List<LiquidationFill> fills) {

        static Whole of(String key, List<LiquidationFill> fills) {
            long start = Long.MAX_VALUE;
            LiquidationFill wisest = fills.get(0);
            for (LiquidationFill fill : fills) {
                start = Math.min(start, fill.liquidationStartMs());
                if (fill.liquidationFillCount() > wisest.liquidationFillCount()) {
                    wisest = fill;
                }
            }
            return new Whole(key, isInferred(wisest), start, wisest.liquidationValueUsd(), fills);
        }
    }

    final NaiveIncidents incidents = new NaiveIncidents("cascade", "coin:" + RandomCascades.COIN);
    final Map<String, BigDecimal> risks = new HashMap<>();
    final NaiveWaves waves = new NaiveWaves();

    private final Map<String, List<LiquidationFill>> byLiquidation = new LinkedHashMap<>();
    private final Map<String, String> trades = new HashMap<>();
    private final Map<String, Long> gone = new HashMap<>();
    private final Map<String, BigDecimal> evidence = new LinkedHashMap<>();
    private final NaiveRules rules;

    NaiveCascade(List<RuleChange> changes) {
        this.rules = new NaiveRules(CascadeRule.DEFINITION, changes);
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
        long oldest = now - 30 * 60_000;
        if (!fill.counted()
                || fill.history()
                || !counts(fill, rule.text("min_grade"))
                || fill.liquidationStartMs() < oldest) {
            return;
        }
        byLiquidation
                .values()
                .removeIf(
                        fills -> fills.stream().anyMatch(one -> one.liquidationStartMs() < oldest));
        gone.values().removeIf(start -> start < oldest);
        boolean guessing = rule.text("min_grade").equals("inferred_burst");
        String key = (isInferred(fill) ? "inferred " : "confirmed ") + fill.liquidationId();
        boolean confirms = false;
        if (guessing) {
            String known = trades.get(fill.identity());
            boolean knownInferred = known != null && known.startsWith("inferred");
            if (isInferred(fill)) {
                if (knownInferred || gone.containsKey(key)) {
                    return;
                }
                if (known != null) {
                    goes(key, fill.liquidationStartMs());
                    return;
                }
            } else if (knownInferred) {
                confirms = true;
                if (byLiquidation.containsKey(known)) {
                    goes(known, Long.MAX_VALUE);
                }
            }
            trades.put(fill.identity(), key);
        }
        BigDecimal usdBefore =
                byLiquidation.containsKey(key) ? Whole.of(key, byLiquidation.get(key)).usd() : null;
        byLiquidation.computeIfAbsent(key, one -> new ArrayList<>()).add(fill);
        Whole judged = Whole.of(key, byLiquidation.get(key));
        if (!isInferred(fill)) {
            waves.add(
                    judged.start(),
                    usdBefore == null,
                    usdBefore == null ? judged.usd() : judged.usd().subtract(usdBefore),
                    rule.number("wave_gap_ms"));
        }
        List<Whole> members = window(judged.start(), guessing, rule);
        if (members != null && rule.state() != RuleState.PAUSED) {
            BigDecimal risk = score(members).setScale(6, RoundingMode.HALF_EVEN);
            if (hold(rule, fill, confirms, members, risk, now)) {
                waves.tell(rule, incidents.open(), judged.start(), risk, fill, now);
            }
        }
    }

    private void goes(String key, long atMostMs) {
        List<LiquidationFill> fills = byLiquidation.remove(key);
        gone.put(key, fills == null ? atMostMs : Whole.of(key, fills).start());
    }

    /** Of those that end with a start and contain this one, the latest that holds. */
    private List<Whole> window(long start, boolean guessing, NaiveRule rule) {
        long length = rule.number("window_ms");
        List<Whole> all = new ArrayList<>();
        byLiquidation.forEach((key, fills) -> all.add(Whole.of(key, fills)));
        all.removeIf(one -> one.inferred() && !guessing);
        all.sort(
                Comparator.comparingLong(Whole::start)
                        .thenComparing(one -> one.fills().get(0).provenance().sequence()));
        TreeSet<Long> ends = new TreeSet<>();
        all.forEach(one -> ends.add(one.start()));
        for (long end : ends.descendingSet()) {
            if (end < start || end > start + length) {
                continue;
            }
            List<Whole> members =
                    all.stream()
                            .filter(one -> one.start() >= end - length && one.start() <= end)
                            .toList();
            if (holds(members, rule)) {
                return members;
            }
        }
        return null;
    }

    private boolean hold(
            NaiveRule rule,
            LiquidationFill fill,
            boolean confirms,
            List<Whole> members,
            BigDecimal risk,
            long now) {
        Map<String, NaiveIncidents.Event> all = new LinkedHashMap<>();
        for (Whole member : members) {
            member.fills()
                    .forEach(
                            one ->
                                    all.put(
                                            one.identity(),
                                            new NaiveIncidents.Event(
                                                    one.timeMs(), one.valueUsd())));
        }
        List<Whole> sure = members.stream().filter(one -> !one.inferred()).toList();
        Severity severity = Severity.WARNING;
        if (holds(sure, rule)) {
            BigDecimal score = score(sure);
            if (score.compareTo(rule.decimal("critical_score")) >= 0) {
                severity = Severity.CRITICAL;
            } else if (score.compareTo(rule.decimal("high_score")) >= 0) {
                severity = Severity.HIGH;
            }
        }
        String newest = fill.identity();
        if (confirms && incidents.open() != null && !evidence.containsKey(newest)) {
            newest = evidence.keySet().iterator().next();
        }
        String before = incidents.open();
        boolean counted =
                incidents.hold(
                        rule,
                        severity,
                        fill.timeMs(),
                        fill.provenance().receivedAtMs() - fill.timeMs() > 60_000,
                        now,
                        usd(members),
                        Math.max(60_000, 2 * rule.number("window_ms")),
                        all,
                        newest,
                        evidence.getOrDefault(newest, fill.valueUsd()));
        if (counted) {
            if (!incidents.open().equals(before)) {
                evidence.clear();
                all.forEach((identity, event) -> evidence.put(identity, event.usd()));
            }
            evidence.putIfAbsent(newest, fill.valueUsd());
            risks.merge(incidents.open(), risk, BigDecimal::max);
        }
        return counted;
    }

    private static boolean holds(List<Whole> members, NaiveRule rule) {
        return members.size() >= rule.number("min_liquidations")
                && usd(members).compareTo(rule.decimal("threshold_usd")) > 0;
    }

    private static BigDecimal usd(List<Whole> members) {
        return members.stream().map(Whole::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal score(List<Whole> members) {
        BigDecimal low = null;
        BigDecimal high = null;
        for (Whole member : members) {
            for (LiquidationFill fill : member.fills()) {
                if (fill.price().signum() != 0) {
                    low = low == null ? fill.price() : low.min(fill.price());
                    high = high == null ? fill.price() : high.max(fill.price());
                }
            }
        }
        BigDecimal byCount = part(new BigDecimal(members.size()), new BigDecimal(10), 30);
        BigDecimal byTotal = part(usd(members), new BigDecimal(5_000_000), 40);
        BigDecimal impactPct =
                low == null
                        ? BigDecimal.ZERO
                        : high.subtract(low)
                                .multiply(new BigDecimal(100))
                                .divide(low, MathContext.DECIMAL128);
        return byCount.add(byTotal).add(part(impactPct, new BigDecimal(5), 30));
    }

    private static BigDecimal part(BigDecimal value, BigDecimal full, int points) {
        BigDecimal max = new BigDecimal(points);
        return value.multiply(max).divide(full, MathContext.DECIMAL128).min(max);
    }

    private static boolean counts(LiquidationFill fill, String minGrade) {
        return switch (fill.grade()) {
            case INFERRED_BURST -> minGrade.equals("inferred_burst");
            case CONFIRMED_FILL -> !minGrade.equals("confirmed_backstop");
            default -> true;
        };
    }

    private static boolean isInferred(LiquidationFill fill) {
        return fill.grade() == LiquidationGrade.INFERRED_BURST;
    }
}
