package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;

import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What happens on the exchange: each call publishes at once, in one block stamped with the
 * exchange's clock, to whoever is subscribed. Calls from several threads are taken one after the
 * other; block times never go back.
 */
public final class Market {

    private final InstantSource clock;
    private final HlpVault hlp;
    private final Feed feed;
    private final Publications record;
    private final Ids ids;
    private final Map<String, CoinState> coins = new LinkedHashMap<>();
    private final Accounts accounts = new Accounts();
    private long lastBlockMs;

    Market(SimulatorSettings settings, Feed feed, Publications record) {
        this.clock = settings.clock();
        this.hlp = settings.hlp();
        this.feed = feed;
        this.record = record;
        this.ids = new Ids(settings.seed());
        long nowMs = now();
        settings.instruments().forEach(i -> coins.put(i.coin(), new CoinState(i, nowMs)));
    }

    /** One trade between two accounts. */
    public synchronized Trade trade(
            String coin, Side side, BigDecimal price, BigDecimal size, String taker, String maker) {
        return trade(MarketOrder.of(coin, side, price, size, taker, maker)).get(0);
    }

    /** One order over several makers. */
    public synchronized List<Trade> trade(MarketOrder order) {
        return execute(order, Forced.NOT, now(), true);
    }

    /**
     * A trade of some time ago: it is on record and in replays, and no live frame announces it.
     *
     * @param ageMs how long ago; call with falling ages
     */
    public synchronized void tradedBefore(MarketOrder order, long ageMs) {
        execute(order, Forced.NOT, now() - ageMs, false);
    }

    /**
     * Closes a position by force. An account that has never traded the coin is first given exactly
     * that position, opened 5 % away.
     *
     * @throws IllegalArgumentException when the account holds less
     */
    public synchronized List<Trade> liquidate(Liquidation liquidation) {
        Side side = liquidation.side();
        accounts.provide(
                liquidation.victim(),
                state(liquidation.coin()),
                liquidation.positionSide(),
                liquidation.size(),
                liquidation.slices().get(0).price());
        MarketOrder order =
                new MarketOrder(
                        liquidation.coin(),
                        side,
                        liquidation.victim(),
                        liquidation.slices(),
                        false);
        Forced forced =
                new Forced(
                        mark(liquidation.victim(), liquidation.coin(), liquidation.method()),
                        liquidation.method() == LiquidationMethod.BACKSTOP
                                ? liquidatedText(liquidation.positionSide())
                                : null,
                        null);
        return execute(order, forced, now(), true);
    }

    /** Closes a profitable account against one in default; public trades do not show it. */
    public synchronized void autoDeleverage(AutoDeleveraging adl) {
        PositionSide defaulted =
                adl.positionSide() == PositionSide.LONG ? PositionSide.SHORT : PositionSide.LONG;
        CoinState coin = state(adl.coin());
        accounts.provide(adl.counterparty(), coin, adl.positionSide(), adl.size(), adl.price());
        accounts.provide(adl.inDefault(), coin, defaulted, adl.size(), adl.price());
        Side side = defaulted == PositionSide.LONG ? Side.A : Side.B;
        MarketOrder order =
                MarketOrder.of(
                        adl.coin(),
                        side,
                        adl.price(),
                        adl.size(),
                        adl.inDefault(),
                        adl.counterparty());
        Forced forced =
                new Forced(
                        mark(adl.inDefault(), adl.coin(), LiquidationMethod.BACKSTOP),
                        liquidatedText(defaulted),
                        Fill.AUTO_DELEVERAGING);
        execute(order, forced, now(), true);
    }

    /**
     * Gives an account a position from before the start.
     *
     * @param size signed, in coins
     * @throws IllegalArgumentException when the account has traded the coin already
     */
    public synchronized void hold(
            String user, String coin, BigDecimal size, BigDecimal entryPrice) {
        accounts.get(user).hold(coin, new Position(Decimals.wire(size), entryPrice));
    }

    /** New best bid and offer; null empties a side. Published if it differs. */
    public synchronized void quote(
            String coin,
            BigDecimal bidPrice,
            BigDecimal bidSize,
            BigDecimal askPrice,
            BigDecimal askSize) {
        CoinState state = state(coin);
        Quote quote = new Quote(coin, now(), bidPrice, bidSize, askPrice, askSize);
        if (quote.sameLevels(state.quote())) {
            return;
        }
        publishQuote(state, quote);
    }

    /** Seen in the next context. */
    public synchronized void setOracle(String coin, BigDecimal price) {
        state(coin).oraclePrice(price);
    }

    /** Seen in the next context. */
    public synchronized void setMark(String coin, BigDecimal price) {
        state(coin).markPrice(price);
    }

    /** Seen in the next context; hourly, a fraction. */
    public synchronized void setFunding(String coin, BigDecimal rate) {
        state(coin).fundingRate(rate);
    }

    /** Seen in the next context; in coins. */
    public synchronized void setOpenInterest(String coin, BigDecimal size) {
        state(coin).openInterest(size);
    }

    /** Pushes {@code activeAssetCtx} of one coin now. */
    public synchronized void pushContext(String coin) {
        CoinState state = state(coin);
        AssetContext context = state.context(now());
        recordContext(
                context,
                feed.publish(
                        Subscription.ofCoin("activeAssetCtx", coin),
                        () -> WireJson.contextFrame(context, state.instrument().isPerp())));
    }

