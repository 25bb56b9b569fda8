package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Trade;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** Publishes and records what happens to coins. The caller holds the market's monitor. */
final class MarketFeed {

    private final Market market;
    private final Feed feed;
    private final Publications record;

    MarketFeed(Market market, Feed feed, Publications record) {
        this.market = market;
        this.feed = feed;
        this.record = record;
    }

    /**
     * @param live whether a frame announces them; else they are only on record and in replays
     */
    void trades(List<Trade> trades, boolean live) {
        List<Publication<Trade>> published = new ArrayList<>(trades.size());
        for (Trade trade : trades) {
            Publication<Trade> publication = new Publication<>(trade);
            record.addTrade(publication);
            market.state(trade.coin()).traded(publication);
            published.add(publication);
        }
        if (!live) {
            return;
        }
        String coin = trades.get(0).coin();
        long sent =
                feed.publish(
                        Subscription.ofCoin("trades", coin), () -> WireJson.tradesFrame(trades));
        published.forEach(publication -> publication.sentAt(sent));
        for (Subscription stream : feed.subscribed("candle", coin)) {
            feed.publish(stream, () -> Snapshots.candleFrame(market, stream));
        }
    }

    void quote(CoinState state, Quote quote) {
        state.quote(quote);
        recordQuote(
                quote,
                feed.publish(
                        Subscription.ofCoin("bbo", quote.coin()), () -> WireJson.bboFrame(quote)));
    }

    /** Changes nobody was subscribed to are recorded too: they happened. */
    void recordQuote(Quote quote, long sentNanos) {
        Publication<Quote> published = new Publication<>(quote);
        published.sentAt(sentNanos);
        record.addQuote(published);
    }

    void context(CoinState state) {
        AssetContext context = state.context(market.now());
        recordContext(
                context,
                feed.publish(
                        Subscription.ofCoin("activeAssetCtx", context.coin()),
                        () -> WireJson.contextFrame(context, state.instrument().isPerp())));
    }

    /** A context nobody was sent is no event: its figures are in the next one. */
    void recordContext(AssetContext context, long sentNanos) {
        if (sentNanos != 0) {
            Publication<AssetContext> published = new Publication<>(context);
            published.sentAt(sentNanos);
            record.addContext(published);
        }
    }

    void contexts() {
        feed.subscribed("activeAssetCtx").forEach(s -> context(market.state(s.coin())));
    }

    void mids() {
        for (Subscription stream : feed.subscribed("allMids")) {
            feed.publish(stream, () -> Snapshots.midsFrame(market, stream.dex()));
        }
    }

    void books() {
        long nowMs = market.now();
        for (Subscription stream : feed.subscribed("l2Book")) {
            CoinState state = market.state(stream.coin());
            feed.publish(stream, () -> WireJson.frame("l2Book", Books.book(state, stream, nowMs)));
        }
    }

    /** Sends {@code l2Book} data as it stands to the subscribers of the coin's plain book. */
    void book(String coin, JsonNode data) {
        Subscription plain = new Subscription("l2Book", coin, null, null, null, null, false, null);
        feed.publish(plain, () -> WireJson.frame("l2Book", data));
    }
}
