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
    private final MarketFeed feed;
    private final AccountFeed accountFeed;
    private final Treasury treasury;
    private final OrderDesk orders;
    private final Ids ids;
    private final Map<String, CoinState> coins = new LinkedHashMap<>();
    private final Accounts accounts = new Accounts();
    private long lastBlockMs;

    Market(SimulatorSettings settings, Feed feed, Publications record) {
        this.clock = settings.clock();
        this.hlp = settings.hlp();
        this.ids = new Ids(settings.seed());
        this.feed = new MarketFeed(this, feed, record);
        this.accountFeed = new AccountFeed(this, feed, record);
        this.treasury = new Treasury(this, accountFeed, ids);
        this.orders = new OrderDesk(this, accountFeed, ids);
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
        BigDecimal value = AccountViews.value(this, accounts.get(liquidation.victim()));
        orders.cancelLiquidated(liquidation.victim(), liquidation.coin());
        List<Trade> trades = execute(order, forced, now(), true);
        treasury.liquidated(liquidation, value, trades.get(0).hash());
        return trades;
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
        feed.quote(state, quote);
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

    /**
     * Puts a limit order into the book; it trades only when {@link #fillOrder} is called.
     *
     * @return its id
     */
    public synchronized long placeOrder(
            String user, String coin, Side side, BigDecimal price, BigDecimal size) {
        return orders.place(user, coin, side, price, size);
    }

    /** Whether the order is in the book. */
    public synchronized boolean hasOrder(String user, long oid) {
        return accounts.get(user).openOrder(oid) != null;
    }

    /**
     * @throws IllegalArgumentException when there is no such order in the book
     */
    public synchronized void cancelOrder(String user, long oid) {
        orders.cancel(user, oid);
    }

    /**
     * Somebody takes a resting order whole.
     *
     * @throws IllegalArgumentException when there is no such order in the book
     */
    public synchronized Trade fillOrder(String user, long oid, String taker) {
        RestingOrder order = orders.open(user, oid);
        Slice slice = new Slice(order.limitPrice(), order.size(), order.user(), oid);
        Trade trade =
                trade(
                                new MarketOrder(
                                        order.coin(),
                                        order.side().opposite(),
                                        taker,
                                        List.of(slice),
                                        false))
                        .get(0);
        orders.filled(order);
        return trade;
    }

    public synchronized void deposit(String user, BigDecimal usd) {
        treasury.deposit(user, usd);
    }

    /** Costs a fee of 1 USD. */
    public synchronized void withdraw(String user, BigDecimal usd) {
        treasury.withdraw(user, usd);
    }

    /** An entry in both ledgers, under one hash. */
    public synchronized void transfer(String from, String to, BigDecimal usd) {
        treasury.transfer(from, to, usd);
    }

    /** Settles funding now, at the rates set: all perpetuals, all positions. */
    public synchronized void settleFunding() {
        treasury.settleFunding();
    }

    /** Pushes {@code activeAssetCtx} of one coin now. */
    public synchronized void pushContext(String coin) {
        feed.context(state(coin));
    }

    /** Pushes {@code activeAssetCtx} of every coin somebody is subscribed to. */
    public synchronized void pushContexts() {
        feed.contexts();
    }

    /** Pushes {@code allMids} now. */
    public synchronized void pushMids() {
        feed.mids();
    }

    /** Pushes every subscribed {@code l2Book} now. */
    public synchronized void pushBooks() {
        feed.books();
    }

    /** Publishes trades as another exchange wrote them; no account is touched. */
    synchronized void replay(List<Trade> trades) {
        feed.trades(trades, true);
    }

    /** Publishes a quote as another exchange wrote it. */
    synchronized void replay(Quote quote) {
        feed.quote(state(quote.coin()), quote);
    }

    /** Sends {@code l2Book} data as it stands to the subscribers of the coin's plain book. */
    synchronized void replayBook(String coin, JsonNode data) {
        feed.book(coin, data);
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

    MarketFeed feed() {
        return feed;
    }

    private List<Trade> execute(MarketOrder order, Forced forced, long timeMs, boolean live) {
        boolean perp = state(order.coin()).instrument().isPerp();
        Execution execution = new Execution(order, forced, timeMs, perp, hlp, ids);
        Map<String, List<Publication<Fill>>> fillsByUser = new LinkedHashMap<>();
        for (Slice slice : order.slices()) {
            for (Fill fill : execution.fills(slice, accounts::get)) {
                fillsByUser
                        .computeIfAbsent(fill.user(), u -> new ArrayList<>())
                        .add(accountFeed.book(fill));
            }
        }
        if (forced.isPublic()) {
            feed.trades(execution.trades(), live);
        }
        if (live) {
            fillsByUser.forEach(accountFeed::fills);
        }
        return execution.trades();
    }

    private LiquidationMark mark(String victim, String coin, LiquidationMethod method) {
        String user = victim.toLowerCase(Locale.ROOT);
        return new LiquidationMark(user, state(coin).markPrice(), method, hlp.isMember(user));
    }

    private static String liquidatedText(PositionSide side) {
        return side == PositionSide.LONG ? "Liquidated Cross Long" : "Liquidated Cross Short";
    }
}
