package io.hyperwatch.patterns.incident;

import io.hyperwatch.patterns.rules.InForce;

/**
 * A rule's decision core as its host sees it. For each record in log order the host calls {@link
 * #advance} with the record's log time and then {@link #judge}; in silence it calls {@link
 * #advance} when a deadline has come. Log time never falls. {@code advance(a); advance(b)} gives
 * what {@code advance(b)} gives, only sooner.
 *
 * @param <I> the records judged
 * @param <P> the rule's parameters
 */
public interface Detector<I, P> {

    /** No deadline pending. */
    long NEVER = Long.MAX_VALUE;

    /** Fires each deadline that is not after the log time. */
    void advance(long logTimeMs);

    /**
     * @param rule as it is in force at the event time of the record; a paused one judges all the
     *     same, so that it knows what has happened when it is resumed, but its condition counts as
     *     not holding
     */
    void judge(I input, long logTimeMs, InForce<P> rule);

    /** {@link #NEVER} when none. */
    long nextDeadlineMs();
}
