package io.hyperwatch.patterns.oracle;

import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Sequence;

import java.math.BigDecimal;

/**
 * The newest price of each kind of one coin, and how far the log has been read for each; part of
 * {@link OracleState}. A record whose sequence is not higher than the last of its kind is a repeat;
 * best bid and ask whose event time is lower than that of the newest are old and change nothing but
 * the place in the log. Contexts and mids are stamped at receipt, so the newest is the last
 * received even where the clock was set back.
 *
 * @param bookTop null before the first
 * @param bookTopRead place in the log
 * @param context null before the first with an oracle price
 * @param contextRead place in the log
 * @param plainMid mid of {@code allMids}, null before the first
 * @param plainMidRead place in the log
 */
public record LatestPrices(
        BookTop bookTop,
        Sequence bookTopRead,
        AssetContext context,
        Sequence contextRead,
        BigDecimal plainMid,
        Sequence plainMidRead) {

    static final LatestPrices NONE =
            new LatestPrices(null, Sequence.NONE, null, Sequence.NONE, null, Sequence.NONE);

    /** Whether the record is of a kind that matters here and not a repeat. */
    boolean isNews(Price price) {
        Sequence read =
                switch (price.kind()) {
                    case BBO -> bookTopRead;
                    case CONTEXT -> contextRead;
                    case MID -> plainMidRead;
                    default -> null;
                };
        return read != null && price.provenance().sequence().compareTo(read) > 0;
    }

    /** Whether the newest price of its kind is newer than the record. */
    boolean isOlder(Price price) {
        return price.kind() == PriceKind.BBO
                && bookTop != null
                && price.timeMs() < bookTop.timeMs();
    }

    /** Spot coins and some delisted ones have none. */
    static boolean hasOracle(Price context) {
        return context.oraclePrice() != null && context.oraclePrice().signum() > 0;
    }

    LatestPrices with(Price price) {
        Sequence at = price.provenance().sequence();
        return switch (price.kind()) {
            case BBO ->
                    new LatestPrices(
                            isOlder(price) ? bookTop : top(price),
                            at,
                            context,
                            contextRead,
                            plainMid,
                            plainMidRead);
            case CONTEXT ->
                    new LatestPrices(
                            bookTop,
                            bookTopRead,
                            hasOracle(price) ? context(price) : context,
                            at,
                            plainMid,
                            plainMidRead);
            case MID ->
                    new LatestPrices(
                            bookTop, bookTopRead, context, contextRead, price.midPrice(), at);
            default -> this;
        };
    }

    /**
     * The larger deviation of mid and mark from the oracle price. Null where they are unknown, and
     * where the oracle price is too old: after a gap or a restart a fresh price would be compared
     * with that of hours ago.
     */
    Deviation deviation(long timeMs, OracleDeviationParameters parameters) {
        if (context == null || timeMs - context.timeMs() > parameters.maxOracleAgeMs()) {
            return null;
        }
        Deviation byMid = mid(timeMs, parameters);
        Deviation byMark =
                context.mark() == null
                        ? null
                        : new Deviation("mark", null, context.mark(), context.oracle());
        if (byMid == null) {
            return byMark;
        }
        return byMark != null && byMark.distance().compareTo(byMid.distance()) > 0 ? byMark : byMid;
    }

    private Deviation mid(long timeMs, OracleDeviationParameters parameters) {
        // a bbo received 50 s late is as old as that beside a context received just now
        long newestMs = Math.max(timeMs, context.timeMs());
        if (bookTop != null
                && newestMs - bookTop.timeMs() <= parameters.maxBboAgeMs()
                && bookTop.isTight(parameters.maxSpreadPct())) {
            return mid("bbo", bookTop.mid());
        }
        if (context.mid() != null) {
            return mid("context", context.mid());
        }
        return plainMid == null ? null : mid("allMids", plainMid);
    }

    private Deviation mid(String source, BigDecimal mid) {
        return new Deviation("mid", source, mid, context.oracle());
    }

    private static BookTop top(Price price) {
        return new BookTop(price.timeMs(), price.bidPrice(), price.askPrice());
    }

    private static AssetContext context(Price price) {
        return new AssetContext(
                price.timeMs(),
                price.oraclePrice(),
                price.markPrice(),
                price.midPrice(),
                price.dayNotionalVolumeUsd());
    }
}
