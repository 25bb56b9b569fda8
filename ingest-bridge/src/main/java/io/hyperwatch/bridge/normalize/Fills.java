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
 * Channel {@code userFills}, in execution order. The array's own order is that, or the reverse of
 * it where its first fill is newer than its last, as REST writes an account's latest fills. Never
 * sorted: by (time, tid) an account's chain of positions would break.
 */
final class Fills {

    /** How {@code dir} begins on the fill of the liquidated account itself. */
    private static final String LIQUIDATED = "Liquidated ";

    private Fills() {}

    /** A snapshot, also an empty one, ends with a control record. */
    static void read(Reading in) throws MalformedFrameException {
        Fields data = Fields.of(in.data(), in.at());
        String user = data.address("user");
        in.alive("userFills", user);
        boolean snapshot = data.has("isSnapshot") && data.flag("isSnapshot");
        JsonNode array = data.array("fills");
        Elements.forEach(
                in,
                array,
                isNewestFirst(array),
                (fields, index) -> {
                    Fill fill = fill(fields, user, in.receivedAtMs(), in.watchlist());
                    in.out().event(Topic.FILLS, user, fill, fill.timeMs(), index, snapshot);
                },
                "fills");
        if (snapshot) {
            in.out().control(Topic.FILLS, user, HeaderNames.SNAPSHOT_END, array.size(), true);
        }
    }

    private static boolean isNewestFirst(JsonNode array) {
        return array.size() > 1
                && array.get(0).path("time").asLong()
                        > array.get(array.size() - 1).path("time").asLong();
    }

    /** One fill as WebSocket, REST and node files write it. */
    static Fill fill(Fields fields, String user, long receivedAtMs, Watchlist watchlist)
            throws MalformedFrameException {
        String direction = fields.text("dir");
        String owner = direction.startsWith(LIQUIDATED) ? user : null;
        return new Fill(
                user,
                fields.text("coin"),
                Trades.side(fields),
                fields.positive("px"),
                fields.positive("sz"),
                fields.time("time", receivedAtMs),
                fields.decimal("startPosition"),
                direction,
                fields.decimal("closedPnl"),
                fields.text("hash"),
                fields.id("oid"),
                fields.flag("crossed"),
                fields.decimal("fee"),
                fields.text("feeToken"),
                fields.id("tid"),
                fields.optionalId("twapId"),
                liquidation(fields.optionalObject("liquidation"), owner, watchlist),
                null);
    }

    /**
     * @param liquidatedOwner the fill's own account where the fill says that it was liquidated,
     *     else null; it is the victim unless the exchange names another
     */
    private static LiquidationMark liquidation(
            Fields fields, String liquidatedOwner, Watchlist watchlist)
            throws MalformedFrameException {
        if (fields == null) {
            return null;
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
