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

    private Snapshots() {}

    /**
     * @param socket sends a frame and answers when it left ({@link System#nanoTime}; 0: not at all)
     */
    static void send(Market market, Subscription stream, ToLongFunction<ObjectNode> socket) {
        switch (stream.type()) {
            case "trades" -> sendTrades(market, stream, socket);
            case "userFills" -> sendFills(market, stream, socket);
            case "bbo" -> {
                Quote quote = market.state(stream.coin()).quote();
                market.recordQuote(quote, socket.applyAsLong(WireJson.bboFrame(quote)));
            }
            case "allMids" -> socket.applyAsLong(midsFrame(market, stream.dex()));
            case "activeAssetCtx" -> {
                CoinState coin = market.state(stream.coin());
                AssetContext context = coin.context(market.now());
                boolean perp = coin.instrument().isPerp();
                market.recordContext(
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
            default -> {
                // userEvents: nothing until something happens
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
                        WireJson.userFillsFrame(
                                stream.user(),
                                fills.stream().map(Publication::event).toList(),
                                true));
        fills.forEach(fill -> fill.sentAt(sent));
    }

    static List<Publication<Fill>> newestFirst(Account account) {
        List<Publication<Fill>> fills = account.fills();
        Collections.reverse(fills);
        return fills.subList(0, Math.min(MAX_FILLS, fills.size()));
    }
}
