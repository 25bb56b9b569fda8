package io.hyperwatch.patterns.funding;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rule, read off its page: a plain loop that looks at the whole history each time. */
final class NaiveExtremeFunding {

    final NaiveLastingIncidents incidents =
            new NaiveLastingIncidents("extreme-funding", "coin:BTC");
    int silences;

    private final List<FundingObservation> history = new ArrayList<>();
    private final NaiveRules rules;
    private long maxAge;

    NaiveExtremeFunding(List<RuleChange> changes) {
        this.rules = new NaiveRules(ExtremeFundingRule.DEFINITION, changes);
    }

    /** In the order of event times with the hold of 10 s, each at the log time it is judged at. */
    static List<Step<FundingObservation>> held(List<Step<FundingObservation>> log) {
        List<Step<FundingObservation>> held = new ArrayList<>();
        for (Step<FundingObservation> step : log) {
            FundingObservation said = step.input();
            if (said != null) {
                held.add(new Step<>(Math.max(said.timeMs() + 10_000, step.logTimeMs()), said));
            }
        }
        held.sort(
                Comparator.<Step<FundingObservation>>comparingLong(Step::logTimeMs)
                        .thenComparingLong(step -> step.input().timeMs())
                        .thenComparing(step -> step.input().source())
                        .thenComparing(step -> step.input().sequence()));
        held.add(log.get(log.size() - 1));
        return held;
    }

    void run(List<Step<FundingObservation>> log) {
        for (Step<FundingObservation> step : held(log)) {
            pass(step.logTimeMs());
            if (step.input() != null) {
                judge(step.input(), step.logTimeMs());
            }
        }
    }

    private void pass(long now) {
        if (incidents.isLasting() && lastWord().timeMs() + maxAge <= now) {
            silences++;
            incidents.release(lastWord().timeMs() + maxAge);
        }
        incidents.pass(now);
    }

    private void judge(FundingObservation said, long now) {
        for (FundingObservation earlier : history) {
            if (earlier.identity().equals(said.identity())) {
                return;
            }
        }
        history.add(said);
        NaiveRule rule = rules.at(said.coin(), said.account(), Math.min(said.timeMs(), now));
        maxAge = rule.number("max_rate_age_ms");
        boolean paused = rule.state() == RuleState.PAUSED;
        long age = said.receivedAtMs() - said.timeMs();
        BigDecimal threshold = rule.decimal("threshold_pct");
        if (age <= 600_000 && percent(said).compareTo(threshold) > 0) {
            incidents.hold(rule, Severity.HIGH, said.timeMs(), age > 60_000, now, said.identity());
        }
        BigDecimal rearm = threshold.multiply(rule.decimal("rearm_ratio"));
        long at = age > 60_000 ? Math.max(said.timeMs(), now) : said.timeMs();
        if (paused || percent(lastWord()).compareTo(rearm) < 0) {
            incidents.release(at);
        } else if (lastWord().timeMs() + maxAge > now) {
            incidents.lasts(rule, at);
        }
    }

    private FundingObservation lastWord() {
        FundingObservation last = null;
        for (FundingSource source : FundingSource.values()) {
            FundingObservation newest = null;
            for (FundingObservation said : history) {
                if (said.source() == source
                        && (newest == null || said.timeMs() >= newest.timeMs())) {
                    newest = said;
                }
            }
            if (newest != null && (last == null || newest.timeMs() >= last.timeMs())) {
                last = newest;
            }
        }
        return last;
    }

    private static BigDecimal percent(FundingObservation said) {
        return said.rate().abs().multiply(new BigDecimal(100));
    }
}
