package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.events.Book;

import java.math.BigDecimal;
import java.util.List;

/** One side of a book, and what counts as a wall on it. */
final class BookSide {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final boolean bid;
    private final List<Book.Level> levels;

    /** Best bid + best ask; null where a side is empty, then nothing on the book is a wall. */
    private final BigDecimal midTwice;

    /** Sum of the two middle notionals; null until a level is large enough to ask for it. */
    private BigDecimal medianTwice;

    private BookSide(boolean bid, List<Book.Level> levels, BigDecimal midTwice) {
        this.bid = bid;
        this.levels = levels;
        this.midTwice = midTwice;
    }

    static BookSide of(Book book, boolean bid) {
        BigDecimal midTwice =
                book.bids().isEmpty() || book.asks().isEmpty()
                        ? null
                        : book.bids().get(0).price().add(book.asks().get(0).price());
        return new BookSide(bid, bid ? book.bids() : book.asks(), midTwice);
    }

    static boolean isCrossed(Book book) {
        return !book.bids().isEmpty()
                && !book.asks().isEmpty()
                && book.bids().get(0).price().compareTo(book.asks().get(0).price()) >= 0;
    }

    boolean isBid() {
        return bid;
    }

    /** Best first. */
    List<Book.Level> levels() {
        return levels;
    }

    /** Null where nothing is at that price. */
    Book.Level at(BigDecimal price) {
        for (Book.Level level : levels) {
            if (level.price().compareTo(price) == 0) {
                return level;
            }
        }
        return null;
    }

    /** Whether the price is not behind the last level shown: an order there would be seen. */
    boolean shows(BigDecimal price) {
        if (levels.isEmpty()) {
            return false;
        }
        int behind = price.compareTo(worst());
        return bid ? behind >= 0 : behind <= 0;
    }

    boolean isWall(Book.Level level, WallPullParameters inForce) {
        BigDecimal usd = usd(level);
        return midTwice != null
                && usd.compareTo(inForce.minWallUsd()) >= 0
                && isNear(level.price(), inForce.maxDistancePct())
                && usd.multiply(TWO).compareTo(medianTwice().multiply(inForce.minTimesMedian()))
                        >= 0;
    }

    /** Notional of the median level, the mean of the two middle ones. */
    BigDecimal medianUsd() {
        return medianTwice().multiply(HALF);
    }

    BigDecimal mid() {
        return midTwice.multiply(HALF);
    }

    BigDecimal worst() {
        return levels.get(levels.size() - 1).price();
    }

    private boolean isNear(BigDecimal price, BigDecimal maxPct) {
        BigDecimal distanceTwice = price.multiply(TWO).subtract(midTwice).abs();
        return distanceTwice.multiply(HUNDRED).compareTo(midTwice.multiply(maxPct)) <= 0;
    }

    private BigDecimal medianTwice() {
        if (medianTwice == null) {
            List<BigDecimal> sorted = levels.stream().map(BookSide::usd).sorted().toList();
            int middle = sorted.size() / 2;
            medianTwice = sorted.get(middle).add(sorted.get((sorted.size() - 1) / 2));
        }
        return medianTwice;
    }

    private static BigDecimal usd(Book.Level level) {
        return level.price().multiply(level.size());
    }
}
