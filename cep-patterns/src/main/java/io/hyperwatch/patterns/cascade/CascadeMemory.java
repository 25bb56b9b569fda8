package io.hyperwatch.patterns.cascade;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.patterns.state.Table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What is counted of a coin: liquidations, confirmed and inferred apart, and how often each trade.
 *
 * <p>A trade counts once. Once a fill confirms a trade of an inferred liquidation, that liquidation
 * is gone with all its trades, those to come included: the exchange has begun to tell of the
 * account, and what it does not tell of was no liquidation. Trades are remembered only while
 * inferred liquidations count: both views of a trade have one time, so they are judged by the same
 * parameters (unless it is dated ahead of the log and the parameters change in between).
 *
 * <p>State: the liquidations that began in the last 30 minutes of log time. That is 10 minutes for
 * fills that arrive late, 15 for the longest window, and 5 for a liquidation to go on. Older ones
 * do not exist, whether they are still stored or not.
 */
final class CascadeMemory {

    static final long REMEMBERED_MS = 1_800_000;

    private final CascadeLiquidations confirmed;
    private final CascadeLiquidations inferred;
    private final Table<String, CountedTrade> trades;

    CascadeMemory(
            CascadeLiquidations confirmed,
            CascadeLiquidations inferred,
            Table<String, CountedTrade> trades) {
        this.confirmed = confirmed;
        this.inferred = inferred;
        this.trades = trades;
    }

    static long oldestMs(long logTimeMs) {
        return logTimeMs - REMEMBERED_MS;
    }

    CascadeStarts starts(boolean withInferred, long logTimeMs) {
        return new CascadeStarts(
                confirmed.starts(), withInferred ? inferred.starts() : null, oldestMs(logTimeMs));
    }

    /** Null where the fill does not count, because its trade is known already. */
    CountedFill count(LiquidationFill fill, CascadeStarts starts) {
        boolean isInferred = fill.grade() == LiquidationGrade.INFERRED_BURST;
        boolean confirms = false;
        if (starts.inferred() != null) {
            CountedTrade known = trades.get(fill.identity());
            boolean wasInferred = known != null && known.inferred();
            if (isInferred && (wasInferred || isGone(fill, known, starts))) {
                return null;
            }
            trades.put(
                    fill.identity(),
                    new CountedTrade(fill.liquidationId(), isInferred, fill.timeMs()));
            if (!isInferred && wasInferred) {
                replace(known.liquidationId(), starts);
                confirms = true;
            }
        }
        CascadeLiquidations kind = isInferred ? inferred : confirmed;
        CascadeLiquidation before = kind.get(fill.liquidationId(), starts.oldestMs());
        CascadeLiquidation after = before == null ? CascadeLiquidation.of(fill) : before.plus(fill);
        kind.put(before, after, isInferred ? starts.inferred() : starts.confirmed());
        BigDecimal addedUsd =
                before == null ? after.valueUsd() : after.valueUsd().subtract(before.valueUsd());
        return new CountedFill(after, before == null, addedUsd, confirms);
    }

    /** By start, then by arrival. */
    List<CascadeLiquidation> in(CascadeWindow window, boolean withInferred) {
        List<CascadeLiquidation> members = confirmed.between(window.fromMs(), window.endMs());
        if (withInferred) {
            members.addAll(inferred.between(window.fromMs(), window.endMs()));
        }
        members.sort(
                Comparator.comparingLong(CascadeLiquidation::startMs)
                        .thenComparing(CascadeLiquidation::seenFrom)
                        .thenComparing(CascadeLiquidation::id));
        return members;
    }

    /** Removes what does not exist any more; whether anything is left. */
    boolean removeOld(long logTimeMs) {
        long oldestMs = oldestMs(logTimeMs);
        List<String> oldTrades = new ArrayList<>();
        boolean tradesLeft = false;
        for (Map.Entry<String, CountedTrade> entry : trades.entries()) {
            if (entry.getValue().timeMs() < oldestMs) {
                oldTrades.add(entry.getKey());
            } else {
                tradesLeft = true;
            }
        }
        oldTrades.forEach(trades::remove);
        boolean confirmedLeft = confirmed.removeBefore(oldestMs);
        boolean inferredLeft = inferred.removeBefore(oldestMs);
        return tradesLeft || confirmedLeft || inferredLeft;
    }

    /** Whether the inferred liquidation of this fill is gone, or goes now. */
    private boolean isGone(LiquidationFill fill, CountedTrade known, CascadeStarts starts) {
        CascadeLiquidation before = inferred.get(fill.liquidationId(), starts.oldestMs());
        if (before != null && before.replaced()) {
            return true;
        }
        if (known == null) {
            return false;
        }
        CascadeLiquidation gone = before == null ? CascadeLiquidation.of(fill) : before;
        inferred.put(before, gone.asReplaced(), starts.inferred());
        return true;
    }

    private void replace(String inferredId, CascadeStarts starts) {
        CascadeLiquidation before = inferred.get(inferredId, starts.oldestMs());
        if (before != null && !before.replaced()) {
            inferred.put(before, before.asReplaced(), starts.inferred());
        }
    }
}
