package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** One order meeting the book: a trade and two fills a slice, under one hash and one time. */
final class Execution {

    private static final BigDecimal TAKER_FEE = new BigDecimal("0.00045");
    private static final BigDecimal MAKER_FEE = new BigDecimal("0.00015");
    private static final BigDecimal NO_FEE = new BigDecimal("0.0");

    private final MarketOrder order;
    private final Forced forced;
    private final long timeMs;
    private final boolean perp;
    private final HlpVault hlp;
    private final Ids ids;
    private final String taker;
    private final String hash;
    private final long takerOid;
    private final Long twapId;
    private final List<Trade> trades = new ArrayList<>();

    Execution(MarketOrder order, Forced forced, long timeMs, boolean perp, HlpVault hlp, Ids ids) {
        this.order = order;
        this.forced = forced;
        this.timeMs = timeMs;
        this.perp = perp;
        this.hlp = hlp;
        this.ids = ids;
        this.taker = order.taker().toLowerCase(Locale.ROOT);
        this.hash = order.twap() ? Ids.ZERO_HASH : ids.hash();
        this.takerOid = ids.oid();
        this.twapId = order.twap() ? takerOid : null;
    }

    List<Trade> trades() {
        return trades;
    }

    /** The taker's fill and the maker's; the caller books them before the next slice. */
    List<Fill> fills(Slice slice, Function<String, Account> accounts) {
        String maker = slice.maker().toLowerCase(Locale.ROOT);
        if (maker.equals(taker)) {
            throw new IllegalArgumentException(taker + " cannot trade with itself");
        }
        long tid = ids.tid();
        boolean buys = order.side() == Side.B;
        trades.add(
                new Trade(
                        order.coin(),
                        order.side(),
                        slice.price(),
                        slice.size(),
                        timeMs,
                        hash,
                        tid,
                        buys ? taker : maker,
                        buys ? maker : taker,
                        null));
        Fill taken = fill(slice, taker, order.side(), tid, true, accounts.apply(taker));
        Side other = order.side().opposite();
        Fill made = fill(slice, maker, other, tid, false, accounts.apply(maker));
        return List.of(taken, made);
    }

    private Fill fill(
            Slice slice, String user, Side side, long tid, boolean crossed, Account account) {
        Position before = account.position(order.coin());
        String forcedText = crossed ? forced.takerText() : forced.makerText();
        return new Fill(
                user,
                order.coin(),
                side,
                slice.price(),
                slice.size(),
                timeMs,
                before.size(),
                forcedText != null ? forcedText : text(before, side, slice.size()),
                perp ? before.closedPnl(side, slice.size(), slice.price()) : NO_FEE,
                hash,
                crossed ? takerOid : slice.makerOid() != null ? slice.makerOid() : ids.oid(),
                crossed,
                fee(slice, user, crossed),
                "USDC",
                tid,
                crossed ? twapId : null,
                forced.mark(),
                null);
    }

    private String text(Position before, Side side, BigDecimal size) {
        if (perp) {
            return before.direction(side, size);
        }
        return side == Side.B ? "Buy" : "Sell";
    }

    /** HLP's accounts and transfers to the backstop pay nothing. */
    private BigDecimal fee(Slice slice, String user, boolean crossed) {
        if (hlp.isMember(user) || !forced.isPublic()) {
            return NO_FEE;
        }
        BigDecimal rate = crossed ? TAKER_FEE : MAKER_FEE;
        return Decimals.usd(slice.price().multiply(slice.size()).multiply(rate));
    }
}
