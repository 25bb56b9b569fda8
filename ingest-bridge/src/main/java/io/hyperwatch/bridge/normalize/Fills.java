package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Fills of one account: channel {@code userFills}, the fills of {@code userEvents}, and the REST
 * answers {@code userFills} (newest first) and {@code userFillsByTime} (oldest first). They leave
 * in execution order, which is the array's own or the reverse of it. Never sorted: by (time, tid)
 * an account's chain of positions would break. A fill that is known yields no second record.
 */
final class Fills {

    /** How {@code dir} begins on the fill of the liquidated account itself. */
    private static final String LIQUIDATED = "Liquidated ";

    /** Rows in a snapshot or an answer at most. */
    private static final int MAX_ROWS = 2_000;

    /**
     * 2024-01-01. Fills of May 2023 were written without {@code tid} and {@code feeToken}; since
     * they have both, a fill without them is broken.
     */
    private static final long OLD_SHAPE_UNTIL_MS = 1_704_067_200_000L;

    private final FillIds ids;

    Fills(FillIds ids) {
        this.ids = ids;
    }

    /** A snapshot, also an empty one, ends with a control record. */
    void read(Reading in) throws MalformedFrameException {
        Fields data = Fields.of(in.data(), in.at());
        String user = data.address("user");
        in.alive("userFills", user);
        boolean snapshot = data.has("isSnapshot") && data.flag("isSnapshot");
        JsonNode array = data.array("fills");
        ListTally tally = new ListTally();
        readArray(in, user, array, Elements.isNewestFirst(array), snapshot, tally, "fills");
        if (snapshot) {
            in.out().control(Topic.FILLS, user, HeaderNames.SNAPSHOT_END, array.size(), true);
            tally.report(in, "userFills:" + user, array.size(), MAX_ROWS);
        } else {
            tally.reportRepeats(in);
        }
    }

    /** The fills of a {@code userEvents} frame. */
    void readEvents(Reading in, String user, JsonNode array) {
        ListTally tally = new ListTally();
        readArray(in, user, array, Elements.isNewestFirst(array), false, tally, "fills");
        tally.reportRepeats(in);
    }

    /** {@code [{"fill":{…},"twapId":7}]} of a {@code userEvents} frame. */
    void readSlices(Reading in, String user, JsonNode array) {
        ListTally tally = new ListTally();
        Elements.forEach(
                in,
                array,
                (slice, index) -> {
                    Fill fill =
                            fill(
                                    slice.object("fill"),
                                    user,
                                    slice.optionalId("twapId"),
                                    in.receivedAtMs(),
                                    in.watchlist());
                    publish(in, fill, index, false, tally);
                },
                "twapSliceFills");
        tally.reportRepeats(in);
    }

    /** Where all times are equal, {@code userFills} still is newest first. */
    void readLatest(Reading in) throws MalformedFrameException {
        JsonNode array = Fields.array(in.data(), in.at());
        readAnswer(in, array, !Elements.isOldestFirst(array));
    }

    void readByTime(Reading in) throws MalformedFrameException {
        JsonNode array = Fields.array(in.data(), in.at());
        readAnswer(in, array, Elements.isNewestFirst(array));
    }

    private void readAnswer(Reading in, JsonNode array, boolean backwards)
            throws MalformedFrameException {
        String user = Fields.of(in.request(), "request").address("user");
        ListTally tally = new ListTally();
        readArray(in, user, array, backwards, false, tally);
        tally.report(in, "userFills:" + user, array.size(), MAX_ROWS);
    }

    private void readArray(
            Reading in,
            String user,
            JsonNode array,
            boolean backwards,
            boolean snapshot,
            ListTally tally,
            String... path) {
        Elements.forEach(
                in,
                array,
                backwards,
                (fields, index) -> {
                    Fill fill = fill(fields, user, null, in.receivedAtMs(), in.watchlist());
                    publish(in, fill, index, snapshot, tally);
                },
                path);
    }

    private void publish(Reading in, Fill fill, int index, boolean snapshot, ListTally tally) {
        boolean fresh = ids.add(fill, false);
        if (tally.count(fill.timeMs(), fresh)) {
            in.out().event(Topic.FILLS, fill.user(), fill, fill.timeMs(), index, snapshot);
        }
    }

    /**
     * One fill as WebSocket, REST and node files write it. The price is 0 where an outcome settles
     * worthless.
     *
     * @param twapId as told beside the fill, null to read it from the fill
     */
    static Fill fill(
            Fields fields, String user, Long twapId, long receivedAtMs, Watchlist watchlist)
            throws MalformedFrameException {
        long timeMs = fields.time("time", receivedAtMs);
        boolean oldShape = timeMs < OLD_SHAPE_UNTIL_MS;
        String direction = fields.text("dir");
        String owner = direction.startsWith(LIQUIDATED) ? user : null;
        return new Fill(
                user,
                fields.text("coin"),
                Trades.side(fields),
                fields.notNegative("px"),
                fields.positive("sz"),
                timeMs,
                fields.decimal("startPosition"),
                direction,
                fields.decimal("closedPnl"),
                fields.text("hash"),
                fields.id("oid"),
                fields.flag("crossed"),
                fields.decimal("fee"),
                oldShape && !fields.has("feeToken") ? "USDC" : fields.text("feeToken"),
                oldShape && !fields.has("tid") ? derivedTid(fields) : fields.id("tid"),
                twapId == null ? fields.optionalId("twapId") : twapId,
                liquidation(fields.optionalObject("liquidation"), owner, watchlist),
                null);
    }

    /**
     * Tells the fills of one order within one millisecond apart by what they did to the position;
     * negative, so never one of the exchange's.
     */
    private static long derivedTid(Fields fields) throws MalformedFrameException {
        long hash = fields.id("oid");
        hash = 31 * hash + fields.decimal("startPosition").hashCode();
        hash = 31 * hash + fields.decimal("sz").hashCode();
        return -1 - (hash & Long.MAX_VALUE);
    }

    /**
     * @param liquidatedOwner the fill's own account where the fill says that it was liquidated,
     *     else null; it is the victim unless the exchange names another
     */
    private static LiquidationMark liquidation(
            Fields fields, String liquidatedOwner, Watchlist watchlist)
            throws MalformedFrameException {
        if (fields == null) {
            // Old fills say it in their direction alone, and only of a take-over.
            return liquidatedOwner == null
                    ? null
                    : new LiquidationMark(
                            liquidatedOwner,
                            null,
                            LiquidationMethod.BACKSTOP,
                            watchlist.isHlp(liquidatedOwner));
        }
        String liquidatedUser = fields.optionalAddress("liquidatedUser");
        String victim = liquidatedUser == null ? liquidatedOwner : liquidatedUser;
        LiquidationMethod method =
                switch (fields.text("method")) {
                    case "market" -> LiquidationMethod.MARKET;
                    case "backstop" -> LiquidationMethod.BACKSTOP;
                    default -> LiquidationMethod.UNKNOWN;
                };
        return new LiquidationMark(
                liquidatedUser,
                fields.positiveNumberOrText("markPx"),
                method,
                victim != null && watchlist.isHlp(victim));
    }
}
