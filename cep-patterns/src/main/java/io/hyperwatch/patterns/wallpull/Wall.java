package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.events.Book;

import java.math.BigDecimal;

/**
 * A level that is or was a wall, from the book it was first seen in; part of {@link WallState} and
 * {@link WallSignal}. Its standing size is that of its anchor: the newest book in which it was not
 * smaller than at the anchor before, or, where it has been smaller for a whole {@code
 * max_book_gap_ms}, in which that had passed. So a wall that is taken away in some steps of half a
 * second is measured by what it was before the first.
 *
 * @param at its side and price
 * @param firstIdentity of the first book in which it was a wall
 * @param firstMs event time of that book
 * @param firstSize in coins
 * @param seenMs log time of that book
 * @param books successive books in which it was a wall
 * @param lastMs event time of the last of them
 * @param anchorIdentity of the book its standing size is from
 * @param anchorMs event time of that book
 * @param size standing size, in coins
 * @param orders of which it was made then
 * @param medianUsd notional of the median level of its side then
 * @param mid of the book then
 */
public record Wall(
        WallPrice at,
        String firstIdentity,
        long firstMs,
        BigDecimal firstSize,
        long seenMs,
        int books,
        long lastMs,
        String anchorIdentity,
        long anchorMs,
        BigDecimal size,
        int orders,
        BigDecimal medianUsd,
        BigDecimal mid) {

    static Wall seen(Book book, BookSide side, Book.Level level, long logTimeMs) {
        return new Wall(
                new WallPrice(side.isBid(), level.price(), edge(book, side, level.price())),
                book.identity(),
                book.timeMs(),
                level.size(),
                logTimeMs,
                1,
                book.timeMs(),
                book.identity(),
                book.timeMs(),
                level.size(),
                level.orders(),
                side.medianUsd(),
                side.mid());
    }

    /** It is a wall in the next book too. */
    Wall stands(Book book, BookSide side, Book.Level level, WallPullParameters inForce) {
        boolean anchors = level.size().compareTo(size) >= 0 || hasShrunkTooLong(book, inForce);
        return new Wall(
                at,
                firstIdentity,
                firstMs,
                firstSize,
                seenMs,
                books + 1,
                book.timeMs(),
                anchors ? book.identity() : anchorIdentity,
                anchors ? book.timeMs() : anchorMs,
                anchors ? level.size() : size,
                anchors ? level.orders() : orders,
                anchors ? side.medianUsd() : medianUsd,
                anchors ? side.mid() : mid);
    }

    boolean bid() {
        return at.bid();
    }

    BigDecimal price() {
        return at.price();
    }

    boolean hasStood(WallPullParameters inForce) {
        return books >= inForce.minBooks() && standingMs() >= inForce.minStandingMs();
    }

    boolean hasShrunkTooLong(Book book, WallPullParameters inForce) {
        return book.timeMs() - anchorMs >= inForce.maxBookGapMs();
    }

    /** Its level in a book, as evidence and as the name of the wall: books may have several. */
    String identity(String bookIdentity) {
        return "%s|%s|%s".formatted(bookIdentity, sideName(), price().toPlainString());
    }

    String sideName() {
        return bid() ? "bid" : "ask";
    }

    long standingMs() {
        return lastMs - firstMs;
    }

    BigDecimal usd() {
        return price().multiply(size);
    }

    /** Bids are rounded down, asks up: a level has the orders from its price towards the mid. */
    private static BigDecimal edge(Book book, BookSide side, BigDecimal price) {
        if (book.sigFigs() == null) {
            return null;
        }
        int digits = price.precision() - price.scale() - book.sigFigs();
        BigDecimal step = BigDecimal.ONE.scaleByPowerOfTen(digits);
        return side.isBid() ? price.add(step) : price.subtract(step);
    }
}
