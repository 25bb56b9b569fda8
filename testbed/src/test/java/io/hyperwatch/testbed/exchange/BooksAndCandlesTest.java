package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class BooksAndCandlesTest {

    private static final long NOW_MS = 1_790_000_000_000L;

    private static ObjectNode book(CoinState coin, Integer nSigFigs, Integer mantissa) {
        String name = coin.instrument().coin();
        return Books.book(
                coin,
                new Subscription("l2Book", name, null, null, nSigFigs, mantissa, false, null),
                NOW_MS);
    }

    private static CoinState coin(String price, int szDecimals) {
        CoinState coin =
                new CoinState(Instrument.perp("BTC", szDecimals, price, "1000000"), NOW_MS);
        BigDecimal bid = coin.instrument().roundPrice(new BigDecimal(price));
        BigDecimal ask = bid.add(coin.instrument().tick(bid));
        BigDecimal size = BigDecimal.valueOf(3).movePointLeft(szDecimals);
        coin.quote(new Quote("BTC", NOW_MS, bid, size, ask, size.multiply(BigDecimal.TEN)));
        return coin;
    }

    @Test
    void showsTwentyLevelsAStepApartFromTheQuote() {
        CoinState coin = coin("67003", 5);
        JsonNode bids = book(coin, null, null).path("levels").get(0);
        assertThat(bids).hasSize(20);
        assertThat(bids.get(0).toString())
                .isEqualTo("{\"px\":\"67003.0\",\"sz\":\"0.00003\",\"n\":1}");
        assertThat(bids.get(19).path("px").asText()).isEqualTo("66984.0");
        assertThat(book(coin, null, null).has("spread")).isFalse();
    }

    /** With five figures the grid is the price step itself: only there all levels are visible. */
    @Test
    void aCoarserGridHoldsTheSumsOfTheFinerOne() {
        for (String price : List.of("67003", "3412.7", "151.23", "0.62345", "0.012345")) {
            CoinState coin = coin(price, 2);
            for (int side = 0; side < 2; side++) {
                for (int figures = 4; figures >= 3; figures--) {
                    BigDecimal step = step(price, figures);
                    Map<BigDecimal, BigDecimal> sums = new TreeMap<>();
                    JsonNode finer = book(coin, figures + 1, null).path("levels").get(side);
                    RoundingMode away = side == 0 ? RoundingMode.FLOOR : RoundingMode.CEILING;
                    for (JsonNode level : finer) {
                        BigDecimal px = new BigDecimal(level.path("px").asText());
                        sums.merge(
                                px.divide(step, 0, away).multiply(step).stripTrailingZeros(),
                                new BigDecimal(level.path("sz").asText()),
                                BigDecimal::add);
                    }
                    JsonNode coarse = book(coin, figures, null).path("levels").get(side);
                    // 20 levels of the finer grid fill the first of the coarser one for certain.
                    BigDecimal first = new BigDecimal(coarse.at("/0/px").asText());
                    assertThat(new BigDecimal(coarse.at("/0/sz").asText()))
                            .as("%s with %d figures, side %d", price, figures, side)
                            .isEqualByComparingTo(sums.get(first.stripTrailingZeros()));
                    for (JsonNode level : coarse) {
                        BigDecimal px = new BigDecimal(level.path("px").asText());
                        assertThat(px.remainder(step)).isEqualByComparingTo("0");
                    }
                }
            }
        }
    }

    @Test
    void aggregatesFiveFiguresByTwoOrFiveAndSaysTheSpread() {
        ObjectNode book = book(coin("67003", 5), 5, 5);
        assertThat(book.path("spread").asText()).isEqualTo("1.0");
        assertThat(book.at("/levels/0/0/px").asText()).isEqualTo("67000.0");
        assertThat(book.at("/levels/1/0/px").asText()).isEqualTo("67005.0");
        // 67003, 67002, 67001, 67000 of 1, 2, 3, 4 orders
        assertThat(book.at("/levels/0/0/n").asInt()).isEqualTo(1 + 2 + 3 + 4);
        assertThat(book(coin("67003", 5), 2, null).at("/levels/0/0/px").asText())
                .isEqualTo("67000.0");
    }

    @Test
    void everyIntervalsCandleIsThatOfItsTrades() {
        long seed = 3;
        Random random = new Random(seed);
        Candles candles = new Candles();
        List<Trade> trades = new ArrayList<>();
        long timeMs = NOW_MS;
        List<String> intervals =
                List.of(
                        "1m", "3m", "5m", "15m", "30m", "1h", "2h", "4h", "8h", "12h", "1d", "3d",
                        "1w", "1M");
        for (int i = 0; i < 500; i++) {
            timeMs +=
                    random.nextInt(10) == 0 ? random.nextInt(400_000_000) : random.nextInt(90_000);
            Trade trade =
                    new Trade(
                            "BTC",
                            Side.B,
                            BigDecimal.valueOf(60_000 + random.nextInt(1_000)),
                            BigDecimal.ONE,
                            timeMs,
                            "0x0",
                            i,
                            null,
                            null,
                            null);
            trades.add(trade);
            candles.add(trade);
            for (String interval : intervals) {
                Candles.Bar newest = candles.newest(interval);
                long open = Interval.openMs(interval, timeMs);
                List<Trade> within = trades.stream().filter(t -> t.timeMs() >= open).toList();
                assertThat(newest.openMs()).as("seed %d, %s", seed, interval).isEqualTo(open);
                assertThat(newest.trades()).isEqualTo(within.size());
                assertThat(newest.open()).isEqualTo(within.get(0).price());
                assertThat(newest.close()).isEqualTo(trade.price());
                assertThat(newest.closeMs()).isGreaterThanOrEqualTo(timeMs);
                List<Candles.Bar> all = candles.between(interval, 0, timeMs);
                assertThat(all.get(all.size() - 1)).isEqualTo(newest);
            }
        }
        assertThat(Interval.closeMs("1M", Interval.openMs("1M", NOW_MS)) + 1)
                .isEqualTo(java.time.Instant.parse("2026-10-01T00:00:00Z").toEpochMilli());
        assertThat(Interval.openMs("1d", NOW_MS) % Duration.ofDays(1).toMillis()).isZero();
    }

    private static BigDecimal step(String price, int figures) {
        BigDecimal value = new BigDecimal(price);
        return BigDecimal.ONE.scaleByPowerOfTen(value.precision() - value.scale() - figures);
    }
}
