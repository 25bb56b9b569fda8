package io.hyperwatch.patterns.oracle;

import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** The rule, read off the contract: a plain loop that looks at the whole history each time. */
final class NaiveOracleDeviation {

    private static final MathContext DIGITS = MathContext.DECIMAL128;

    final List<Told> told = new ArrayList<>();
    final List<String> signals = new ArrayList<>();
    int oldOracles;
    int oldTops;

    private final List<Price> history = new ArrayList<>();
    private String incident;
    private String firstIdentity;
    private long firstTime;
    private Severity severity;
    private int version;
    private boolean shadow;
    private final NaiveRules rules;
    private long events;
    private long lastHeld;
    private Long quietSince;
    private Long breachSince;
    private int sustained;
    private boolean critical;

    NaiveOracleDeviation(List<RuleChange> changes) {
        this.rules = new NaiveRules(OracleDeviationRule.DEFINITION, changes);
    }

    void run(List<Step<Price>> log) {
        for (Step<Price> step : log) {
            deadlines(step.logTimeMs());
            if (step.input() != null) {
                judge(step.input(), step.logTimeMs());
            }
        }
    }

    private void deadlines(long now) {
        int[] seconds = {30, 60, 300};
        while (breachSince != null
                && sustained < 3
                && breachSince + seconds[sustained] * 1000L <= now) {
            long step = breachSince + seconds[sustained] * 1000L;
            if (sustained == 0) {
                signals.add("BREACH " + incident + " " + step);
            }
            signals.add("SUSTAINED " + incident + " " + step);
            sustained++;
        }
        if (incident != null && quietSince != null && quietSince + 60_000 <= now) {
            tell(AlertKind.RESOLVE, quietSince + 60_000, false);
            incident = null;
            quietSince = null;
        }
    }

    private void judge(Price record, long now) {
        long age = record.provenance().receivedAtMs() - record.timeMs();
        if (age > 600_000) {
            return;
        }
        for (Price earlier : history) {
            if (earlier.kind() == record.kind()
                    && earlier.provenance().sequence().compareTo(record.provenance().sequence())
                            >= 0) {
                return;
            }
        }
        history.add(record);
        if (record.kind() == PriceKind.CONTEXT && record.oraclePrice() == null) {
            return;
        }
        if (newest(record.kind()) != record) {
            return;
        }
        Price context = newest(PriceKind.CONTEXT);
        if (context == null) {
            return;
        }
        if (record.timeMs() - context.timeMs() > 60_000) {
            oldOracles++;
            return;
        }
        BigDecimal oracle = context.oraclePrice();
        BigDecimal mid = mid(record.timeMs(), context);
        BigDecimal percent = null;
        for (BigDecimal price : new BigDecimal[] {mid, context.markPrice()}) {
            if (price != null) {
                BigDecimal one =
                        price.subtract(oracle)
                                .abs()
                                .divide(oracle, DIGITS)
                                .multiply(new BigDecimal(100));
                percent = percent == null ? one : percent.max(one);
            }
        }
        if (percent == null) {
            return;
        }
        boolean late = age > 60_000;
        long at = late ? Math.max(record.timeMs(), now) : record.timeMs();
        NaiveRule rule = rules.at(record.coin(), null, Math.min(record.timeMs(), now));
        BigDecimal warning = rule.decimal("warning_pct");
        boolean unheard =
                incident != null && !shadow && rule.state() == RuleState.SHADOW
                        || rule.state() == RuleState.PAUSED;
        if (!unheard && percent.compareTo(warning) > 0) {
            breach(rule, record, context, percent, late, at);
        } else if (unheard
                || percent.compareTo(warning.multiply(rule.decimal("rearm_ratio"))) < 0) {
            if (breachSince != null && sustained > 0) {
                signals.add("RECOVERED " + incident + " " + at);
            }
            breachSince = null;
            if (incident != null && quietSince == null) {
                quietSince = Math.max(lastHeld, at);
            }
        } else if (incident != null && shadow && rule.state() == RuleState.ACTIVE) {
            quietSince = quietSince == null ? Long.valueOf(Math.max(lastHeld, at)) : quietSince;
        } else {
            quietSince = null;
        }
    }

