package io.hyperwatch.patterns.feed;

import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.rules.RuleState;

import java.util.ArrayList;
import java.util.List;

/**
 * Losses of one cause that came within a minute; state of {@link FeedStaleCore}.
 *
 * @param stream first that was lost; what the outage is called after
 * @param cause of all of them
 * @param sinceMs time of the first
 * @param dues of the losses that go on, earliest first
 * @param evidence all losses so far
 * @param judged whether the earliest due has passed and was judged
 * @param ruleVersion of the rule as it was in force for the first stream's newest record
 * @param ruleState of it
 * @param parameters of it
 */
public record Outage(
        String stream,
        String cause,
        long sinceMs,
        List<Due> dues,
        Evidence evidence,
        boolean judged,
        int ruleVersion,
        RuleState ruleState,
        FeedStaleParameters parameters) {

    /** What comes within this time of the first loss, of the same cause, is the same outage. */
    private static final long TOGETHER_MS = 60_000;

    static Outage begun(Loss loss, long timeMs, InForce<FeedStaleParameters> rule) {
        return new Outage(
                loss.stream(),
                loss.cause(),
                timeMs,
                List.of(),
                Evidence.NONE,
                false,
                rule.version(),
                rule.state(),
                rule.parameters());
    }

    boolean takes(Loss loss, long timeMs) {
        return cause.equals(loss.cause()) && timeMs <= sinceMs + TOGETHER_MS;
    }

    Outage plus(Loss loss, EvidenceEvent event) {
        return with(changed(loss.dueMs(), 1), evidence.plus(event), judged);
    }

    /** One that would have been due then has ended. */
    Outage minus(long dueMs) {
        return with(changed(dueMs, -1), evidence, judged);
    }

    Outage wasJudged() {
        return with(dues, evidence, true);
    }

    Outage judgedBy(InForce<FeedStaleParameters> rule) {
        return new Outage(
                stream,
                cause,
                sinceMs,
                dues,
                evidence,
                judged,
                rule.version(),
                rule.state(),
                rule.parameters());
    }

    InForce<FeedStaleParameters> rule() {
        return new InForce<>(ruleVersion, ruleState, parameters);
    }

    /** Losses that go on. */
    int open() {
        return dues.stream().mapToInt(Due::losses).sum();
    }

    /** {@link Detector#NEVER} when all have ended. */
    long earliestMs() {
        return dues.isEmpty() ? Detector.NEVER : dues.get(0).timeMs();
    }

    private List<Due> changed(long dueMs, int by) {
        List<Due> changed = new ArrayList<>(dues.size() + 1);
        boolean counted = false;
        for (Due due : dues) {
            if (!counted && due.timeMs() > dueMs) {
                changed.add(new Due(dueMs, by));
                counted = true;
            }
            if (due.timeMs() != dueMs) {
                changed.add(due);
            } else {
                counted = true;
                if (due.losses() + by > 0) {
                    changed.add(new Due(dueMs, due.losses() + by));
                }
            }
        }
        if (!counted) {
            changed.add(new Due(dueMs, by));
        }
        return changed;
    }

    private Outage with(List<Due> newDues, Evidence newEvidence, boolean newJudged) {
        return new Outage(
                stream,
                cause,
                sinceMs,
                newDues,
                newEvidence,
                newJudged,
                ruleVersion,
                ruleState,
                parameters);
    }
}
