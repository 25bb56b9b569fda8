package io.hyperwatch.patterns.vault;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * A vault's returns of whole UTC days, from the last snapshot of a day to the last of the next;
 * part of {@link VaultSeries}.
 *
 * @param day of the newest snapshot, days since 1970; -1 for none
 * @param value flow-adjusted value of the newest snapshot
 * @param accountValue of the newest snapshot
 * @param closeValue flow-adjusted value at the end of the day before, null where unknown
 * @param closeAccountValue account value at the end of the day before
 * @param returns fractions of the account value, at most 365, oldest first
 */
public record DailyReturns(
        long day,
        BigDecimal value,
        BigDecimal accountValue,
        BigDecimal closeValue,
        BigDecimal closeAccountValue,
        List<BigDecimal> returns) {

    static final DailyReturns NONE = new DailyReturns(-1, null, null, null, null, List.of());

    private static final long DAY_MS = 86_400_000;
    private static final int MAX_RETURNS = 365;
    private static final int MIN_RETURNS = 30;
    private static final BigDecimal DAYS_A_YEAR = BigDecimal.valueOf(365);
    private static final MathContext DIGITS = MathContext.DECIMAL128;

    /** What was earned since the newest snapshot is not known. */
    DailyReturns broken() {
        return new DailyReturns(-1, null, null, null, null, returns);
    }

    DailyReturns with(long timeMs, BigDecimal newValue, BigDecimal newAccountValue) {
        long newDay = Math.floorDiv(timeMs, DAY_MS);
        if (newDay <= day || day < 0) {
            return new DailyReturns(
                    Math.max(day, newDay),
                    newValue,
                    newAccountValue,
                    closeValue,
                    closeAccountValue,
                    returns);
        }
        boolean next = newDay == day + 1;
        boolean whole = closeValue != null && closeAccountValue.signum() > 0;
        return new DailyReturns(
                newDay,
                newValue,
                newAccountValue,
                next ? value : null,
                next ? accountValue : null,
                whole ? VaultSeries.newest(returns, ofTheDay(), MAX_RETURNS) : returns);
    }

    private BigDecimal ofTheDay() {
        return value.subtract(closeValue).divide(closeAccountValue, DIGITS);
    }

    /**
     * mean · 365 / (standard deviation · √365), with 6 digits; null with fewer than 30 returns or
     * where they are all the same.
     */
    BigDecimal sharpe() {
        if (returns.size() < MIN_RETURNS) {
            return null;
        }
        BigDecimal count = BigDecimal.valueOf(returns.size());
        BigDecimal mean =
                returns.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(count, DIGITS);
        BigDecimal squares =
                returns.stream()
                        .map(one -> one.subtract(mean).pow(2))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        if (squares.signum() == 0) {
            return null;
        }
        BigDecimal deviation = squares.divide(count, DIGITS).sqrt(DIGITS);
        return mean.multiply(DAYS_A_YEAR)
                .divide(deviation.multiply(DAYS_A_YEAR.sqrt(DIGITS)), DIGITS)
                .setScale(6, RoundingMode.HALF_EVEN);
    }
}