    /** Pushes {@code activeAssetCtx} of every coin somebody is subscribed to. */
    public synchronized void pushContexts() {
        feed.subscribed("activeAssetCtx").forEach(stream -> pushContext(stream.coin()));
    }

    /** Pushes {@code allMids} now. */
    public synchronized void pushMids() {
        for (Subscription stream : feed.subscribed("allMids")) {
            feed.publish(stream, () -> Snapshots.midsFrame(this, stream.dex()));
        }
    }

    /** Pushes every subscribed {@code l2Book} now. */
    public synchronized void pushBooks() {
        long nowMs = now();
        for (Subscription stream : feed.subscribed("l2Book")) {
            feed.publish(
                    stream,
                    () ->
                            WireJson.frame(
                                    "l2Book", Books.book(state(stream.coin()), stream, nowMs)));
        }
    }

    /** Publishes trades as another exchange wrote them; no account is touched. */
    synchronized void replay(List<Trade> trades) {
        publishTrades(trades, true);
    }

    /** Publishes a quote as another exchange wrote it. */
    synchronized void replay(Quote quote) {
        publishQuote(state(quote.coin()), quote);
    }

    /** Sends {@code l2Book} data as it stands to the subscribers of the coin's plain book. */
    synchronized void replayBook(String coin, JsonNode data) {
        Subscription plain = new Subscription("l2Book", coin, null, null, null, null, false, null);
        feed.publish(plain, () -> WireJson.frame("l2Book", data));
    }

    /** Whether the exchange lists the coin. */
    public synchronized boolean lists(String coin) {
        return coins.containsKey(coin);
    }

    public synchronized Instrument instrument(String coin) {
        return state(coin).instrument();
    }

    /** Best bid and offer right now. */
    public synchronized Quote quote(String coin) {
        return state(coin).quote();
    }

    /** Signed size of a position, zero when flat. */
    public synchronized BigDecimal position(String user, String coin) {
        return accounts.get(user).position(coin).size();
    }

    /** The exchange's time, which never goes back. */
    synchronized long now() {
        lastBlockMs = Math.max(lastBlockMs, clock.millis());
        return lastBlockMs;
    }

    CoinState state(String coin) {
        CoinState state = coins.get(coin);
        if (state == null) {
            throw new IllegalArgumentException("the exchange does not list " + coin);
        }
        return state;
    }

    Map<String, CoinState> coins() {
        return coins;
    }

    HlpVault hlp() {
        return hlp;
    }

    Accounts accounts() {
        return accounts;
    }

    Set<String> dexes() {
        Set<String> dexes = new TreeSet<>();
        coins.values().forEach(state -> dexes.add(state.instrument().dex()));
        dexes.remove("");
        return dexes;
    }

    private List<Trade> execute(MarketOrder order, Forced forced, long timeMs, boolean live) {
        boolean perp = state(order.coin()).instrument().isPerp();
        Execution execution = new Execution(order, forced, timeMs, perp, hlp, ids);
        Map<String, List<Publication<Fill>>> fillsByUser = new LinkedHashMap<>();
        for (Slice slice : order.slices()) {
            for (Fill fill : execution.fills(slice, accounts::get)) {
                Publication<Fill> published = new Publication<>(fill);
                accounts.get(fill.user()).book(published);
                record.addFill(published);
                fillsByUser.computeIfAbsent(fill.user(), u -> new ArrayList<>()).add(published);
            }
        }
        if (forced.isPublic()) {
            publishTrades(execution.trades(), live);
        }
        if (live) {
            fillsByUser.forEach(this::publishFills);
        }
        return execution.trades();
    }

    private void publishQuote(CoinState state, Quote quote) {
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

    /** A context nobody was sent is no event: its figures are in the next one. */
    void recordContext(AssetContext context, long sentNanos) {
        if (sentNanos != 0) {
            Publication<AssetContext> published = new Publication<>(context);
            published.sentAt(sentNanos);
            record.addContext(published);
        }
    }

    private void publishTrades(List<Trade> trades, boolean live) {
        List<Publication<Trade>> published = new ArrayList<>();
        for (Trade trade : trades) {
            Publication<Trade> publication = new Publication<>(trade);
            record.addTrade(publication);
            state(trade.coin()).traded(publication);
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
        for (Subscription stream : feed.subscribed("candle")) {
            if (stream.coin().equals(coin)) {
                feed.publish(stream, () -> Snapshots.candleFrame(this, stream));
            }
        }
    }

    private void publishFills(String user, List<Publication<Fill>> published) {
        List<Fill> fills = published.stream().map(Publication::event).toList();
        long sent =
                feed.publish(
                        Subscription.ofUser("userFills", user),
                        () -> WireJson.userFillsFrame(user, fills, false));
        long sentAsEvents =
                feed.publish(
                        Subscription.ofUser("userEvents", user),
                        () -> WireJson.userEventsFrame(fills));
        published.forEach(publication -> publication.sentAt(sent != 0 ? sent : sentAsEvents));
    }

    private LiquidationMark mark(String victim, String coin, LiquidationMethod method) {
        String user = victim.toLowerCase(Locale.ROOT);
        return new LiquidationMark(user, state(coin).markPrice(), method, hlp.isMember(user));
    }

    private static String liquidatedText(PositionSide side) {
        return side == PositionSide.LONG ? "Liquidated Cross Long" : "Liquidated Cross Short";
    }
}
