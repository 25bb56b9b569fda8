package io.hyperwatch.patterns.midjump;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.patterns.incident.NaiveIncidents;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.mid.NaiveMid;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;

/** The rule, read off its page: a plain loop that looks at the whole history each time. */
final class NaiveMidJump {

    final NaiveIncidents incidents = new NaiveIncidents("mid-jump", "coin:BTC");

    private final NaiveMid history = new NaiveMid();
    private final NaiveRules rules;
    private BigDecimal last;
    private long lastTime;

    NaiveMidJump(List<RuleChange> changes) {
        this.rules = new NaiveRules(MidJumpRule.DEFINITION, changes);
    }

    void run(List<Step<Price>> log) {
        for (Step<Price> step : log) {
            incidents.pass(step.logTimeMs());
            if (step.input() != null) {
                judge(step.input(), step.logTimeMs());
            }
        }
    }

    private void judge(Price record, long now) {
        NaiveRule rule = rules.at(record.coin(), null, Math.min(record.timeMs(), now));
        long age = record.provenance().receivedAtMs() - record.timeMs();
        if (rule.state() == RuleState.PAUSED || age > 600_000 || !history.read(record)) {
            return;
        }
        long asOf = history.asOf(record.timeMs());
        BigDecimal mid =
                history.mid(
                        asOf,
                        rule.number("max_bbo_age_ms"),
                        rule.decimal("max_spread_pct"),
                        rule.number("max_mid_age_ms"));
        if (mid == null) {
            return;
        }
        BigDecimal before = asOf - lastTime <= rule.number("max_mid_age_ms") ? last : null;
        last = mid;
        lastTime = asOf;
        if (before == null) {
            return;
        }
        BigDecimal percent =
                mid.subtract(before)
                        .abs()
                        .multiply(new BigDecimal(100))
                        .divide(before, MathContext.DECIMAL128);
        if (percent.compareTo(rule.decimal("warning_pct")) <= 0) {
            return;
        }
        Price context = history.newest(PriceKind.CONTEXT);
        BigDecimal volume = context == null ? null : context.dayNotionalVolumeUsd();
        boolean critical =
                percent.compareTo(rule.decimal("critical_pct")) > 0
                        && volume != null
                        && volume.compareTo(rule.decimal("critical_min_volume_usd")) >= 0;
        String id = record.coin() + "|" + record.kind() + "|" + record.provenance().sequence();
        NaiveIncidents.Event event = new NaiveIncidents.Event(record.timeMs(), null);
        incidents.hold(
                rule,
                critical ? Severity.CRITICAL : Severity.WARNING,
                record.timeMs(),
                age > 60_000,
                now,
                null,
                rule.number("quiet_ms"),
                Map.of(id, event),
                id,
                null);
    }
}
