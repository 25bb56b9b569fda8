package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Side;

import java.math.BigDecimal;
import java.util.Locale;

/** Limit orders that rest in the book. The caller holds the market's monitor. */
final class OrderDesk {

    private final Market market;
    private final AccountFeed feed;
    private final Ids ids;

    OrderDesk(Market market, AccountFeed feed, Ids ids) {
        this.market = market;
        this.feed = feed;
        this.ids = ids;
    }

    long place(String user, String coin, Side side, BigDecimal price, BigDecimal size) {
        market.state(coin);
        long oid = ids.oid();
        RestingOrder order =
                new RestingOrder(
                        user.toLowerCase(Locale.ROOT),
                        oid,
                        coin,
                        side,
                        price,
                        size,
                        size,
                        market.now());
        change(order, "open");
        return oid;
    }

    RestingOrder open(String user, long oid) {
        RestingOrder order = market.accounts().get(user).openOrder(oid);
        if (order == null) {
            throw new IllegalArgumentException(user + " has no open order " + oid);
        }
        return order;
    }

    void cancel(String user, long oid) {
        change(open(user, oid), "canceled");
    }

    /** The order has been traded away. */
    void filled(RestingOrder order) {
        change(order.filled(), "filled");
    }

    /** A liquidated account's orders of the coin leave the book, and it is told why. */
    void cancelLiquidated(String user, String coin) {
        for (RestingOrder order : market.accounts().get(user).openOrders()) {
            if (order.coin().equals(coin)) {
                change(order, "liquidatedCanceled");
                feed.event(
                        order.user(),
                        "nonUserCancel",
                        WireJson.array().add(AccountJson.cancelled(order)));
            }
        }
    }

    private void change(RestingOrder order, String status) {
        feed.order(new OrderChange(order, status, market.now()));
    }
}
