package io.hyperwatch.bridge.check;

import io.hyperwatch.bridge.check.CoinMinutes.Minute;
import io.hyperwatch.bridge.check.CoinMinutes.Need;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;
import io.hyperwatch.events.ExchangeCandle;
import io.hyperwatch.events.Trade;

import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds trades that never came: a candle says how many trades and what volume its minute had. A
 * streamed candle only tells whom to ask about first, as its last frame may be older than the last
 * trade; the judge is {@code candleSnapshot}. Coins are asked about in turn, each time all of the
 * last hour that was not judged yet, as 60 candles cost hardly more than one.
 *
 * <p>Nobody has checked that the exchange's {@code n} counts trades exactly as the stream does. So
 * trades are reported as missing only where volume is missing too; any other difference is a
 * mismatch and nothing else.
 */
final class CandleCheck {

    static final Duration EVERY = Duration.ofSeconds(30);

    private static final String MINUTE = "1m";

    /** Volumes of equally many trades may differ by how they were added up. */
    private static final BigDecimal ROUNDING = new BigDecimal("0.000001");

    private final Checks.Rest rest;
    private final BridgeClock clock;
    private final Predicate<String> isLive;
    private final KnownGaps gaps;
    private final Findings findings;
    private final Map<String, CoinMinutes> coins = new LinkedHashMap<>();
    private boolean asking;
    private long dueNanos;

    /** What REST says of a minute. */
    private record Row(long trades, BigDecimal volume) {

        static final Row NONE = new Row(0, BigDecimal.ZERO);
    }

    CandleCheck(
            Checks.Rest rest,
            BridgeClock clock,
            Predicate<String> isLive,
            KnownGaps gaps,
            Findings findings) {
        this.rest = rest;
        this.clock = clock;
        this.isLive = isLive;
        this.gaps = gaps;
        this.findings = findings;
        this.dueNanos = clock.nanos() + EVERY.toNanos();
    }

    void plan(Collection<String> planned) {
        coins.keySet().retainAll(planned);
        for (String coin : planned) {
            coins.computeIfAbsent(coin, name -> new CoinMinutes(name, clock.nanos()));
        }
    }

    void observe(Trade trade, int connection, long receivedAtMs) {
        CoinMinutes coin = coins.get(trade.coin());
        if (coin != null) {
            coin.trade(trade.timeMs(), trade.size(), connection > 0, receivedAtMs);
        }
    }

    void observe(ExchangeCandle candle) {
        CoinMinutes coin = candle.interval().equals(MINUTE) ? coins.get(candle.coin()) : null;
        if (coin != null) {
            coin.candle(candle);
        }
    }

    long dueNanos() {
        return dueNanos;
    }

    void advance(long nowNanos) {
        if (nowNanos - dueNanos < 0) {
            return;
        }
        dueNanos = nowNanos + EVERY.toNanos();
        long nowMs = clock.epochMs();
        gaps.forgetBefore(nowMs - CoinMinutes.KEPT_MS - CoinMinutes.LENGTH_MS);
        coins.values().forEach(coin -> coin.forgetBefore(nowMs - CoinMinutes.KEPT_MS));
        if (!asking) {
            askAboutOne(nowNanos, nowMs);
        }
    }

    /** The most doubtful coin, and of equal ones that which has waited longest. */
    private void askAboutOne(long nowNanos, long nowMs) {
        CoinMinutes next = null;
        Need most = Need.NONE;
        for (CoinMinutes coin : coins.values()) {
            Need need = coin.need(judgeable(coin, nowMs));
            boolean longer = next != null && need == most && coin.askedNanos - next.askedNanos < 0;
            if (need.compareTo(most) > 0 || longer) {
                most = need;
                next = coin;
            }
        }
        if (next == null) {
            return;
        }
        CoinMinutes coin = next;
        List<Long> minutes = judgeable(coin, nowMs);
        coin.askedNanos = nowNanos;
        asking = true;
        rest.ask(
                InfoRequest.candleSnapshot(
                        coin.coin,
                        MINUTE,
                        minutes.get(0),
                        minutes.get(minutes.size() - 1) + CoinMinutes.LENGTH_MS - 1),
                answer -> answered(coin, minutes, answer));
    }

    private List<Long> judgeable(CoinMinutes coin, long nowMs) {
        return coin.judgeable(gaps, isLive.test(coin.stream), nowMs);
    }

    private void answered(CoinMinutes coin, List<Long> asked, Input.Answer answer) {
        asking = false;
        if (answer == null || coins.get(coin.coin) != coin) {
            return;
        }
        Map<Long, Row> rows;
        try {
            rows = rows(coin.coin, answer);
        } catch (MalformedFrameException e) {
            // Became a dead letter where it was turned into records; the coin's turn comes again.
            return;
        }
        // Since the question a gap may have opened that reaches back.
        for (long startMs : judgeable(coin, clock.epochMs())) {
            if (asked.contains(startMs)) {
                judge(coin, coin.at(startMs), rows.getOrDefault(startMs, Row.NONE));
            }
        }
    }

    private static Map<Long, Row> rows(String coin, Input.Answer answer)
            throws MalformedFrameException {
        Map<Long, Row> rows = new HashMap<>();
        JsonNode array = Fields.array(WireJson.parse(answer.response()), "answer");
        for (JsonNode node : array) {
            Fields row = Fields.of(node, "answer");
            if (row.text("s").equals(coin) && row.text("i").equals(MINUTE)) {
                rows.put(row.id("t"), new Row(row.id("n"), row.notNegative("v")));
            }
        }
        return rows;
    }

    private void judge(CoinMinutes coin, Minute minute, Row row) {
        int count = Long.compare(minute.trades, row.trades());
        boolean sameVolume = minute.volume.compareTo(row.volume()) == 0;
        if (count == 0 && (sameVolume || isRounding(minute.volume, row.volume()))) {
            minute.judged = true;
        } else if (count < 0 && minute.volume.compareTo(row.volume()) < 0) {
            minute.judged = true;
            findings.dropped(
                    coin.stream,
                    coin.coin,
                    minute.startMs,
                    minute.startMs + CoinMinutes.LENGTH_MS - 1);
            mismatch(coin, minute, row);
        } else if (minute.repeats(row.trades(), row.volume())) {
            // An answer may be behind, so more than it says takes a second one.
            minute.judged = true;
            mismatch(coin, minute, row);
        }
    }

    private static boolean isRounding(BigDecimal volume, BigDecimal expected) {
        BigDecimal allowed = expected.multiply(ROUNDING);
        return volume.subtract(expected).abs().compareTo(allowed) <= 0;
    }

    private void mismatch(CoinMinutes coin, Minute minute, Row row) {
        boolean byCount = minute.trades != row.trades();
        findings.mismatch(
                coin.stream,
                byCount ? BigDecimal.valueOf(row.trades()) : row.volume(),
                byCount ? BigDecimal.valueOf(minute.trades) : minute.volume,
                "minute %s: the candle has %d trades of %s, published were %d of %s"
                        .formatted(
                                Instant.ofEpochMilli(minute.startMs),
                                row.trades(),
                                row.volume().toPlainString(),
                                minute.trades,
                                minute.volume.toPlainString()));
    }

    /** Minutes in memory, of all coins. */
    int size() {
        return coins.values().stream().mapToInt(CoinMinutes::size).sum();
    }
}
