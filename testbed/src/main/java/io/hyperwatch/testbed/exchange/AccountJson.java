package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationMark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The exchange's JSON about accounts. */
final class AccountJson {

    private AccountJson() {}

    static ObjectNode fillsFrame(String user, List<Fill> fills, boolean snapshot) {
        return listFrame("userFills", user, "fills", fills(fills), snapshot);
    }

    static ObjectNode fundingsFrame(String user, List<FundingPayment> payments, boolean snapshot) {
        return listFrame(
                "userFundings", user, "fundings", array(payments, AccountJson::funding), snapshot);
    }

    static ObjectNode ledgerFrame(String user, List<LedgerEntry> entries, boolean snapshot) {
        return listFrame(
                "userNonFundingLedgerUpdates",
                user,
                "nonFundingLedgerUpdates",
                array(entries, AccountJson::ledgerEntry),
                snapshot);
    }

    private static ObjectNode listFrame(
            String channel, String user, String field, ArrayNode rows, boolean snapshot) {
        ObjectNode data = WireJson.object();
        if (snapshot) {
            data.put("isSnapshot", true);
        }
        data.put("user", user).set(field, rows);
        return WireJson.frame(channel, data);
    }

    /**
     * Subscription {@code userEvents} answers on channel {@code user} and names no user.
     *
     * @param kind {@code fills}, {@code funding}, {@code liquidation}, {@code nonUserCancel}
     */
    static ObjectNode userEventsFrame(String kind, JsonNode event) {
        return WireJson.frame("user", WireJson.object().set(kind, event));
    }

    static ObjectNode liquidation(
            long lid, String liquidator, String user, BigDecimal notional, BigDecimal value) {
        return WireJson.object()
                .put("lid", lid)
                .put("liquidator", liquidator)
                .put("liquidated_user", user)
                .put("liquidated_ntl_pos", Decimals.usdText(notional))
                .put("liquidated_account_value", Decimals.usdText(value));
    }

    static ObjectNode cancelled(RestingOrder order) {
        return WireJson.object().put("coin", order.coin()).put("oid", order.oid());
    }

    static ArrayNode fills(List<Fill> fills) {
        return array(fills, AccountJson::fill);
    }

    static <T> ArrayNode array(List<T> rows, Function<T, ObjectNode> json) {
        ArrayNode array = WireJson.array();
        rows.forEach(row -> array.add(json.apply(row)));
        return array;
    }

    private static ObjectNode fill(Fill fill) {
        ObjectNode node =
                WireJson.object()
                        .put("coin", fill.coin())
                        .put("px", Decimals.text(fill.price()))
                        .put("sz", Decimals.text(fill.size()))
                        .put("side", fill.side().name())
                        .put("time", fill.timeMs())
                        .put("startPosition", Decimals.text(fill.startPosition()))
                        .put("dir", fill.direction())
                        .put("closedPnl", Decimals.text(fill.closedPnl()))
                        .put("hash", fill.hash())
                        .put("oid", fill.oid())
                        .put("crossed", fill.crossed())
                        .put("fee", Decimals.text(fill.fee()))
                        .put("tid", fill.tid());
        LiquidationMark mark = fill.liquidation();
        if (mark != null) {
            node.set(
                    "liquidation",
                    WireJson.object()
                            .put("liquidatedUser", mark.liquidatedUser())
                            .put("markPx", Decimals.text(mark.markPrice()))
                            .put("method", mark.method().name().toLowerCase(Locale.ROOT)));
        }
        return node.put("feeToken", fill.feeToken()).put("twapId", fill.twapId());
    }

    static ObjectNode funding(FundingPayment payment) {
        return WireJson.object()
                .put("time", payment.timeMs())
                .put("coin", payment.coin())
                .put("usdc", Decimals.text(payment.usd()))
                .put("szi", Decimals.text(payment.positionSize()))
                .put("fundingRate", Decimals.text(payment.rate()))
                .putNull("nSamples");
    }

    /** REST wraps the payment like a ledger entry, with a hash of zeros. */
    static ObjectNode fundingRow(FundingPayment payment) {
        ObjectNode delta =
                WireJson.object()
                        .put("type", "funding")
                        .put("coin", payment.coin())
                        .put("usdc", Decimals.text(payment.usd()))
                        .put("szi", Decimals.text(payment.positionSize()))
                        .put("fundingRate", Decimals.text(payment.rate()))
                        .putNull("nSamples");
        ObjectNode row = WireJson.object().put("time", payment.timeMs()).put("hash", Ids.ZERO_HASH);
        return row.set("delta", delta);
    }

    static ObjectNode ledgerEntry(LedgerEntry entry) {
        ObjectNode row = WireJson.object().put("time", entry.timeMs()).put("hash", entry.hash());
        return row.set("delta", entry.delta());
    }

    static ObjectNode orderUpdatesFrame(OrderChange change) {
        ObjectNode update = WireJson.object().set("order", order(change.order()));
        update.put("status", change.status()).put("statusTimestamp", change.timeMs());
        return WireJson.frame("orderUpdates", WireJson.array().add(update));
    }

    /** As in {@code openOrders} of REST, and in order updates. */
    static ObjectNode order(RestingOrder order) {
        return WireJson.object()
                .put("coin", order.coin())
                .put("side", order.side().name())
                .put("limitPx", Decimals.text(order.limitPrice()))
                .put("sz", Decimals.text(order.size()))
                .put("oid", order.oid())
                .put("timestamp", order.placedMs())
                .put("origSz", Decimals.text(order.originalSize()));
    }

    static ObjectNode frontendOrder(RestingOrder order) {
        ObjectNode node =
                order(order)
                        .put("triggerCondition", "N/A")
                        .put("isTrigger", false)
                        .put("triggerPx", "0.0");
        node.set("children", WireJson.array());
        return node.put("isPositionTpsl", false)
                .put("reduceOnly", false)
                .put("orderType", "Limit")
                .put("tif", "Gtc")
                .putNull("cloid");
    }

    static ObjectNode historicalOrder(OrderChange change) {
        ObjectNode row = WireJson.object().set("order", frontendOrder(change.order()));
        return row.put("status", change.status()).put("statusTimestamp", change.timeMs());
    }
}
