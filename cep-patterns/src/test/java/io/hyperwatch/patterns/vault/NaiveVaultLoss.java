package io.hyperwatch.patterns.vault;

import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.events.VaultSnapshot.HistoryPoint;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rule, read off the contract: all snapshots are kept and looked through each time. */
final class NaiveVaultLoss {

    private static final MathContext MANY = new MathContext(60);
    private static final BigDecimal NOTHING = new BigDecimal("1e-40");

    final List<Told> told = new ArrayList<>();
    final List<String> figures = new ArrayList<>();

    private final NaiveRules rules;
    private final List<VaultSnapshot> history = new ArrayList<>();
    private final List<BigDecimal> values = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private VaultSnapshot newest;
    private String incident;
    private Severity severity;
    private int version;
    private boolean shadow;
    private String first;
    private long firstMs;
    private long lastHeldMs;
    private Long quietFromMs;
    private BigDecimal worst;
    private long events;

    NaiveVaultLoss(List<RuleChange> changes) {
        this.rules = new NaiveRules(VaultLossRule.DEFINITION, changes);
    }

    void run(List<Step<VaultSnapshot>> log) {
        for (Step<VaultSnapshot> step : log) {
            if (incident != null
                    && quietFromMs != null
                    && quietFromMs + 120_000 <= step.logTimeMs()) {
                tell(AlertKind.RESOLVE, quietFromMs + 120_000, false);
                incident = null;
            }
            if (step.input() != null) {
                judge(step.input(), step.logTimeMs());
            }
        }
    }

    private void judge(VaultSnapshot now, long logMs) {
        if (newest != null
                && now.provenance().sequence().compareTo(newest.provenance().sequence()) <= 0) {
            return;
        }
        newest = now;
        if (now.pnlHistory().isEmpty()) {
            figures.add("null null null");
            return;
        }
        follow(now);
        NaiveRule rule = rules.at(null, now.vault(), Math.min(now.timeMs(), logMs));
        BigDecimal loss = now.pnl24h().negate();
        BigDecimal drawdown = drawdown(now);
        List<BigDecimal> window =
                values.subList(
                        Math.max(0, values.size() - (int) rule.number("z_snapshots")),
                        values.size());
        boolean z = window.size() >= rule.number("z_min_snapshots") && moves(window, rule);
        BigDecimal anomaly = anomaly(loss, drawdown, rule);
        figures.add(six(drawdown) + " " + (z ? six(z(window)) : null) + " " + six(anomaly));

        long ageMs = now.provenance().receivedAtMs() - now.timeMs();
        if (ageMs > 600_000) {
            return;
        }
        boolean late = ageMs > 60_000;
        long atMs = late ? Math.max(now.timeMs(), logMs) : now.timeMs();
        int level = 0;
        level = above(loss, rule, "loss_high_usd") ? 2 : level;
        level = above(loss, rule, "loss_critical_usd") ? 3 : level;
        level = Math.max(level, above(drawdown, rule, "drawdown_pct") ? 2 : 0);
        level = Math.max(level, z && zAbove(window, rule.decimal("z_warning")) > 0 ? 1 : 0);
        level = Math.max(level, z && zAbove(window, rule.decimal("z_high")) > 0 ? 2 : 0);
        String[] scores = {"anomaly_warning", "anomaly_high", "anomaly_critical"};
        for (int i = 0; i < scores.length; i++) {
            if (compare(anomaly, rule.decimal(scores[i])) >= 0) {
                level = Math.max(level, i + 1);
            }
        }
        BigDecimal rearm = rule.decimal("rearm_ratio");
        boolean over =
                compare(loss, rearm.multiply(rule.decimal("loss_high_usd"))) < 0
                        && compare(drawdown, rearm.multiply(rule.decimal("drawdown_pct"))) < 0
                        && (!z || zAbove(window, rearm.multiply(rule.decimal("z_warning"))) < 0)
                        && compare(anomaly, rearm.multiply(rule.decimal("anomaly_warning"))) < 0;
        boolean inShadow = rule.state() == RuleState.SHADOW;
        if (rule.state() == RuleState.PAUSED || incident != null && !shadow && inShadow) {
            quiet(atMs);
        } else if (level > 0) {
            hold(now, rule, Severity.values()[level + 1], late, atMs, loss);
        } else if (over || incident != null && shadow != inShadow) {
            quiet(atMs);
        } else {
            quietFromMs = null;
        }
    }

