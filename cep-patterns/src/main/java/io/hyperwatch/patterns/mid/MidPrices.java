package io.hyperwatch.patterns.mid;

import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.patterns.oracle.BookTop;

import java.math.BigDecimal;

/**
 * The newest price of each kind that a coin's mid can come from, and how far the log has been read
 * for each; part of the state of the rules that look at the mid. A record whose sequence is not
 * higher than the last of its kind is a repeat; best bid and ask whose event time is lower than
 * that of the newest are old and change nothing but the place in the log. Contexts and mids are
 * stamped at receipt, so the newest is the last received even where the clock was set back.
 *
 * @param bookTop null before the first
 * @param bookTopRead place in the log
 * @param context the context's {@code midPx}, null before the first
 * @param contextRead place in the log
 * @param plain mid of {@code allMids}, null before the first
 * @param plainRead place in the log
 */
public record MidPrices(
        BookTop bookTop,
        Sequence bookTopRead,
        TimedPrice context,
        Sequence contextRead,
        TimedPrice plain,
        Sequence plainRead) {

    public static final MidPrices NONE =
            new MidPrices(null, Sequence.NONE, null, Sequence.NONE, null, Sequence.NONE);

    /** Whether the record is of a kind that a mid can come from and not a repeat. */
    public boolean isNews(Price price) {
        Sequence read =
                switch (price.kind()) {
                    case BBO -> bookTopRead;
                    case CONTEXT -> contextRead;
                    case MID -> plainRead;
                    default -> null;
                };
        return read != null && price.provenance().sequence().compareTo(read) > 0;
    }

    /** Whether the newest price of its kind is newer than the record. */
    public boolean isOlder(Price price) {
        return price.kind() == PriceKind.BBO
                && bookTop != null
                && price.timeMs() < bookTop.timeMs();
    }

    public MidPrices with(Price price) {
        Sequence at = price.provenance().sequence();
        return switch (price.kind()) {
            case BBO ->
                    new MidPrices(
                            isOlder(price) ? bookTop : top(price),
                            at,
                            context,
                            contextRead,
                            plain,
                            plainRead);
            case CONTEXT -> new MidPrices(bookTop, bookTopRead, timed(price), at, plain, plainRead);
            case MID -> new MidPrices(bookTop, bookTopRead, context, contextRead, timed(price), at);
            default -> this;
        };
    }

    /**
     * The moment that a comparison at a record is about: its event time, or the newest time of
     * receipt known where that is later. Best bid and ask received 50 s late are as old as that.
     */
    public long asOfMs(long timeMs) {
        long asOfMs = context == null ? timeMs : Math.max(timeMs, context.timeMs());
        return plain == null ? asOfMs : Math.max(asOfMs, plain.timeMs());
    }

    /**
     * Best bid and ask if fresh, two-sided and tight, else the context's, else that of all mids.
     */
    public Mid mid(long asOfMs, MidLimits limits) {
        if (bookTop != null
                && asOfMs - bookTop.timeMs() <= limits.maxBboAgeMs()
                && bookTop.isTight(limits.maxSpreadPct())) {
            return positive("bbo", bookTop.mid());
        }
        if (isUsable(context, asOfMs, limits)) {
            return positive("context", context.price());
        }
        return isUsable(plain, asOfMs, limits) ? positive("allMids", plain.price()) : null;
    }

    private static boolean isUsable(TimedPrice price, long asOfMs, MidLimits limits) {
        return price != null
                && price.price() != null
                && asOfMs - price.timeMs() <= limits.maxAgeMs();
    }

    /** Nothing can be compared with a price of zero. */
    private static Mid positive(String source, BigDecimal price) {
        return price.signum() > 0 ? new Mid(source, price) : null;
    }

    private static BookTop top(Price price) {
        return new BookTop(price.timeMs(), price.bidPrice(), price.askPrice());
    }

    private static TimedPrice timed(Price price) {
        return new TimedPrice(price.timeMs(), price.midPrice());
    }
}
