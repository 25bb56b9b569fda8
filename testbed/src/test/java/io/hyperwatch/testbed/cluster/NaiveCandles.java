package io.hyperwatch.testbed.cluster;

import io.hyperwatch.events.Trade;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Candles by a plain loop, as the text that the test's query gives. */
final class NaiveCandles {

    private static final long MINUTE_MS = 60_000;

    private NaiveCandles() {}

    /**
     * @param published every trade once, in execution order
     */
    static List<String> of(List<Trade> published) {
        Map<String, List<Trade>> minutes = new TreeMap<>();
        for (Trade trade : published) {
            String minute = trade.coin() + " " + trade.timeMs() / MINUTE_MS * (MINUTE_MS / 1_000);
            minutes.computeIfAbsent(minute, key -> new ArrayList<>()).add(trade);
        }
        List<String> candles = new ArrayList<>();
        minutes.forEach((minute, trades) -> candles.add(minute + " " + figures(trades)));
        return candles;
    }

    private static String figures(List<Trade> trades) {
        BigDecimal high = trades.get(0).price();
        BigDecimal low = high;
        BigDecimal volume = BigDecimal.ZERO;
        for (Trade trade : trades) {
            high = high.max(trade.price());
            low = low.min(trade.price());
            volume = volume.add(trade.size());
        }
        return String.join(
                " ",
                plain(trades.get(0).price()),
                plain(high),
                plain(low),
                plain(trades.get(trades.size() - 1).price()),
                plain(volume),
                Integer.toString(trades.size()));
    }

    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