    private void quiet(long atMs) {
        if (quietFromMs == null) {
            quietFromMs = Math.max(lastHeldMs, atMs);
        }
    }

    private void hold(
            VaultSnapshot now,
            NaiveRule rule,
            Severity level,
            boolean late,
            long atMs,
            BigDecimal loss) {
        if (incident != null && shadow && rule.state() == RuleState.ACTIVE) {
            tell(AlertKind.RESOLVE, Math.max(lastHeldMs, atMs), false);
            incident = null;
        }
        if (incident == null) {
            String identity = now.vault() + "|" + now.timeMs();
            String id =
                    AlertId.of(
                            "vault-loss",
                            rule.version(),
                            "vault:" + now.vault(),
                            AlertKind.OPEN,
                            level,
                            identity);
            if (!ids.add(id)) {
                return;
            }
            incident = id;
            first = identity;
            firstMs = now.timeMs();
            severity = level;
            version = rule.version();
            shadow = rule.state() == RuleState.SHADOW;
            worst = loss.signum() > 0 ? loss : null;
            lastHeldMs = atMs;
            events = 1;
            tell(AlertKind.OPEN, now.timeMs(), late);
        } else {
            events++;
            lastHeldMs = Math.max(lastHeldMs, atMs);
            if (loss.signum() > 0 && (worst == null || loss.compareTo(worst) > 0)) {
                worst = loss;
            }
            if (level.compareTo(severity) > 0) {
                version = rule.version();
                severity = level;
                tell(AlertKind.ESCALATE, now.timeMs(), late);
            }
        }
        quietFromMs = null;
    }

    /** What was earned since the snapshot before, as the newer history and the older one say. */
    private void follow(VaultSnapshot now) {
        VaultSnapshot before = history.isEmpty() ? null : history.get(history.size() - 1);
        history.add(now);
        if (before != null && now.pnlHistory().get(0).timeMs() <= end(before).timeMs()) {
            BigDecimal gone = BigDecimal.ZERO;
            long startMs = now.pnlHistory().get(0).timeMs();
            for (int i = 1; i < before.pnlHistory().size(); i++) {
                HistoryPoint from = before.pnlHistory().get(i - 1);
                HistoryPoint to = before.pnlHistory().get(i);
                if (to.timeMs() <= startMs) {
                    gone = gone.add(to.value().subtract(from.value()));
                } else if (from.timeMs() < startMs) {
                    BigDecimal share =
                            new BigDecimal(startMs - from.timeMs())
                                    .divide(new BigDecimal(to.timeMs() - from.timeMs()), MANY);
                    gone =
                            gone.add(
                                    to.value()
                                            .subtract(from.value())
                                            .multiply(share)
                                            .setScale(8, RoundingMode.HALF_EVEN));
                }
            }
            BigDecimal earned = now.pnl24h().subtract(before.pnl24h()).add(gone);
            values.add(values.get(values.size() - 1).add(earned));
        } else {
            values.clear();
            values.add(now.accountValue());
        }
    }

    private static HistoryPoint end(VaultSnapshot snapshot) {
        return snapshot.pnlHistory().get(snapshot.pnlHistory().size() - 1);
    }

    /** Percent. */
    private static BigDecimal drawdown(VaultSnapshot now) {
        BigDecimal worst = null;
        for (int i = 0; i < now.pnlHistory().size(); i++) {
            BigDecimal peak = null;
            for (int j = 0; j <= i; j++) {
                BigDecimal one = worth(now, j);
                peak = peak == null || one.compareTo(peak) > 0 ? one : peak;
            }
            if (peak.signum() > 0) {
                BigDecimal fall =
                        peak.subtract(worth(now, i))
                                .multiply(new BigDecimal(100))
                                .divide(peak, MANY);
                worst = worst == null || fall.compareTo(worst) > 0 ? fall : worst;
            }
        }
        return worst;
    }

