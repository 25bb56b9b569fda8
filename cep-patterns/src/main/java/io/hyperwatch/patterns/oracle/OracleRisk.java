package io.hyperwatch.patterns.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Risk of an oracle deviation, 0 to 100: magnitude + duration. Magnitude is 60 from 1.0 %, 40 from
 * 0.5 %, else dev / 0.3 · 20; duration is 40 from 300 s, 30 from 60 s, 20 from 30 s, else seconds /
 * 30 · 10.
 */
public final class OracleRisk {

    private static final BigDecimal LARGE_PCT = new BigDecimal("1.0");
    private static final BigDecimal NOTABLE_PCT = new BigDecimal("0.5");
    private static final BigDecimal SMALL_PCT = new BigDecimal("0.3");
    private static final BigDecimal MAX = BigDecimal.valueOf(100);
    private static final int DIGITS = 6;

    private OracleRisk() {}

    /**
     * @param deviationPct in percent, to six digits
     * @param durationMs how long the breach has lasted
     */
    public static BigDecimal score(BigDecimal deviationPct, long durationMs) {
        return magnitude(deviationPct).add(duration(durationMs)).min(MAX);
    }

    private static BigDecimal magnitude(BigDecimal pct) {
        if (pct.compareTo(LARGE_PCT) >= 0) {
            return BigDecimal.valueOf(60);
        }
        if (pct.compareTo(NOTABLE_PCT) >= 0) {
            return BigDecimal.valueOf(40);
        }
        return pct.multiply(BigDecimal.valueOf(20))
                .divide(SMALL_PCT, DIGITS, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal duration(long ms) {
        if (ms >= 300_000) {
            return BigDecimal.valueOf(40);
        }
        if (ms >= 60_000) {
            return BigDecimal.valueOf(30);
        }
        if (ms >= 30_000) {
            return BigDecimal.valueOf(20);
        }
        return BigDecimal.valueOf(Math.max(0, ms))
                .divide(BigDecimal.valueOf(3_000), DIGITS, RoundingMode.HALF_EVEN);
    }
}
