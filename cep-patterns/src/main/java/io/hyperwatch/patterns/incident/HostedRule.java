package io.hyperwatch.patterns.incident;

import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleBook;
import io.hyperwatch.rules.RuleChange;

/** A rule at work: its core and the changes it goes by. */
final class HostedRule<I, P> {

    private final String rule;
    private final RuleBook<P> book;
    private final Detector<I, P> detector;

    HostedRule(Rule<I, P> rule, DetectorContext context) {
        this.rule = rule.definition().rule();
        this.book = new RuleBook<>(rule.definition());
        this.detector = rule.detector(context);
    }

    /** Whether it is a change of this rule and valid. */
    boolean take(RuleChange change) {
        if (!change.rule().equals(rule)) {
            return false;
        }
        try {
            book.add(change);
            return true;
        } catch (IllegalArgumentException e) {
            // Refused where the changes are read, with the reason as a dead letter.
            return false;
        }
    }

    void judge(I input, RecordScope scope, long logTimeMs) {
        detector.advance(logTimeMs);
        InForce<P> rules =
                book.at(scope.coin(), scope.account(), Math.min(scope.eventTimeMs(), logTimeMs));
        detector.judge(input, logTimeMs, rules);
    }

    void advance(long logTimeMs) {
        detector.advance(logTimeMs);
    }

    long nextDeadlineMs() {
        return detector.nextDeadlineMs();
    }
}
