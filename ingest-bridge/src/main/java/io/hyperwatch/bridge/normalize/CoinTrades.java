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

    /** What is new of a live frame. */
    Release take(Batch batch) {
        List<Draft> news = news(batch, null);
        return new Release(batch.input(), news, null, batch.trades().size() - news.size());
    }

    /**
     * What is new of a list of the coin's newest trades, behind a mark where trades are missing
     * before it.
     *
     * @param fullRows so many rows the exchange gives where there are more
     * @param coveredUntilMs of the log of an earlier run, null for none
     * @param source of the records, null for that of the input
     */
    Release takeNewest(
            Batch batch, int connection, int fullRows, Long coveredUntilMs, Source source) {
        boolean first = known.isEmpty();
        TradeKey oldest = batch.trades().isEmpty() ? null : key(batch.trades().get(0));
        // A newer row may be known and older ones lost: only the oldest one proves anything.
        boolean overlaps = oldest != null && knows(oldest);
        // Fewer rows than usual are all there ever were, unless more is known: then the replay
        // itself was lost and this is what came after it.
        boolean whole = first && batch.rows() < fullRows;
        Long lastMs =
                oldest == null || overlaps || whole
                        ? null
                        : first ? covered(coveredUntilMs, oldest) : newestBefore(oldest);
        boolean missing = lastMs != null;
        Long oldestMs = oldest == null ? null : Long.valueOf(oldest.timeMs());
        List<Draft> drafts = new ArrayList<>(batch.trades().size() + 1);
        if (missing) {
            drafts.add(Draft.gap(coin, lastMs, oldestMs));
        }
        List<Draft> news = news(batch, source);
        drafts.addAll(news);
        Notice notice =
                new Notice(
                        "trades:" + coin,
                        connection,
                        batch.rows(),
                        news.size(),
                        oldestMs,
                        oldestMs == null
                                ? null
                                : Long.valueOf(
                                        key(batch.trades().get(batch.trades().size() - 1))
                                                .timeMs()),
                        overlaps,
                        whole,
                        missing ? lastMs : null);
        return new Release(batch.input(), drafts, notice, batch.trades().size() - news.size());
    }

    private static Long covered(Long coveredUntilMs, TradeKey oldest) {
        return coveredUntilMs != null && oldest.timeMs() >= coveredUntilMs ? coveredUntilMs : null;
    }

    /** Time of the newest known trade that is not newer than this one; null for none. */
    private Long newestBefore(TradeKey trade) {
        Long newest = null;
        for (TradeKey key : known.keySet()) {
            if (key.timeMs() <= trade.timeMs() && (newest == null || key.timeMs() > newest)) {
                newest = key.timeMs();
            }
        }
        return newest;
    }

    private List<Draft> news(Batch batch, Source source) {
        List<Draft> news = new ArrayList<>(batch.trades().size());
        for (Draft draft : batch.trades()) {
            TradeKey key = key(draft);
            if (known.putIfAbsent(key, batch.input().receivedAtMs()) == null) {
                news.add(source == null ? draft : draft.from(source));
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
}
