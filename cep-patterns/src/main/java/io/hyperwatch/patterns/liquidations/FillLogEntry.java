package io.hyperwatch.patterns.liquidations;

import io.hyperwatch.events.Fill;

/**
 * A record of {@code hl.fills.v1}: one of the two fields is set.
 *
 * @param snapshotEndUser the account whose snapshot ended here
 * @param fill a fill
 */
public record FillLogEntry(String snapshotEndUser, Fill fill) {

    public static FillLogEntry of(Fill fill) {
        return new FillLogEntry(null, fill);
    }

    public static FillLogEntry snapshotEnd(String user) {
        return new FillLogEntry(user, null);
    }
}
