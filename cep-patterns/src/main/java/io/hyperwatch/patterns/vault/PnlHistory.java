package io.hyperwatch.patterns.vault;

import io.hyperwatch.events.VaultSnapshot.HistoryPoint;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Profit and loss over 24 hours, as the exchange tells it: from its first point on. */
final class PnlHistory {

    /** Of USD; finer than the exchange's own figures. */
    private static final int DIGITS = 8;

    private PnlHistory() {}

    /**
     * What was earned between the newest points of two histories: the change of the sum, and what
     * has fallen out of it at its beginning.
     *
     * @return null where the histories do not overlap
     */
    static BigDecimal earned(List<HistoryPoint> before, List<HistoryPoint> now) {
        if (before.isEmpty() || now.get(0).timeMs() > last(before).timeMs()) {
            return null;
        }
        BigDecimal fallenOut = at(before, now.get(0).timeMs()).subtract(before.get(0).value());
        return sum(now).subtract(sum(before)).add(fallenOut);
    }

    /** Between two points along the straight line; before the first it is the first. */
    private static BigDecimal at(List<HistoryPoint> history, long timeMs) {
        for (int i = history.size() - 1; i >= 0; i--) {
            HistoryPoint from = history.get(i);
            if (from.timeMs() > timeMs) {
                continue;
            }
            if (from.timeMs() == timeMs || i == history.size() - 1) {
                return from.value();
            }
            HistoryPoint to = history.get(i + 1);
            return from.value()
                    .add(
                            to.value()
                                    .subtract(from.value())
                                    .multiply(BigDecimal.valueOf(timeMs - from.timeMs()))
                                    .divide(
                                            BigDecimal.valueOf(to.timeMs() - from.timeMs()),
                                            DIGITS,
                                            RoundingMode.HALF_EVEN));
        }
        return history.get(0).value();
    }

    private static BigDecimal sum(List<HistoryPoint> history) {
        return last(history).value().subtract(history.get(0).value());
    }

    private static HistoryPoint last(List<HistoryPoint> history) {
        return history.get(history.size() - 1);
    }
}
