package io.hyperwatch.bridge.check;

import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;
import io.hyperwatch.events.ExchangeCandle;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;

import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The truth: every trade of an exchange, and its candles counted by a loop over all of them. */
final class MarketOfTrades {

    private final Simulation simulation;
    private final Map<String, List<Trade>> trades = new HashMap<>();
    private long lastTid;

    MarketOfTrades(Simulation simulation) {
        this.simulation = simulation;
    }

    static Trade trade(String coin, long timeMs, long tid, String size) {
        return new Trade(
                coin,
                Side.B,
                BigDecimal.TEN,
                new BigDecimal(size),
                timeMs,
                "0x0",
                tid,
                null,
                null,
                null);
    }

    Trade add(String coin, long timeMs, String size) {
        Trade trade = trade(coin, timeMs, ++lastTid, size);
        trades.computeIfAbsent(coin, c -> new ArrayList<>()).add(trade);
        return trade;
    }

    static ExchangeCandle candle(String coin, long startMs, long count, BigDecimal volume) {
        return new ExchangeCandle(
                coin,
                "1m",
                startMs,
                startMs + 59_999,
                BigDecimal.TEN,
                BigDecimal.TEN,
                BigDecimal.TEN,
                BigDecimal.TEN,
                volume,
                count,
                null);
    }

    /** The candle at a moment. */
    ExchangeCandle candle(String coin, long startMs, long untilMs) {
        long count = 0;
        BigDecimal volume = BigDecimal.ZERO;
        for (Trade trade : of(coin)) {
            if (trade.timeMs() >= startMs
                    && trade.timeMs() < startMs + 60_000
                    && trade.timeMs() <= untilMs) {
                count++;
                volume = volume.add(trade.size());
            }
        }
        return candle(coin, startMs, count, volume);
    }

    /** The answer to {@code candleSnapshot}; quiet minutes have no row. */
    String answer(InfoRequest request) {
        JsonNode asked;
        try {
            asked = WireJson.parse(request.json()).get("req");
        } catch (MalformedFrameException e) {
            throw new IllegalArgumentException(e);
        }
        String coin = asked.get("coin").asText();
        long fromMs = asked.get("startTime").asLong();
        long toMs = asked.get("endTime").asLong();
        Map<Long, List<Trade>> minutes = new TreeMap<>();
        for (Trade trade : of(coin)) {
            long startMs = trade.timeMs() / 60_000 * 60_000;
            if (startMs >= fromMs && startMs <= toMs && trade.timeMs() <= simulation.epochMs()) {
                minutes.computeIfAbsent(startMs, start -> new ArrayList<>()).add(trade);
            }
        }
        List<String> rows = new ArrayList<>();
        minutes.forEach(
                (startMs, in) ->
                        rows.add(
                                row(
                                        coin,
                                        startMs,
                                        in.size(),
                                        in.stream()
                                                .map(Trade::size)
                                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                                .toPlainString())));
        return "[" + String.join(",", rows) + "]";
    }

    static String row(String coin, long startMs, long count, String volume) {
        return """
        {"t":%d,"T":%d,"s":"%s","i":"1m","o":"10","c":"10","h":"10","l":"10","v":"%s","n":%d}"""
                .formatted(startMs, startMs + 59_999, coin, volume, count);
    }

    List<Trade> of(String coin) {
        return trades.getOrDefault(coin, List.of());
    }
}
