package io.hyperwatch.patterns.wallpull;

import java.math.BigDecimal;

/**
 * Risk of a pulled wall, at most 100: 40, and 20 more for each time that walls of the side were
 * built up and pulled again. No source system has a formula for it.
 */
public final class WallPullRisk {

    private static final int ONCE = 40;
    private static final int AGAIN = 20;
    private static final int MAX = 100;

    private WallPullRisk() {}

    /**
     * @param pulls one after the other, from 1
     */
    public static BigDecimal score(int pulls) {
        return BigDecimal.valueOf(Math.min(MAX, ONCE + (pulls - 1) * AGAIN));
    }
}
