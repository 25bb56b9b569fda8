package io.hyperwatch.patterns.factlog;

import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.candles.TradeLogEntry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Logs of one coin's trades with all that goes wrong on the way: blocks of equal time, repeats,
 * late and future-dated records, backfill out of order, frames without a last mark, two sockets
 * that take turns, reconnects with replays too short to fill the gap, marks of gaps (of any length
 * and age, also before the first trade), restarts of the bridge, quiet hours.
 */
public final class TradeLogs {

    public static final String COIN = "HYPE";

    private static final String ZERO_HASH = "0x" + "0".repeat(64);
    private static final long BEGIN_MS = 1_784_684_100_000L;

    private final Random random;
    private final LogWriter<TradeLogEntry> log = new LogWriter<>();
    private final List<Trade> executed = new ArrayList<>();
    private final Set<Trade> delivered = new HashSet<>();
    private final List<Trade> undelivered = new ArrayList<>();
    private final int replayLength;
    private final boolean namesAccounts;
    private long nowMs = BEGIN_MS;
    private long epochMs = BEGIN_MS - 5_000;
    private long counter;
    private long frame;
    private int connection;
    private boolean connected;

    private TradeLogs(Random random) {
        this.random = random;
        this.replayLength = 1 + random.nextInt(12);
        this.namesAccounts = random.nextInt(10) > 0;
    }

    /** About so many entries. */
    public static List<Logged<TradeLogEntry>> withGaps(Random random, int entries) {
        return new TradeLogs(random).write(entries);
    }

    /** About so many entries, as a reader sees them that passes over the marks of gaps. */
    public static List<Logged<Trade>> random(Random random, int entries) {
        return withGaps(random, entries).stream()
                .filter(entry -> entry.isTick() || entry.event().trade() != null)
                .map(
                        entry ->
                                new Logged<>(
                                        entry.isTick() ? null : entry.event().trade(),
                                        entry.logTimeMs()))
                .toList();
    }

    private List<Logged<TradeLogEntry>> write(int entries) {
        if (chance(10)) {
            gap(nowMs - random.nextInt(200_000), nowMs);
        }
        while (log.size() < entries) {
            nowMs += pause();
            List<Trade> block = block();
            executed.addAll(block);
            if (!connected) {
                if (chance(35)) {
                    connect();
                }
            } else if (chance(7)) {
                undelivered.addAll(block);
            } else {
                frame(block, eitherSocket());
            }
            if (chance(4)) {
                connected = false;
            }
            if (chance(5) && !undelivered.isEmpty()) {
                frame(List.of(undelivered.remove(0)), chance(50) ? eitherSocket() : 0);
            }
            if (chance(6)) {
                frame(pickExecuted(), chance(80) ? eitherSocket() : 0);
            }
            if (chance(3)) {
                long fromMs = nowMs - random.nextInt(chance(50) ? 90_000 : 9_000_000);
                gap(fromMs, fromMs + random.nextInt((int) (nowMs - fromMs) + 1));
            }
            if (chance(30)) {
                log.tick(nowMs - random.nextInt(1_500));
            }
        }
        return log.entries();
    }

    private int eitherSocket() {
        return connection + random.nextInt(2);
    }

    /**
     * The first frame of a connection repeats the newest trades, oldest first; where it repeats
     * none that is known, a gap is marked before it, unless the bridge does not know of earlier
     * trades.
     */
    private void connect() {
        connected = true;
        connection += 2;
        boolean remembers = !chance(10);
        if (chance(20)) {
            epochMs = Math.max(epochMs + 1, nowMs);
            counter = 0;
            frame = 0;
            connection = 1;
        }
        int from = Math.max(0, executed.size() - replayLength);
        List<Trade> replay = List.copyOf(executed.subList(from, executed.size()));
        if (remembers && !delivered.isEmpty() && replay.stream().noneMatch(delivered::contains)) {
            long newestMs = delivered.stream().mapToLong(Trade::timeMs).max().orElseThrow();
            long oldestMs = replay.get(0).timeMs();
            gap(Math.min(newestMs, oldestMs), oldestMs);
        }
        frame(replay, connection);
    }

    private void gap(long fromMs, long toMs) {
        long receivedAtMs = nowMs + random.nextInt(700);
        counter++;
        log.event(TradeLogEntry.gap(COIN, fromMs, toMs), receivedAtMs, receivedAtMs);
    }

    private void frame(List<Trade> trades, int on) {
        frame++;
        long receivedAtMs = nowMs + random.nextInt(700);
        boolean marksLast = !chance(6);
        for (int i = 0; i < trades.size(); i++) {
            Provenance provenance =
                    new Provenance(
                            on == 0 ? Source.BACKFILL : Source.WS,
                            receivedAtMs,
                            new Sequence(epochMs, ++counter),
                            on,
                            frame,
                            i,
                            marksLast && i == trades.size() - 1,
                            false);
            Trade trade = trades.get(i).withProvenance(provenance);
            log.event(TradeLogEntry.of(trade), trade.timeMs(), receivedAtMs);
        }
        delivered.addAll(trades);
    }

    private List<Trade> pickExecuted() {
        int from = random.nextInt(executed.size());
        int to = Math.min(executed.size(), from + 1 + random.nextInt(3));
        return List.copyOf(executed.subList(from, to));
    }

    /** One or two orders executed in one block. */
    private List<Trade> block() {
        List<Trade> block = new ArrayList<>();
        long timeMs = chance(2) ? nowMs + random.nextInt(40_000) : nowMs;
        int orders = 1 + random.nextInt(2);
        for (int order = 0; order < orders; order++) {
            Side side = chance(50) ? Side.B : Side.A;
            String taker = account();
            String hash = chance(25) ? ZERO_HASH : "0x" + Integer.toHexString(random.nextInt(5));
            int trades = 1 + random.nextInt(3);
            for (int i = 0; i < trades; i++) {
                block.add(trade(side, timeMs, hash, taker));
            }
        }
        return block;
    }

    private Trade trade(Side side, long timeMs, String hash, String taker) {
        String maker = account();
        return new Trade(
                COIN,
                side,
                BigDecimal.valueOf(400 + random.nextInt(30), 1),
                BigDecimal.valueOf(1 + random.nextInt(900), 2),
                timeMs,
                hash,
                random.nextInt(1_000_000),
                namesAccounts ? (side == Side.B ? taker : maker) : null,
                namesAccounts ? (side == Side.B ? maker : taker) : null,
                null);
    }

    private String account() {
        return "0xacc" + random.nextInt(3);
    }

    private long pause() {
        int kind = random.nextInt(100);
        if (kind < 25) {
            return 0;
        }
        if (kind < 65) {
            return random.nextInt(600);
        }
        if (kind < 85) {
            return random.nextInt(4_000);
        }
        if (kind < 95) {
            return random.nextInt(50_000);
        }
        return kind < 99 ? random.nextInt(900_000) : random.nextInt(9_000_000);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
