package io.hyperwatch.patterns.feed;

import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;

/**
 * The rule's parameters. The bridge judges the silence of streams whose socket works by limits of
 * its own (20 s, contexts 10 s); these are for streams that lost their socket.
 *
 * @param contextSilentMs so long without asset contexts is too long
 * @param bookSilentMs so long without {@code allMids} or a book
 * @param gapOpenMs so long may any other gap be open
 */
public record FeedStaleParameters(long contextSilentMs, long bookSilentMs, long gapOpenMs)
        implements Serializable {

    private static final long MAX_MS = 3_600_000;

    public static final FeedStaleParameters DEFAULTS =
            new FeedStaleParameters(10_000, 20_000, 60_000);

    public FeedStaleParameters {
        Checks.between("context_silent_ms", contextSilentMs, 0, MAX_MS);
        Checks.between("book_silent_ms", bookSilentMs, 0, MAX_MS);
        Checks.between("gap_open_ms", gapOpenMs, 0, MAX_MS);
    }
}