    private void breach(
            NaiveRule rule,
            Price record,
            Price context,
            BigDecimal percent,
            boolean late,
            long at) {
        boolean aboveOne = percent.compareTo(rule.decimal("critical_pct")) > 0;
        if (incident != null && shadow && rule.state() == RuleState.ACTIVE) {
            tell(AlertKind.RESOLVE, Math.max(lastHeld, at), false);
            incident = null;
        }
        boolean liquid =
                context.dayNotionalVolumeUsd() != null
                        && context.dayNotionalVolumeUsd().compareTo(new BigDecimal("1e7")) >= 0;
        Severity now = aboveOne && liquid ? Severity.CRITICAL : Severity.WARNING;
        quietSince = null;
        if (incident == null) {
            firstIdentity =
                    record.coin() + "|" + record.kind() + "|" + record.provenance().sequence();
            firstTime = record.timeMs();
            severity = now;
            version = rule.version();
            shadow = rule.state() == RuleState.SHADOW;
            events = 1;
            lastHeld = at;
            incident = id(AlertKind.OPEN, record.coin());
            tell(AlertKind.OPEN, record.timeMs(), late);
        } else {
            events++;
            lastHeld = Math.max(lastHeld, at);
            if (now == Severity.CRITICAL && severity == Severity.WARNING) {
                severity = now;
                version = rule.version();
                tell(AlertKind.ESCALATE, record.timeMs(), late);
            }
        }
        if (breachSince == null) {
            breachSince = at;
            sustained = 0;
            critical = aboveOne;
        } else if (aboveOne && !critical) {
            critical = true;
            if (sustained > 0) {
                signals.add("ESCALATED " + incident + " " + at);
            }
        }
    }

    private BigDecimal mid(long time, Price context) {
        Price top = newest(PriceKind.BBO);
        if (top != null
                && time - top.timeMs() <= 2_000
                && context.timeMs() - top.timeMs() > 2_000) {
            oldTops++;
        }
        if (top != null
                && time - top.timeMs() <= 2_000
                && context.timeMs() - top.timeMs() <= 2_000
                && top.bidPrice() != null
                && top.askPrice() != null) {
            BigDecimal mid = top.bidPrice().add(top.askPrice()).divide(new BigDecimal(2), DIGITS);
            BigDecimal spread = top.askPrice().subtract(top.bidPrice());
            if (spread.divide(mid, DIGITS).compareTo(new BigDecimal("0.01")) <= 0) {
                return mid;
            }
        }
        if (context.midPrice() != null) {
            return context.midPrice();
        }
        Price plain = newest(PriceKind.MID);
        return plain == null ? null : plain.midPrice();
    }

    private Price newest(PriceKind kind) {
        Price newest = null;
        for (Price price : history) {
            boolean usable = kind != PriceKind.CONTEXT || price.oraclePrice() != null;
            boolean stampedAtReceipt = kind != PriceKind.BBO;
            if (price.kind() == kind
                    && usable
                    && (stampedAtReceipt || newest == null || price.timeMs() >= newest.timeMs())) {
                newest = price;
            }
        }
        return newest;
    }

    private void tell(AlertKind kind, long eventTime, boolean late) {
        String coin = firstIdentity.substring(0, firstIdentity.indexOf('|'));
        told.add(
                new Told(
                        kind,
                        id(kind, coin),
                        incident,
                        severity,
                        eventTime,
                        firstTime,
                        null,
                        late,
                        events,
                        null,
                        shadow));
    }

    private String id(AlertKind kind, String coin) {
        return AlertId.of(
                "oracle-deviation", version, "coin:" + coin, kind, severity, firstIdentity);
    }
}
