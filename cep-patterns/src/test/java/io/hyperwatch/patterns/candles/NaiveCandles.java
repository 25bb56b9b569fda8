package io.hyperwatch.patterns.candles;

import io.hyperwatch.events.Candle;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.factlog.Logged;
import io.hyperwatch.patterns.factlog.NaiveSeen;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Candles by brute force: each moment at which one could be written is looked at in turn, and what
 * is written there is made from the whole history again.
 */
final class NaiveCandles {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 3_600_000;

    /** A trade that counts, with its place in the log. */
    private record Counted(int index, Trade trade, long logTimeMs) {}

    /** A span without trades, and its place in the log. */
    private record Marked(int index, TradeGap gap) {}

    private final List<Logged<TradeLogEntry>> records;
    private final List<Counted> counted = new ArrayList<>();
    private final List<Marked> gaps = new ArrayList<>();
    private final Map<Long, Candle> written = new TreeMap<>();
    private final Map<Long, Long> changedAt = new TreeMap<>();
    private final List<Candle> candles = new ArrayList<>();
    private Long firstMs;

    private NaiveCandles(List<Logged<TradeLogEntry>> records) {
        this.records = records;
    }

    static List<Candle> of(List<Logged<TradeLogEntry>> log, long endMs) {
        NaiveCandles naive =
                new NaiveCandles(log.stream().filter(entry -> !entry.isTick()).toList());
        naive.read();
        naive.play(endMs);
        return naive.candles;
    }

    private void read() {
        NaiveSeen seen = new NaiveSeen();
        for (int i = 0; i < records.size(); i++) {
            TradeLogEntry entry = records.get(i).event();
            long logTimeMs = records.get(i).logTimeMs();
            if (entry.gap() != null) {
                gaps.add(new Marked(i, entry.gap()));
                continue;
            }
            Trade trade = entry.trade();
            firstMs = firstMs == null ? Long.valueOf(trade.timeMs()) : firstMs;
            if (seen.admit(trade.identity(), trade.timeMs(), logTimeMs).equals("NEW")) {
                counted.add(new Counted(i, trade, logTimeMs));
            }
        }
    }

    private void play(long endMs) {
        TreeSet<Long> moments = new TreeSet<>();
        for (Counted each : counted) {
            moments.add(nextSecond(each.logTimeMs()));
            moments.add(minute(each.trade().timeMs()) + 61_999);
        }
        for (Logged<TradeLogEntry> record : records) {
            moments.add(nextSecond(record.logTimeMs()));
        }
        int read = 0;
        for (long moment : moments) {
            if (moment > endMs) {
                return;
            }
            for (; read < records.size() && records.get(read).logTimeMs() < moment; read++) {
                noteChanges(read);
            }
            writeAt(moment, read);
        }
    }

    /** Which candles a record changed: its own, and those whose completeness it decided. */
    private void noteChanges(int index) {
        long logTimeMs = records.get(index).logTimeMs();
        for (Candle candle : written.values()) {
            if (candle.complete() != isComplete(candle.openTimeMs(), index + 1)
                    && isComplete(candle.openTimeMs(), index)
                            != isComplete(candle.openTimeMs(), index + 1)
                    && candle.closeTimeMs() >= logTimeMs - HOUR) {
                changedAt.putIfAbsent(candle.openTimeMs(), logTimeMs);
            }
        }
        for (Counted each : counted) {
            if (each.index() == index) {
                changedAt.putIfAbsent(minute(each.trade().timeMs()), logTimeMs);
            }
        }
    }

    private void writeAt(long moment, int read) {
        TreeSet<Long> minutes = new TreeSet<>(changedAt.keySet());
        minutes.addAll(written.keySet());
        for (long minute : minutes) {
            Long changed = changedAt.get(minute);
            boolean second = changed != null && nextSecond(changed) == moment;
            boolean ends =
                    moment == minute + 61_999
                            && (written.containsKey(minute) || changed != null && changed < moment);
            if (second || ends) {
                candles.add(write(minute, moment, read));
                changedAt.remove(minute);
            }
        }
    }

    private Candle write(long minute, long moment, int read) {
        List<Trade> trades = new ArrayList<>();
        for (Counted each : counted) {
            if (each.index() < read && minute(each.trade().timeMs()) == minute) {
                trades.add(each.trade());
            }
        }
        trades.sort(
                Comparator.comparingLong(Trade::timeMs)
                        .thenComparing(trade -> trade.provenance().sequence()));
        Candle before = written.get(minute);
        Candle candle =
                new Candle(
                        trades.get(0).coin(),
                        "1m",
                        minute,
                        minute + 59_999,
                        trades.get(0).price(),
                        trades.stream().map(Trade::price).max(BigDecimal::compareTo).orElseThrow(),
                        trades.stream().map(Trade::price).min(BigDecimal::compareTo).orElseThrow(),
                        trades.get(trades.size() - 1).price(),
                        trades.stream().map(Trade::size).reduce(BigDecimal.ZERO, BigDecimal::add),
                        trades.size(),
                        moment >= minute + 61_999,
                        before == null ? 1 : before.revision() + 1,
                        isComplete(minute, read));
        written.put(minute, candle);
        return candle;
    }

    private boolean isComplete(long minute, int read) {
        for (Marked marked : gaps) {
            if (marked.index() < read
                    && marked.gap().toMs() >= minute
                    && marked.gap().fromMs() <= minute + 59_999) {
                return false;
            }
        }
        return minute > minute(firstMs);
    }

    private static long minute(long timeMs) {
        return timeMs / MINUTE * MINUTE;
    }

    private static long nextSecond(long timeMs) {
        return timeMs / 1_000 * 1_000 + 1_000;
    }
}
