package io.hyperwatch.patterns.trades;

import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.dedupe.Admission;
import io.hyperwatch.patterns.dedupe.Seen;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.dedupe.SeenProgress;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Trades of one coin, in log order -> taker orders. An order is the trades that share hash, time,
 * side and taker; trades with an all-zero hash (slices of a TWAP) share the rest. Where a capture
 * names no accounts, the missing taker is one more value of that identity.
 *
 * <p>At the last record of a frame each order that the frame added to is given out as far as it has
 * traded, oldest first; a last record that is a duplicate closes its frame all the same, and so
 * does a record of another frame. Trades that were received more than 10 minutes after their time
 * make no orders.
 *
 * <p>State: the ids of {@link SeenIds}; and orders for 10 minutes of log time after their last
 * trade, because a trade of the same block that arrives later than that is history: no order is
 * ever judged in two parts.
 */
public final class TakerOrderCore {

    static final long REMEMBERED_MS = 600_000;

    private final SeenIds seen;
    private final Table<String, GrowingOrder> orders;
    private final Cell<OpenFrame> open;
    private final Cell<Long> cleanUpAt;

    public TakerOrderCore(
            Table<String, Seen> seenIds,
            Cell<SeenProgress> seenProgress,
            Table<String, GrowingOrder> orders,
            Cell<OpenFrame> open,
            Cell<Long> cleanUpAt) {
        this.seen = new SeenIds(seenIds, seenProgress);
        this.orders = orders;
        this.open = open;
        this.cleanUpAt = cleanUpAt;
    }

    /**
     * @param logTimeMs never falls from call to call
     */
    public void onTrade(Trade trade, long logTimeMs, Consumer<TakerOrder> out) {
        advance(logTimeMs);
        OpenFrame frame = open.get();
        if (frame == null || !frame.holds(trade.provenance())) {
            close(frame, out);
            frame = OpenFrame.of(trade.provenance());
        }
        if (seen.admit(trade.identity(), trade.timeMs(), logTimeMs) == Admission.NEW
                && timeliness(trade) != Timeliness.HISTORY) {
            frame = frame.touching(grow(trade, logTimeMs));
        }
        if (trade.provenance().last()) {
            close(frame, out);
            frame = null;
        }
        open.set(frame);
    }

    /** Nothing becomes visible by the passing of time: this only cleans up. */
    public void advance(long logTimeMs) {
        seen.advance(logTimeMs);
        Long due = cleanUpAt.get();
        if (due == null || due > logTimeMs) {
            return;
        }
        OpenFrame frame = open.get();
        List<String> unjudged = frame == null ? List.of() : frame.touched();
        boolean left = false;
        List<String> forgotten = new ArrayList<>();
        for (Map.Entry<String, GrowingOrder> entry : orders.entries()) {
            if (isForgotten(entry.getValue(), logTimeMs) && !unjudged.contains(entry.getKey())) {
                forgotten.add(entry.getKey());
            } else {
                left = true;
            }
        }
        forgotten.forEach(orders::remove);
        cleanUpAt.set(left ? SeenIds.nextCleanUpMs(logTimeMs) : null);
    }

    /** {@link SeenIds#NEVER} when none. */
    public long nextDeadlineMs() {
        Long due = cleanUpAt.get();
        return Math.min(seen.nextDeadlineMs(), due == null ? SeenIds.NEVER : due);
    }

    private String grow(Trade trade, long logTimeMs) {
        String key = key(trade);
        GrowingOrder known = orders.get(key);
        TakerOrder order =
                known == null || isForgotten(known, logTimeMs)
                        ? first(trade)
                        : add(known.order(), trade);
        orders.put(key, new GrowingOrder(order, logTimeMs));
        if (cleanUpAt.get() == null) {
            cleanUpAt.set(SeenIds.nextCleanUpMs(logTimeMs));
        }
        return key;
    }

    private void close(OpenFrame frame, Consumer<TakerOrder> out) {
        if (frame != null) {
            frame.touched().forEach(key -> out.accept(orders.get(key).order()));
        }
    }

    private static boolean isForgotten(GrowingOrder order, long logTimeMs) {
        return order.touchedMs() < logTimeMs - REMEMBERED_MS;
    }

    private static String key(Trade trade) {
        String hash = isZero(trade.hash()) ? "" : trade.hash();
        return trade.timeMs() + "|" + trade.side() + "|" + trade.taker() + "|" + hash;
    }

    private static boolean isZero(String hash) {
        return hash == null || hash.chars().allMatch(c -> c == '0' || c == 'x');
    }

    private static Timeliness timeliness(Trade trade) {
        return Timeliness.of(trade.timeMs(), trade.provenance().receivedAtMs());
    }

    private static TakerOrder first(Trade trade) {
        return new TakerOrder(
                trade.coin(),
                trade.side(),
                trade.taker(),
                trade.hash(),
                trade.timeMs(),
                trade.identity(),
                1,
                trade.size(),
                trade.valueUsd(),
                trade.price(),
                trade.price(),
                timeliness(trade));
    }

    private static TakerOrder add(TakerOrder order, Trade trade) {
        BigDecimal price = trade.price();
        return new TakerOrder(
                order.coin(),
                order.side(),
                order.taker(),
                order.hash(),
                order.timeMs(),
                order.firstTradeIdentity(),
                order.tradeCount() + 1,
                order.size().add(trade.size()),
                order.valueUsd().add(trade.valueUsd()),
                order.minPrice().min(price),
                order.maxPrice().max(price),
                timeliness(trade));
    }
}
