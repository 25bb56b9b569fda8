package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.normalize.TradeMerger.Batch;
import io.hyperwatch.bridge.normalize.TradeMerger.Release;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.Trade;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which trades of one coin have gone out. */
final class CoinTrades {

    /** More than any replay repeats. */
    private static final int KEPT_AT_LEAST = 256;

    /** The slower of two sockets is never behind by more. */
    private static final long KEPT_MS = 120_000;

    /** Bounds memory to about 10 MB a coin; the worst block on record has 22,558 fills. */
    private static final int KEPT_AT_MOST = 100_000;

    /** Sockets that have delivered the coin's replay. */
    final Set<Integer> ready = new HashSet<>();

    private final String coin;
    private final LinkedHashMap<TradeKey, Long> known = new LinkedHashMap<>();
    private long newestMs = Long.MIN_VALUE;

    CoinTrades(String coin) {
        this.coin = coin;
    }

    static TradeKey key(Draft draft) {
        Trade trade = (Trade) draft.event();
        return new TradeKey(trade.timeMs(), trade.tid());
    }

    boolean knows(TradeKey key) {
        return known.containsKey(key);
    }

    /** What is new of a batch. */
    Release take(Batch batch, int connection) {
        boolean overlaps = overlaps(batch.trades());
        List<Draft> news = news(batch, false);
        return new Release(
                batch.input(),
                news,
                connection == 0 ? notice(batch, 0, news.size(), overlaps, false) : null,
                batch.trades().size() - news.size());
    }

    /**
     * What is new of a replay, behind a mark where trades are missing before it.
     *
     * @param coveredUntilMs of the log of an earlier run, null for none
     */
    Release takeReplay(Batch batch, int connection, Long coveredUntilMs) {
        boolean first = known.isEmpty();
        Long lastMs = first ? coveredUntilMs : Long.valueOf(newestMs);
        boolean overlaps = overlaps(batch.trades());
        // Fewer rows than usual are all there ever were, unless more is known: then the replay
        // itself was lost and this is what came after it.
        boolean whole = first && batch.rows() < TradeMerger.REPLAYED_TRADES;
        Notice before = notice(batch, connection, 0, overlaps, whole);
        List<Draft> news = news(batch, true);
        Notice notice = notice(batch, connection, news.size(), overlaps, whole);
        List<Draft> drafts = new ArrayList<>(news.size() + 1);
        if (lastMs != null && before.oldestMs() != null && !before.reachesBackTo(lastMs)) {
            drafts.add(
                    Draft.gap(
                            coin,
                            Math.min(lastMs, before.oldestMs()),
                            before.oldestMs(),
                            batch.input().receivedAtMs()));
        }
        drafts.addAll(news);
        return new Release(batch.input(), drafts, notice, batch.trades().size() - news.size());
    }

    private boolean overlaps(List<Draft> trades) {
        for (Draft trade : trades) {
            if (knows(key(trade))) {
                return true;
            }
        }
        return false;
    }

    private List<Draft> news(Batch batch, boolean replay) {
        List<Draft> news = new ArrayList<>(batch.trades().size());
        for (Draft draft : batch.trades()) {
            TradeKey key = key(draft);
            if (known.putIfAbsent(key, batch.input().receivedAtMs()) == null) {
                newestMs = Math.max(newestMs, key.timeMs());
                news.add(replay ? draft.from(Source.BACKFILL) : draft);
            }
        }
        forget(batch.input().receivedAtMs());
        return news;
    }

    private void forget(long nowMs) {
        Iterator<Map.Entry<TradeKey, Long>> oldest = known.entrySet().iterator();
        while (known.size() > KEPT_AT_LEAST
                && (nowMs - oldest.next().getValue() > KEPT_MS || known.size() > KEPT_AT_MOST)) {
            oldest.remove();
        }
    }

    private Notice notice(Batch batch, int connection, int added, boolean overlaps, boolean whole) {
        List<Draft> trades = batch.trades();
        boolean empty = trades.isEmpty();
        return new Notice(
                "trades:" + coin,
                connection,
                batch.rows(),
                added,
                empty ? null : Long.valueOf(key(trades.get(0)).timeMs()),
                empty ? null : Long.valueOf(key(trades.get(trades.size() - 1)).timeMs()),
                overlaps,
                whole);
    }
}