    private static BigDecimal worth(VaultSnapshot now, int index) {
        return now.accountValueHistory().get(0).value().add(now.pnlHistory().get(index).value());
    }

    private BigDecimal anomaly(BigDecimal loss, BigDecimal drawdown, NaiveRule rule) {
        BigDecimal ofLoss =
                loss.max(BigDecimal.ZERO)
                        .divide(new BigDecimal(2_000_000), MANY)
                        .min(BigDecimal.ONE)
                        .multiply(new BigDecimal(40));
        BigDecimal ofDrawdown =
                drawdown == null
                        ? BigDecimal.ZERO
                        : drawdown.divide(BigDecimal.TEN, MANY)
                                .min(BigDecimal.ONE)
                                .multiply(new BigDecimal(30));
        BigDecimal sum = BigDecimal.ZERO;
        int count = 0;
        for (int i = history.size() - 1; i >= 0 && count < 10; i--) {
            sum = sum.add(history.get(i).pnl24h().abs());
            count++;
        }
        BigDecimal ofChange = BigDecimal.ZERO;
        if (sum.signum() > 0 && loss.abs().compareTo(rule.decimal("z_min_deviation_usd")) >= 0) {
            BigDecimal mean = sum.divide(new BigDecimal(count), MANY);
            ofChange =
                    loss.abs()
                            .divide(mean.multiply(new BigDecimal(2)), MANY)
                            .min(BigDecimal.ONE)
                            .multiply(new BigDecimal(30));
        }
        return ofLoss.add(ofDrawdown).add(ofChange);
    }

    private static boolean moves(List<BigDecimal> window, NaiveRule rule) {
        boolean same = true;
        for (BigDecimal value : window) {
            same &= value.compareTo(window.get(0)) == 0;
        }
        BigDecimal away = window.get(window.size() - 1).subtract(mean(window)).abs();
        return !same && compare(away, rule.decimal("z_min_deviation_usd")) >= 0;
    }

    /** How |z| compares with a limit, by squares. */
    private static int zAbove(List<BigDecimal> window, BigDecimal limit) {
        BigDecimal n = new BigDecimal(window.size());
        BigDecimal sum = window.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal value : window) {
            squares = squares.add(n.multiply(value).subtract(sum).pow(2));
        }
        BigDecimal newest = n.multiply(window.get(window.size() - 1)).subtract(sum).pow(2);
        return n.multiply(newest).compareTo(limit.pow(2).multiply(squares));
    }

    private static BigDecimal z(List<BigDecimal> window) {
        BigDecimal mean = mean(window);
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal value : window) {
            squares = squares.add(value.subtract(mean).pow(2));
        }
        BigDecimal deviation =
                squares.divide(new BigDecimal(window.size()), MANY).sqrt(new MathContext(40));
        return window.get(window.size() - 1).subtract(mean).divide(deviation, MANY);
    }

    private static BigDecimal mean(List<BigDecimal> window) {
        return window.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(new BigDecimal(window.size()), MANY);
    }

    private static boolean above(BigDecimal figure, NaiveRule rule, String name) {
        return figure != null && compare(figure, rule.decimal(name)) > 0;
    }

    /** Equal when they differ by less than the divisions above may have lost. */
    private static int compare(BigDecimal one, BigDecimal other) {
        if (one == null) {
            return -1;
        }
        return one.subtract(other).abs().compareTo(NOTHING) < 0 ? 0 : one.compareTo(other);
    }

    static String six(BigDecimal figure) {
        return figure == null
                ? null
                : figure.setScale(30, RoundingMode.HALF_EVEN)
                        .setScale(6, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }

    private void tell(AlertKind kind, long eventMs, boolean late) {
        told.add(
                new Told(
                        kind,
                        AlertId.of(
                                "vault-loss",
                                version,
                                first.replaceAll("(.*)\\|.*", "vault:$1"),
                                kind,
                                severity,
                                first),
                        incident,
                        severity,
                        eventMs,
                        firstMs,
                        Told.usd(worst),
                        late,
                        events,
                        null,
                        shadow));
    }
}
