package io.hyperwatch.patterns.reference;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.patterns.funding.NaiveLastingIncidents;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.mid.NaiveMid;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rule, read off the contract: a plain loop that looks at the whole history each time. */
final class NaiveReferenceDeviation {

    private static final MathContext DIGITS = MathContext.DECIMAL128;

    final NaiveLastingIncidents incidents =
            new NaiveLastingIncidents("reference-deviation", "coin:BTC");
    int belowTheQuorum;

    private final List<Price> outside = new ArrayList<>();
    private final NaiveMid own = new NaiveMid();
    private final NaiveRules rules;

    NaiveReferenceDeviation(List<RuleChange> changes) {
        this.rules = new NaiveRules(ReferenceDeviationRule.DEFINITION, changes);
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
        if (age > 600_000 || !isNew(record)) {
            return;
        }
        Map<String, Price> venues = new LinkedHashMap<>();
        outside.forEach(price -> venues.put(price.venue(), price));
        long asOf = own.asOf(record.timeMs());
        for (Price venue : venues.values()) {
            asOf = Math.max(asOf, venue.timeMs());
        }
        List<BigDecimal> fresh = new ArrayList<>();
        for (Price venue : venues.values()) {
            if (asOf - venue.timeMs() <= rule.number("max_reference_age_ms")) {
                fresh.add(venue.midPrice());
            }
        }
        BigDecimal mid =
                own.mid(
                        asOf,
                        rule.number("max_bbo_age_ms"),
                        rule.decimal("max_spread_pct"),
                        rule.number("max_mid_age_ms"));
        if (fresh.size() < rule.number("min_venues")) {
            belowTheQuorum++;
            return;
        }
        if (mid != null) {
            compare(record, rule, mid, median(fresh), age > 60_000, now);
        }
    }

    private void compare(
            Price record,
            NaiveRule rule,
            BigDecimal mid,
            BigDecimal reference,
            boolean late,
            long now) {
        BigDecimal percent =
                mid.subtract(reference)
                        .abs()
                        .multiply(new BigDecimal(100))
                        .divide(reference, DIGITS);
        long at = late ? Math.max(record.timeMs(), now) : record.timeMs();
        BigDecimal rearm = rule.decimal("info_pct").multiply(rule.decimal("rearm_ratio"));
        if (rule.state() == RuleState.PAUSED) {
            incidents.release(at);
        } else if (percent.compareTo(rule.decimal("info_pct")) > 0) {
            Severity severity =
                    percent.compareTo(rule.decimal("critical_pct")) > 0
                            ? Severity.CRITICAL
                            : percent.compareTo(rule.decimal("high_pct")) > 0
                                    ? Severity.HIGH
                                    : Severity.INFO;
            String id = record.coin() + "|" + record.kind() + "|" + record.provenance().sequence();
            incidents.hold(rule, severity, record.timeMs(), late, now, id);
            incidents.lasts(rule, at);
        } else if (percent.compareTo(rearm) < 0) {
            incidents.release(at);
        } else {
            incidents.lasts(rule, at);
        }
    }

    private boolean isNew(Price record) {
        if (record.kind() != PriceKind.REFERENCE) {
            return !outside.isEmpty() && own.read(record);
        }
        if (record.midPrice().signum() == 0) {
            return false;
        }
        for (Price earlier : outside) {
            if (earlier.venue().equals(record.venue())
                    && earlier.provenance().sequence().compareTo(record.provenance().sequence())
                            >= 0) {
                return false;
            }
        }
        return outside.add(record);
    }

    private static BigDecimal median(List<BigDecimal> prices) {
        List<BigDecimal> sorted = prices.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : sorted.get(middle - 1).add(sorted.get(middle)).divide(new BigDecimal(2), DIGITS);
    }
}
