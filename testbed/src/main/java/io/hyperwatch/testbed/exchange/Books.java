package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Order books around the best bid and offer: 20 levels a side, one step apart, each a little larger
 * than the one before.
 */
final class Books {

    private static final int LEVELS = 20;
    private static final int FAST_LEVELS = 5;

    private Books() {}

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
            book.put("spread", Decimals.text(quote.askPrice().subtract(quote.bidPrice())));
        }
        return book;
    }

    private static ArrayNode side(
            CoinState coin, Subscription options, BigDecimal best, BigDecimal size, int direction) {
        ArrayNode levels = WireJson.array();
        if (best == null) {
            return levels;
        }
        BigDecimal step = step(coin.instrument(), options, best);
        // Aggregated levels lie on the grid, away from the other side.
        BigDecimal price =
                options.nSigFigs() == null
                        ? best
                        : best.divide(
                                        step,
                                        0,
                                        direction < 0 ? RoundingMode.FLOOR : RoundingMode.CEILING)
                                .multiply(step);
        int count = options.fast() ? FAST_LEVELS : LEVELS;
        for (int i = 0; i < count && price.signum() > 0; i++) {
            BigDecimal grown = size.multiply(BigDecimal.valueOf(4L + i));
            BigDecimal levelSize =
                    coin.instrument()
                            .roundSize(grown.divide(BigDecimal.valueOf(4), RoundingMode.HALF_EVEN));
            levels.add(WireJson.level(Decimals.wire(price), levelSize, i + 1));
            price = price.add(step.multiply(BigDecimal.valueOf(direction)));
        }
        return levels;
    }

    private static BigDecimal step(Instrument instrument, Subscription options, BigDecimal best) {
        if (options.nSigFigs() == null) {
            return instrument.tick(best);
        }
        int integerDigits = best.precision() - best.scale();
        BigDecimal figure = BigDecimal.ONE.scaleByPowerOfTen(integerDigits - options.nSigFigs());
        return options.mantissa() == null
                ? figure
                : figure.multiply(BigDecimal.valueOf(options.mantissa()));
    }
}
