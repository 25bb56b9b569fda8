package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.events.Side;
import io.hyperwatch.patterns.incident.Detector;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a trade is compared with, all that is read for most of them; state of {@link WallTrades}
 * beside its table. Absent for a coin that has neither walls nor trades that may be asked for.
 *
 * @param prices of the walls that are followed or wait
 * @param cleanUpAtMs log time of the next look for trades nobody needs, {@link Detector#NEVER}
 *     while none are kept
 */
public record WallPrices(List<WallPrice> prices, long cleanUpAtMs) {

    static final WallPrices NONE = new WallPrices(List.of(), Detector.NEVER);

    boolean wants(Side taker, BigDecimal price) {
        for (WallPrice one : prices) {
            if (one.isHitBy(taker, price)) {
                return true;
            }
        }
        return false;
    }

    WallPrices cleanedUpAt(long atMs) {
        return new WallPrices(prices, atMs);
    }
}
