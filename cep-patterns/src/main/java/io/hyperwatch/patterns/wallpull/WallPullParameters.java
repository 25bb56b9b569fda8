package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters.
 *
 * @param minWallUsd a wall is worth at least this
 * @param minTimesMedian and at least this many times the median level of its side
 * @param maxDistancePct and at most this far from the mid
 * @param minBooks it stands in at least this many successive books
 * @param minStandingMs and at least this long by their event times; not below 5 s, see {@link
 *     WallTrades#WATCHED_AFTER_MS}
 * @param maxTradedPct it was pulled if less than this part of it traded
 * @param maxRemainingPct it is gone when less than this part of it is left
 * @param maxBookGapMs nothing is judged across a longer gap between two books, and a wall that
 *     shrinks for longer has not vanished
 * @param bookSigFigs which books are judged: 0 for the full ones, 2 to 5 for those that are
 *     aggregated to so many significant figures
 */
public record WallPullParameters(
        BigDecimal minWallUsd,
        BigDecimal minTimesMedian,
        BigDecimal maxDistancePct,
        int minBooks,
        long minStandingMs,
        BigDecimal maxTradedPct,
        BigDecimal maxRemainingPct,
        long maxBookGapMs,
        int bookSigFigs)
        implements Serializable {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public static final WallPullParameters DEFAULTS =
            new WallPullParameters(
                    new BigDecimal("1000000"),
                    new BigDecimal("5"),
                    new BigDecimal("1"),
                    2,
                    5_000,
                    new BigDecimal("20"),
                    new BigDecimal("20"),
                    10_000,
                    0);

    public WallPullParameters {
        Checks.positive("min_wall_usd", minWallUsd);
        Checks.positive("min_times_median", minTimesMedian);
        Checks.positive("max_distance_pct", maxDistancePct);
        Checks.between("min_books", minBooks, 1, 1_000);
        Checks.between("min_standing_ms", minStandingMs, 5_000, 3_600_000);
        percentage("max_traded_pct", maxTradedPct);
        percentage("max_remaining_pct", maxRemainingPct);
        Checks.between("max_book_gap_ms", maxBookGapMs, 1_000, 60_000);
        Checks.require(
                bookSigFigs == 0 || bookSigFigs >= 2 && bookSigFigs <= 5,
                "book_sig_figs must be 0 or from 2 to 5, not " + bookSigFigs);
    }

    /** Whether less than {@code pct} percent of the whole. */
    static boolean isBelow(BigDecimal part, BigDecimal pct, BigDecimal whole) {
        return part.multiply(HUNDRED).compareTo(whole.multiply(pct)) < 0;
    }

    private static void percentage(String name, BigDecimal value) {
        Checks.positive(name, value);
        Checks.require(value.compareTo(HUNDRED) <= 0, name + " must not be above 100");
    }
}
