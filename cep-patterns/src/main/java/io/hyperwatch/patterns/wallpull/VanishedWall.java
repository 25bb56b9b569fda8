package io.hyperwatch.patterns.wallpull;

import java.math.BigDecimal;
import java.util.List;

/**
 * A wall that vanished, and what traded of it meanwhile: input of {@link WallPullCore}.
 *
 * @param signal how it stood and how it vanished
 * @param tradedSize in coins, from the book its standing size is from to the one it is gone in
 * @param tradeCount how many trades that was
 * @param trades the first 16 of them, by time and {@code tid}
 */
public record VanishedWall(
        WallSignal signal, BigDecimal tradedSize, int tradeCount, List<KeptTrade> trades) {

    public static final int TRADES_SHOWN = 16;

    public String coin() {
        return signal.coin();
    }

    /** By which its rules are chosen: as for the book in which it is gone. */
    public long judgedAtMs() {
        return Math.min(signal.end().timeMs(), signal.logTimeMs());
    }
}
