package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Makes one stream of trades a coin out of several sockets and REST: each trade once, in execution
 * order. Every socket delivers a coin's trades in order, so whichever is ahead may be followed.
 *
 * <p>A new subscription begins with the coin's last 30 trades. Nobody else listening, they are
 * taken at once and, where they neither repeat a known trade nor reach back behind it, a gap is
 * marked. But while another socket delivers the coin, taking them at once could overtake it: they
 * and what follows on the new socket wait until the other one has delivered the newest of the 30,
 * or for {@link #PATIENCE_MS}.
 *
 * <p>Told everything by the inputs alone, so a recording gives the same records again.
 */
final class TradeMerger {

    /** So many trades come with a subscription; fewer are all there ever were. */
    static final int REPLAYED_TRADES = 30;

    /** So many trades REST gives. */
    private static final int FETCHED_TRADES = 10;

    /** The other socket is rarely more than some 10 ms behind; after 2 s it has stopped. */
    static final long PATIENCE_MS = 2_000;

    /** A socket with market data is never silent for so long; asset contexts come each second. */
    private static final long ALIVE_MS = 5_000;

    /** More than the exchange allows: some of them were abandoned without a word. */
    private static final int MANY_SOCKETS = 20;

    private static final long FORGOTTEN_MS = 120_000;

    private final Long coveredUntilMs;
    private final Map<String, CoinTrades> coins = new HashMap<>();
    private final Map<Integer, Long> heardAtMs = new HashMap<>();
    private final List<Held> waiting = new ArrayList<>();

    /** Frames of one socket and coin that wait; the first of them is the replay. */
    private static final class Held {
        private final CoinTrades coin;
        private final int connection;
        private final long untilMs;
        private final TradeKey target;
        private final List<Batch> batches = new ArrayList<>();

        Held(CoinTrades coin, int connection, long untilMs, TradeKey target) {
            this.coin = coin;
            this.connection = connection;
            this.untilMs = untilMs;
            this.target = target;
        }
    }

    /**
     * The trades of one coin in one input, oldest first.
     *
     * @param rows with those that could not be read
     */
    record Batch(Input input, List<Draft> trades, int rows, boolean replay) {}

    /**
     * Drafts that may go out now.
     *
     * @param input they came with
     */
    record Release(Input input, List<Draft> drafts, Notice notice, int duplicates) {}

    /**
     * @param coveredUntilMs exchange time up to which the log of an earlier run is complete; null
     *     where there is none
     */
    TradeMerger(Long coveredUntilMs) {
        this.coveredUntilMs = coveredUntilMs;
    }

    /** A frame of whatever kind has come. */
    void heard(int connection, long receivedAtMs) {
        heardAtMs.put(connection, receivedAtMs);
        if (heardAtMs.size() > MANY_SOCKETS) {
            heardAtMs.values().removeIf(heardMs -> receivedAtMs - heardMs > FORGOTTEN_MS);
            coins.values().forEach(coin -> coin.ready.retainAll(heardAtMs.keySet()));
        }
    }

    /** A socket is gone. */
    void closed(int connection) {
        heardAtMs.remove(connection);
        coins.values().forEach(coin -> coin.ready.remove(connection));
    }

    /** A subscription was confirmed: what comes first is a replay, also on an old socket. */
    void subscribed(int connection, String coin) {
        CoinTrades trades = coins.get(coin);
        if (trades != null) {
            trades.ready.remove(connection);
        }
    }

    /** Receipt of the oldest input that still waits; {@link Long#MAX_VALUE} for none. */
    long oldestWaitingMs() {
        return waiting.stream()
                .mapToLong(held -> held.batches.get(0).input().receivedAtMs())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** What has waited long enough, or has nobody left to wait for. */
    List<Release> expire(long nowMs) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<Release> released = new ArrayList<>();
        for (Iterator<Held> all = waiting.iterator(); all.hasNext(); ) {
            Held held = all.next();
            if (nowMs >= held.untilMs || !isDelivered(held.coin, held.connection, nowMs)) {
                all.remove();
                release(held, released);
            }
        }
        return released;
    }

    /**
     * Takes the trades of one coin from one frame.
     *
     * @return what may go out now, in order; none while it waits
     */
    List<Release> offer(String coin, int connection, Input input, List<Draft> trades, int rows) {
        CoinTrades known = coins.computeIfAbsent(coin, CoinTrades::new);
        long nowMs = input.receivedAtMs();
        boolean replay = !known.ready.contains(connection) && held(known, connection) == null;
        Batch batch = new Batch(input, trades, rows, replay);
        Held queue = held(known, connection);
        if (queue != null) {
            queue.batches.add(batch);
            return List.of();
        }
        if (replay && !trades.isEmpty() && isDelivered(known, connection, nowMs)) {
            TradeKey newest = CoinTrades.key(trades.get(trades.size() - 1));
            if (!known.knows(newest)) {
                Held held = new Held(known, connection, nowMs + PATIENCE_MS, newest);
                held.batches.add(batch);
                waiting.add(held);
                return List.of();
            }
        }
        List<Release> released = new ArrayList<>();
        released.add(take(known, connection, batch));
        for (Iterator<Held> all = waiting.iterator(); all.hasNext(); ) {
            Held other = all.next();
            if (other.coin == known && known.knows(other.target)) {
                all.remove();
                release(other, released);
            }
        }
        return released;
    }

    /** Trades of a REST answer, oldest first: whatever is not known yet. */
    Release fetched(String coin, Input input, List<Draft> trades, int rows) {
        CoinTrades known = coins.computeIfAbsent(coin, CoinTrades::new);
        Batch batch = new Batch(input, trades, rows, false);
        return known.takeNewest(batch, 0, FETCHED_TRADES, coveredUntilMs, null);
    }

    private void release(Held held, List<Release> released) {
        for (Batch batch : held.batches) {
            released.add(take(held.coin, held.connection, batch));
        }
    }

    private Release take(CoinTrades coin, int connection, Batch batch) {
        coin.ready.add(connection);
        return batch.replay()
                ? coin.takeNewest(
                        batch, connection, REPLAYED_TRADES, coveredUntilMs, Source.BACKFILL)
                : coin.take(batch);
    }

    private Held held(CoinTrades coin, int connection) {
        for (Held held : waiting) {
            if (held.coin == coin && held.connection == connection) {
                return held;
            }
        }
        return null;
    }

    /** Whether another socket is delivering the coin. */
    private boolean isDelivered(CoinTrades coin, int connection, long nowMs) {
        for (int other : coin.ready) {
            Long heard = heardAtMs.get(other);
            if (other != connection && heard != null && nowMs - heard < ALIVE_MS) {
                return true;
            }
        }
        return false;
    }
}
