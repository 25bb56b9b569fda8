package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Trade;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Collections;
import java.util.List;
import java.util.function.ToLongFunction;

/** What a new subscriber is sent first. The caller holds the market's monitor. */
final class Snapshots {

    /** REST and WebSocket serve at most so many fills at once. */
    static final int MAX_FILLS = 2_000;

    private static final int MAX_FUNDINGS = 500;

    private Snapshots() {}

    /**
     * @param socket sends a frame and answers when it left, in nanoseconds; 0: not at all
     */
    static void send(Market market, Subscription stream, ToLongFunction<ObjectNode> socket) {
        switch (stream.type()) {
            case "trades" -> sendTrades(market, stream, socket);
            case "userFills" -> sendFills(market, stream, socket);
            case "bbo" -> {
                Quote quote = market.state(stream.coin()).quote();
                market.feed().recordQuote(quote, socket.applyAsLong(WireJson.bboFrame(quote)));
            }
            case "allMids" -> socket.applyAsLong(midsFrame(market, stream.dex()));
            case "activeAssetCtx" -> {
                CoinState coin = market.state(stream.coin());
                AssetContext context = coin.context(market.now());
                boolean perp = coin.instrument().isPerp();
                market.feed()
                        .recordContext(
                                context, socket.applyAsLong(WireJson.contextFrame(context, perp)));
            }
            case "l2Book" ->
                    socket.applyAsLong(
                            WireJson.frame(
                                    "l2Book",
                                    Books.book(market.state(stream.coin()), stream, market.now())));
            case "candle" -> {
                if (market.state(stream.coin()).candles().newest(stream.interval()) != null) {
                    socket.applyAsLong(candleFrame(market, stream));
                }
            }
            case "userFundings" -> sendFundings(market, stream, socket);
            case "userNonFundingLedgerUpdates" -> sendLedger(market, stream, socket);
            case "clearinghouseState" -> socket.applyAsLong(stateFrame(market, stream));
            case "openOrders" -> socket.applyAsLong(ordersFrame(market, stream));
            default -> {
                // userEvents, orderUpdates: nothing until something happens
            }
        }
    }

    static ObjectNode midsFrame(Market market, String dex) {
        ObjectNode mids = mids(market, dex);
        ObjectNode data = WireJson.object().set("mids", mids);
        if (!dex.isEmpty()) {
            data.put("dex", dex);
        }
        return WireJson.frame("allMids", data);
    }

    static ObjectNode mids(Market market, String dex) {
        ObjectNode mids = WireJson.object();
        for (CoinState coin : market.coins().values()) {
            if (coin.instrument().dex().equals(dex) && !coin.instrument().delisted()) {
                mids.put(coin.instrument().coin(), Decimals.text(coin.mid()));
            }
        }
        return mids;
    }

    static ObjectNode candleFrame(Market market, Subscription stream) {
        Candles.Bar bar = market.state(stream.coin()).candles().newest(stream.interval());
        return WireJson.frame("candle", WireJson.candle(stream.coin(), stream.interval(), bar));
    }

    /** The last 30 trades, oldest first, not marked as a replay. */
    private static void sendTrades(
            Market market, Subscription stream, ToLongFunction<ObjectNode> socket) {
        List<Publication<Trade>> last = market.state(stream.coin()).lastTrades();
        if (last.isEmpty()) {
            return;
        }
        long sent =
                socket.applyAsLong(
                        WireJson.tradesFrame(last.stream().map(Publication::event).toList()));
        last.forEach(trade -> trade.sentAt(sent));
    }

    /** The newest fills, newest first as REST gives them; sent even if there are none. */
    private static void sendFills(
            Market market, Subscription stream, ToLongFunction<ObjectNode> socket) {
        List<Publication<Fill>> fills = newestFirst(market.accounts().get(stream.user()));
        long sent =
                socket.applyAsLong(
                        AccountJson.fillsFrame(
                                stream.user(),
                                fills.stream().map(Publication::event).toList(),
                                true));
        fills.forEach(fill -> fill.sentAt(sent));
    }

    /** The newest payments, oldest first as REST gives them; sent even if there are none. */
    private static void sendFundings(
            Market market, Subscription stream, ToLongFunction<ObjectNode> socket) {
        var all = market.accounts().get(stream.user()).fundings();
        var newest = all.subList(Math.max(0, all.size() - MAX_FUNDINGS), all.size());
        List<FundingPayment> payments = newest.stream().map(Publication::event).toList();
        long sent = socket.applyAsLong(AccountJson.fundingsFrame(stream.user(), payments, true));
        newest.forEach(payment -> payment.sentAt(sent));
    }

    /** The whole ledger, oldest first as REST gives it; sent even if it is empty. */
    private static void sendLedger(
            Market market, Subscription stream, ToLongFunction<ObjectNode> socket) {
        var all = market.accounts().get(stream.user()).ledger();
        List<LedgerEntry> entries = all.stream().map(Publication::event).toList();
        long sent = socket.applyAsLong(AccountJson.ledgerFrame(stream.user(), entries, true));
        all.forEach(entry -> entry.sentAt(sent));
    }

    static ObjectNode stateFrame(Market market, Subscription stream) {
        ObjectNode data = WireJson.object().put("dex", stream.dex()).put("user", stream.user());
        data.set(
                "clearinghouseState",
                AccountViews.clearinghouseState(market, stream.user(), stream.dex()));
        return WireJson.frame("clearinghouseState", data);
    }

    static ObjectNode ordersFrame(Market market, Subscription stream) {
        ObjectNode data = WireJson.object().put("dex", stream.dex()).put("user", stream.user());
        data.set("orders", AccountViews.frontendOrders(market, stream.user(), stream.dex()));
        return WireJson.frame("openOrders", data);
    }

    static List<Publication<Fill>> newestFirst(Account account) {
        List<Publication<Fill>> fills = account.fills();
        Collections.reverse(fills);
        return fills.subList(0, Math.min(MAX_FILLS, fills.size()));
    }
}
