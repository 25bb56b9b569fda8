package io.hyperwatch.patterns.feed;

/**
 * A loss that goes on; state of {@link FeedStaleCore}.
 *
 * @param outage stream that its outage is called after
 * @param dueMs from when on it is too long
 */
public record LostStream(String outage, long dueMs) {}
