package io.hyperwatch.patterns.candles;

import io.hyperwatch.events.Candle;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.factlog.Captures;
import io.hyperwatch.patterns.factlog.Logged;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** 90 seconds of real trades. */
class CapturedCandlesTest {

    private static final String CAPTURE = "ws/live_bbo_90s.jsonl";

    @Test
    void theLastWritingOfEachCandleEqualsALoopOverTheFramesInTheirOrder() throws IOException {
        List<Logged<Trade>> log = Captures.trades(CAPTURE);
        int candles = 0;
        for (String coin : Captures.coins(log)) {
            List<Logged<Trade>> ofCoin =
                    log.stream().filter(entry -> entry.event().coin().equals(coin)).toList();
            Map<Long, Candle> last = lastWritings(coin, ofCoin);
            Map<Long, String> expected = expected(ofCoin);
            assertThat(last).hasSameSizeAs(expected);
            last.forEach(
                    (minute, candle) -> {
                        assertThat(figures(candle)).isEqualTo(expected.get(minute));
                        assertThat(candle.isFinal()).isTrue();
                        assertThat(candle.complete())
                                .isEqualTo(minute > minute(ofCoin.get(0).event().timeMs()));
                    });
            candles += last.size();
        }
        assertThat(candles).isGreaterThan(10);
    }

    private static Map<Long, Candle> lastWritings(String coin, List<Logged<Trade>> log) {
        Map<Long, Candle> last = new HashMap<>();
        CandleCore core =
                new CandleCore(
                        new HeapTable<>(),
                        new HeapCell<>(),
                        new HeapTable<>(),
                        new HeapCell<>(),
                        new HeapCell<>());
        for (Logged<Trade> entry : log) {
            core.onEntry(
                    TradeLogEntry.of(entry.event()),
                    entry.logTimeMs(),
                    candle -> last.put(candle.openTimeMs(), candle));
        }
        core.advance(
                coin,
                log.get(log.size() - 1).logTimeMs() + 120_000,
                candle -> last.put(candle.openTimeMs(), candle));
        return last;
    }

    /** Frames list their trades in execution order; only repeats have to be left out. */
    private static Map<Long, String> expected(List<Logged<Trade>> log) {
        Map<Long, String> expected = new HashMap<>();
        Set<Long> minutes = new HashSet<>();
        for (Logged<Trade> outer : log) {
            long minute = minute(outer.event().timeMs());
            if (!minutes.add(minute)) {
                continue;
            }
            Set<String> seen = new HashSet<>();
            BigDecimal open = null;
            BigDecimal high = null;
            BigDecimal low = null;
            BigDecimal close = null;
            BigDecimal volume = BigDecimal.ZERO;
            for (Logged<Trade> entry : log) {
                Trade trade = entry.event();
                String id = trade.timeMs() + "/" + trade.tid();
                if (minute(trade.timeMs()) == minute && seen.add(id)) {
                    open = open == null ? trade.price() : open;
                    high = high == null ? trade.price() : high.max(trade.price());
                    low = low == null ? trade.price() : low.min(trade.price());
                    close = trade.price();
                    volume = volume.add(trade.size());
                }
            }
            expected.put(minute, figures(open, high, low, close, volume, seen.size()));
        }
        return expected;
    }

    private static String figures(Candle candle) {
        return figures(
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume(),
                candle.tradeCount());
    }

    private static String figures(
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume,
            long trades) {
        return open + " " + high + " " + low + " " + close + " " + volume + " " + trades;
    }

    private static long minute(long timeMs) {
        return timeMs / 60_000 * 60_000;
    }
}
