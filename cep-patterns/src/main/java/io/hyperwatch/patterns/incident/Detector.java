package io.hyperwatch.patterns.incident;

/**
 * A rule's decision core as its host sees it. For each record in log order the host calls {@link
 * #advance} with the record's log time and then {@link #judge}; in silence it calls {@link
 * #advance} when a deadline has come. Log time never falls. {@code advance(a); advance(b)} gives
 * what {@code advance(b)} gives, only sooner.
 *
 * @param <I> the records judged
 */
public interface Detector<I> {

    /** No deadline pending. */
    long NEVER = Long.MAX_VALUE;

    /** Fires each deadline that is not after the log time. */
    void advance(long logTimeMs);

    void judge(I input, long logTimeMs);

    /** {@link #NEVER} when none. */
    long nextDeadlineMs();
}
