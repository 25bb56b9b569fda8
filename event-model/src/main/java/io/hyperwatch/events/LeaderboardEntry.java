package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;

/**
 * One row of the exchange's leaderboard, topic {@code hl.leaderboard.v1}, keyed by user.
 *
 * @param user lower-case address
 * @param accountValue in USD
 * @param displayName null where the account has chosen none
 * @param day last 24 hours; null where the row lacks it, like the others
 * @param week last 7 days
 * @param month last 30 days
 * @param allTime since the account exists
 * @param timeMs of receipt, epoch milliseconds: the file carries no time
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record LeaderboardEntry(
        String user,
        BigDecimal accountValue,
        String displayName,
        Performance day,
        Performance week,
        Performance month,
        Performance allTime,
        long timeMs,
        Provenance provenance) {

    /**
     * What an account did within a window.
     *
     * @param pnl in USD
     * @param roi a fraction (0.0133 = 1.33 %)
     * @param volume traded, in USD
     */
    public record Performance(BigDecimal pnl, BigDecimal roi, BigDecimal volume) {}

    public LeaderboardEntry withProvenance(Provenance newProvenance) {
        return new LeaderboardEntry(
                user, accountValue, displayName, day, week, month, allTime, timeMs, newProvenance);
    }
}
