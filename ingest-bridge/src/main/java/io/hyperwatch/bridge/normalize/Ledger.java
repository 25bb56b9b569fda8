package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Ledger entries: channel {@code userNonFundingLedgerUpdates}, REST of the same name, and the
 * liquidations of {@code userEvents}.
 */
final class Ledger {

    private static final String STREAM = "userNonFundingLedgerUpdates";
    private static final int MAX_ROWS = 2_000;
    private static final int REMEMBERED = 1_000;
    private static final int REMEMBERED_TOTAL = 100_000;

    /**
     * One transaction can hold several entries of one type, rewards in two tokens for example, so
     * what an entry says counts too. Its hash code does not depend on the order of the fields.
     */
    private record EntryId(long timeMs, String hash, String type, int delta) {}

    private final RecentIds ids = new RecentIds(REMEMBERED, REMEMBERED_TOTAL);

    void read(Reading in) throws MalformedFrameException {
        Fields data = Fields.of(in.data(), in.at());
        String user = data.address("user");
        in.alive(STREAM, user);
        boolean snapshot = data.has("isSnapshot") && data.flag("isSnapshot");
        JsonNode array = data.array("nonFundingLedgerUpdates");
        ListTally tally = new ListTally();
        readArray(in, user, array, snapshot, tally, "nonFundingLedgerUpdates");
        if (snapshot) {
            in.out().control(Topic.LEDGER, user, HeaderNames.SNAPSHOT_END, array.size(), true);
            tally.report(in, STREAM + ":" + user, array.size(), MAX_ROWS);
        } else {
            tally.reportRepeats(in);
        }
    }

    void readAnswer(Reading in) throws MalformedFrameException {
        String user = Fields.of(in.request(), "request").address("user");
        JsonNode array = Fields.array(in.data(), in.at());
        ListTally tally = new ListTally();
        readArray(in, user, array, false, tally);
        tally.report(in, STREAM + ":" + user, array.size(), MAX_ROWS);
    }

    /** The one liquidation of a {@code userEvents} frame; it carries neither time nor hash. */
    void readEvent(Reading in, String user, Fields liquidation, JsonNode whole)
            throws MalformedFrameException {
        LedgerEntry entry = LedgerDelta.ofEvent(liquidation, whole, user, in.receivedAtMs());
        EntryId id = new EntryId(0, String.valueOf(entry.nonce()), entry.type(), 0);
        if (ids.add(user, id, entry.timeMs())) {
            in.out().event(Topic.LEDGER, user, entry, entry.timeMs(), 0, false);
        } else {
            in.duplicates(1);
        }
    }

    private void readArray(
            Reading in,
            String user,
            JsonNode array,
            boolean snapshot,
            ListTally tally,
            String... path) {
        Elements.forEach(
                in,
                array,
                Elements.isNewestFirst(array),
                (fields, index) -> {
                    JsonNode delta = array.get(index).path("delta");
                    LedgerEntry entry = LedgerDelta.entry(fields, delta, user, in.receivedAtMs());
                    EntryId id =
                            new EntryId(
                                    entry.timeMs(), entry.hash(), entry.type(), delta.hashCode());
                    boolean fresh = ids.add(user, id, entry.timeMs());
                    if (tally.count(entry.timeMs(), fresh)) {
                        in.out().event(Topic.LEDGER, user, entry, entry.timeMs(), index, snapshot);
                    }
                },
                path);
    }
}
