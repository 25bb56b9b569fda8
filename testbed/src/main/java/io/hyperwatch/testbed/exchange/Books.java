package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Order books around the best bid and offer. Behind each of the two stand 100 levels a side: the
 * first 20 one price step apart, the others ever further, to about 50,000 steps away; each is a
 * little larger than the one before. The plain book shows the first 20 of them, an aggregated one
 * the sums of all of them on a coarser grid.
 */
final class Books {

    private static final int LEVELS = 20;
    private static final int FAST_LEVELS = 5;
    private static final int DEPTH = 100;

    private Books() {}

    /**
     * @param price in units of ten to the minus scale of its side
     * @param size in steps of the coin's sizes
     * @param orders how many
     */
    private record Level(long price, long size, int orders) {}

    static ObjectNode book(CoinState coin, Subscription options, long nowMs) {
        Quote quote = coin.quote();
        ArrayNode levels = WireJson.array();
        levels.add(side(coin, options, quote.bidPrice(), quote.bidSize(), -1));
        levels.add(side(coin, options, quote.askPrice(), quote.askSize(), 1));
        ObjectNode book = WireJson.object().put("coin", coin.instrument().coin());
        book.put("time", nowMs).set("levels", levels);
        if (options.fast()) {
            book.put("fast", true);
        }
        if (options.nSigFigs() != null && quote.mid() != null) {
            book.put(
                    "spread",
                    Decimals.text(Decimals.wire(quote.askPrice().subtract(quote.bidPrice()))));
        }
        return book;
    }

    private static ArrayNode side(
            CoinState coin, Subscription options, BigDecimal best, BigDecimal size, int direction) {
        ArrayNode levels = WireJson.array();
        if (best == null) {
            return levels;
        }
        boolean plain = options.nSigFigs() == null;
        BigDecimal tick = coin.instrument().tick(best);
        BigDecimal step = plain ? tick : step(options, best);
        int scale = Math.max(0, Math.max(best.scale(), Math.max(tick.scale(), step.scale())));
        int sizeScale = coin.instrument().szDecimals();
        List<Level> shown =
                resting(
                        units(best, scale),
                        units(tick, scale) * direction,
                        units(coin.instrument().roundSize(size), sizeScale),
                        plain ? LEVELS : DEPTH);
        if (!plain) {
            shown = aggregated(shown, units(step, scale), direction);
        }
        int count = Math.min(shown.size(), options.fast() ? FAST_LEVELS : LEVELS);
        for (Level level : shown.subList(0, count)) {
            levels.add(
                    WireJson.level(
                            Decimals.wire(BigDecimal.valueOf(level.price(), scale)),
                            BigDecimal.valueOf(level.size(), sizeScale),
                            level.orders()));
        }
        return levels;
    }

    /** Best first. */
    private static List<Level> resting(long best, long tick, long bestSize, int depth) {
        List<Level> levels = new ArrayList<>(depth);
        long offset = 0;
        for (int i = 0; i < depth; i++) {
            long price = best + offset * tick;
            if (price <= 0) {
                break;
            }
            levels.add(new Level(price, Math.max(1, bestSize * (4 + i) / 4), i + 1));
            offset += i < LEVELS ? 1 : Math.max(1, offset / 10);
        }
        return levels;
    }

    /** Bids fall to the grid below them, offers to the one above: away from the other side. */
    private static List<Level> aggregated(List<Level> levels, long step, int direction) {
        List<Level> grid = new ArrayList<>();
        for (Level level : levels) {
            long below = level.price() / step * step;
            long price = direction < 0 || below == level.price() ? below : below + step;
            int last = grid.size() - 1;
            if (last >= 0 && grid.get(last).price() == price) {
                Level sum = grid.get(last);
                grid.set(
                        last,
                        new Level(price, sum.size() + level.size(), sum.orders() + level.orders()));
            } else if (price > 0) {
                grid.add(new Level(price, level.size(), level.orders()));
            }
        }
        return grid;
    }

    private static BigDecimal step(Subscription options, BigDecimal best) {
        int integerDigits = best.precision() - best.scale();
        BigDecimal figure = BigDecimal.ONE.scaleByPowerOfTen(integerDigits - options.nSigFigs());
        return options.mantissa() == null
                ? figure
                : figure.multiply(BigDecimal.valueOf(options.mantissa()));
    }

    private static long units(BigDecimal value, int scale) {
        return value.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue().longValueExact();
    }
}
