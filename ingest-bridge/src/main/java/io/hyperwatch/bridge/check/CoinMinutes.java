package io.hyperwatch.bridge.check;

import io.hyperwatch.events.ExchangeCandle;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The trades of one coin that were published, by minute, and what candles say of them. */
final class CoinMinutes {

    static final long LENGTH_MS = 60_000;

    /** After a minute's end late trades may still come. */
    static final long LATE_MS = 20_000;

    /** A silent coin gives no sign that a minute is over; a dead socket is found within 13 s. */
    static final long QUIET_MS = Duration.ofMinutes(3).toMillis();

    static final long KEPT_MS = Duration.ofHours(1).toMillis();

    /** A trade reaches us up to this long after its time (p99 0.65 s); clocks are off by less. */
    private static final long IN_FLIGHT_MS = 5_000;

    /** How much there is to ask about a coin, least first. */
    enum Need {
        NONE,
        /** The streamed candles agree. */
        CONFIRMED,
        /** There is no streamed candle to say anything. */
        OPEN,
        /** The streamed candle, or the last answer, says something else. */
        DOUBTED
    }

    /** One minute. */
    static final class Minute {
        final long startMs;
        long trades;
        BigDecimal volume = BigDecimal.ZERO;
        boolean judged;
        private long candleTrades;
        private BigDecimal candleVolume = BigDecimal.ZERO;
        private Long answeredTrades;
        private BigDecimal answeredVolume;

        Minute(long startMs) {
            this.startMs = startMs;
        }

        private boolean agreesWithCandle() {
            return trades == candleTrades && volume.compareTo(candleVolume) == 0;
        }

        /**
         * Keeps an answer that does not agree.
         *
         * @return whether the one before said the same
         */
        boolean repeats(long otherTrades, BigDecimal otherVolume) {
            boolean same =
                    answeredTrades != null
                            && answeredTrades == otherTrades
                            && answeredVolume.compareTo(otherVolume) == 0;
            answeredTrades = otherTrades;
            answeredVolume = otherVolume;
            return same;
        }
    }

    final String coin;
    final String stream;

    /** When REST was last asked; for the round. */
    long askedNanos;

    private final TreeMap<Long, Minute> minutes = new TreeMap<>();
    private long firstMs = Long.MAX_VALUE;
    private long newestTradeMs = Long.MIN_VALUE;
    private long firstCandleMs = Long.MAX_VALUE;
    private long newestCandleMs = Long.MIN_VALUE;
    private Minute current;

    CoinMinutes(String coin, long nowNanos) {
        this.coin = coin;
        this.stream = "trades:" + coin;
        this.askedNanos = nowNanos;
    }

    static long startOf(long timeMs) {
        return Math.floorDiv(timeMs, LENGTH_MS) * LENGTH_MS;
    }

    /**
     * Counts a trade. The first that comes on a socket begins the coverage: what follows it is
     * complete, and so is every minute that begins after it was received.
     */
    void trade(long timeMs, BigDecimal size, boolean onSocket, long receivedAtMs) {
        if (onSocket) {
            if (firstMs == Long.MAX_VALUE) {
                long coveredMs = Math.max(receivedAtMs, timeMs) + IN_FLIGHT_MS;
                firstMs = startOf(coveredMs + LENGTH_MS - 1);
            }
            newestTradeMs = Math.max(newestTradeMs, timeMs);
        }
        if (timeMs >= firstMs) {
            Minute minute = minute(startOf(timeMs));
            minute.trades++;
            minute.volume = minute.volume.add(size);
        }
    }

    /** A streamed candle of one minute; the last frame of a minute has the last word. */
    void candle(ExchangeCandle candle) {
        long startMs = candle.openTimeMs();
        firstCandleMs = Math.min(firstCandleMs, startMs);
        newestCandleMs = Math.max(newestCandleMs, startMs);
        if (startMs >= firstMs) {
            Minute minute = minute(startMs);
            minute.candleTrades = candle.tradeCount();
            minute.candleVolume = candle.volume();
        }
    }

    private Minute minute(long startMs) {
        if (current == null || current.startMs != startMs) {
            current = minutes.computeIfAbsent(startMs, Minute::new);
        }
        return current;
    }

    void forgetBefore(long timeMs) {
        if (firstMs < timeMs) {
            firstMs = startOf(timeMs + LENGTH_MS - 1);
            minutes.headMap(firstMs).clear();
            current = null;
        }
    }

    /**
     * Starts of the minutes that are over, complete as far as anybody knows, and not judged yet.
     *
     * @param live whether some socket delivers the coin's trades
     */
    List<Long> judgeable(KnownGaps gaps, boolean live, long nowMs) {
        if (firstMs == Long.MAX_VALUE) {
            return List.of();
        }
        // A later trade on a socket has all earlier ones before it; a silent coin is waited for.
        long heardMs = Math.max(newestTradeMs, live ? nowMs - QUIET_MS : Long.MIN_VALUE);
        long overMs = startOf(Math.min(heardMs, nowMs - LATE_MS));
        Long openMs = gaps.openFromMs(stream);
        List<Long> judgeable = new ArrayList<>();
        for (long startMs = firstMs; startMs < overMs; startMs += LENGTH_MS) {
            if (openMs != null && openMs < startMs + LENGTH_MS) {
                break;
            }
            Minute known = minutes.get(startMs);
            if ((known == null || !known.judged) && !gaps.isLost(stream, startMs)) {
                judgeable.add(startMs);
            }
        }
        return judgeable;
    }

    /** How much there is to ask about these minutes. */
    Need need(List<Long> judgeable) {
        Need need = Need.NONE;
        for (long startMs : judgeable) {
            Need ofMinute = need(startMs);
            need = ofMinute.compareTo(need) > 0 ? ofMinute : need;
        }
        return need;
    }

    private Need need(long startMs) {
        Minute known = minutes.get(startMs);
        if (known != null && known.answeredTrades != null) {
            return Need.DOUBTED;
        }
        // Over once a later one began; a minute without a candle between two had no trade.
        if (startMs < firstCandleMs || startMs >= newestCandleMs) {
            return Need.OPEN;
        }
        return known == null || known.agreesWithCandle() ? Need.CONFIRMED : Need.DOUBTED;
    }

    /** One of the judgeable minutes. */
    Minute at(long startMs) {
        return minutes.computeIfAbsent(startMs, Minute::new);
    }

    /** Minutes in memory. */
    int size() {
        return minutes.size();
    }
}
