package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.events.OrderUpdate;
import io.hyperwatch.events.Side;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Orders: channels {@code orderUpdates} and {@code openOrders}, REST {@code openOrders}, {@code
 * frontendOpenOrders} and {@code historicalOrders}. The children of an order are listed in their
 * own right too.
 */
final class Orders {

    private final SocketUsers users;

    Orders(SocketUsers users) {
        this.users = users;
    }

    /** {@code [{"order":{…},"status","statusTimestamp"}]}, without a user. */
    void readUpdates(Reading in) throws MalformedFrameException {
        String user = users.of(in.connection(), "orderUpdates");
        in.alive("orderUpdates", user);
        readStatuses(in, user, Fields.array(in.data(), in.at()));
    }

    /** Newest first. */
    void readHistory(Reading in) throws MalformedFrameException {
        String user = Fields.of(in.request(), "request").address("user");
        readStatuses(in, user, Fields.array(in.data(), in.at()));
    }

    /** All open orders on one dex, again and again. */
    void readOpen(Reading in) throws MalformedFrameException {
        Fields data = Fields.of(in.data(), in.at());
        String user = data.address("user");
        in.alive("openOrders", Dexes.subject(user, Dexes.of(data)));
        readOpen(in, user, data.array("orders"), "orders");
    }

    void readOpenAnswer(Reading in) throws MalformedFrameException {
        String user = Fields.of(in.request(), "request").address("user");
        readOpen(in, user, Fields.array(in.data(), in.at()));
    }

    /** {@code [{"coin","oid"}]} of a {@code userEvents} frame: cancelled by the exchange. */
    void readCancels(Reading in, String user, JsonNode array) {
        Elements.forEach(
                in,
                array,
                (cancel, index) -> {
                    OrderUpdate update =
                            new OrderUpdate(
                                    user,
                                    cancel.text("coin"),
                                    cancel.id("oid"),
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    OrderUpdate.NON_USER_CANCEL,
                                    in.receivedAtMs(),
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null);
                    publish(in, update, index, false);
                },
                "nonUserCancel");
    }

    private static void readStatuses(Reading in, String user, JsonNode array) {
        long first = array.path(0).path("statusTimestamp").asLong();
        long last = array.path(array.size() - 1).path("statusTimestamp").asLong();
        Elements.forEach(
                in,
                array,
                first > last,
                (row, index) -> {
                    long statusTimeMs = row.time("statusTimestamp", in.receivedAtMs());
                    String status = row.text("status");
                    Fields order = row.object("order");
                    publish(in, order(order, user, status, statusTimeMs, in), index, false);
                });
    }

    private static void readOpen(Reading in, String user, JsonNode array, String... path) {
        Elements.forEach(
                in,
                array,
                (order, index) -> {
                    long placedMs = order.time("timestamp", in.receivedAtMs());
                    OrderUpdate open = order(order, user, OrderUpdate.OPEN, placedMs, in);
                    publish(in, open, index, true);
                },
                path);
        in.out().control(Topic.ORDERS, user, HeaderNames.SNAPSHOT_END, array.size(), true);
    }

    private static void publish(Reading in, OrderUpdate update, int index, boolean snapshot) {
        in.out().event(Topic.ORDERS, update.user(), update, update.statusTimeMs(), index, snapshot);
    }

    private static OrderUpdate order(
            Fields order, String user, String status, long statusTimeMs, Reading in)
            throws MalformedFrameException {
        Side side = Trades.side(order);
        return new OrderUpdate(
                user,
                order.text("coin"),
                order.id("oid"),
                side,
                order.notNegative("limitPx"),
                order.notNegative("sz"),
                order.has("origSz") ? order.notNegative("origSz") : null,
                order.time("timestamp", in.receivedAtMs()),
                status,
                statusTimeMs,
                order.optionalText("cloid"),
                order.optionalText("orderType"),
                order.optionalText("tif"),
                order.has("triggerPx") ? order.notNegative("triggerPx") : null,
                order.optionalText("triggerCondition"),
                flag(order, "isTrigger"),
                flag(order, "isPositionTpsl"),
                flag(order, "reduceOnly"),
                null);
    }

    private static Boolean flag(Fields order, String name) throws MalformedFrameException {
        return order.has(name) ? Boolean.valueOf(order.flag(name)) : null;
    }
}
