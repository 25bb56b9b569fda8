package io.hyperwatch.patterns.cascade;

import io.hyperwatch.patterns.state.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The liquidations of one coin that are confirmed, or those that are inferred. */
final class CascadeLiquidations {

    private final Table<String, CascadeLiquidation> byId;
    private final Table<Long, StartNode> starts;

    CascadeLiquidations(Table<String, CascadeLiquidation> byId, Table<Long, StartNode> starts) {
        this.byId = byId;
        this.starts = starts;
    }

    /** When they began, for one judgement. */
    StartTree starts() {
        return new StartTree(starts);
    }

    /** Null when there is none, or one that began before the time: it does not exist any more. */
    CascadeLiquidation get(String id, long oldestMs) {
        CascadeLiquidation found = byId.get(id);
        return found == null || found.startMs() < oldestMs ? null : found;
    }

    /**
     * A liquidation has changed.
     *
     * @param before null for a new one
     */
    void put(CascadeLiquidation before, CascadeLiquidation after, StartTree tree) {
        byId.put(after.id(), after);
        if (before != null
                && before.startMs() == after.startMs()
                && !before.replaced()
                && !after.replaced()) {
            tree.add(after.startMs(), StartSum.growth(before, after));
            return;
        }
        if (before != null && !before.replaced()) {
            tree.put(before.startMs(), without(before, tree.at(before.startMs())));
        }
        if (!after.replaced()) {
            tree.add(after.startMs(), StartSum.of(after));
        }
    }

    /** Those that began in the closed interval, in no order. */
    List<CascadeLiquidation> between(long fromMs, long toMs) {
        List<CascadeLiquidation> found = new ArrayList<>();
        for (Map.Entry<String, CascadeLiquidation> entry : byId.entries()) {
            CascadeLiquidation one = entry.getValue();
            if (one.startMs() >= fromMs && one.startMs() <= toMs && !one.replaced()) {
                found.add(one);
            }
        }
        return found;
    }

    /** Whether anything is left. */
    boolean removeBefore(long timeMs) {
        List<String> oldIds = new ArrayList<>();
        boolean left = false;
        for (Map.Entry<String, CascadeLiquidation> entry : byId.entries()) {
            if (entry.getValue().startMs() < timeMs) {
                oldIds.add(entry.getKey());
            } else {
                left = true;
            }
        }
        oldIds.forEach(byId::remove);
        List<Long> oldNodes = new ArrayList<>();
        for (Map.Entry<Long, StartNode> entry : starts.entries()) {
            if (StartTree.isBefore(entry.getKey(), timeMs)) {
                oldNodes.add(entry.getKey());
            } else {
                left = true;
            }
        }
        oldNodes.forEach(starts::remove);
        return left;
    }

    /**
     * The sum of a millisecond that one of its liquidations is taken out of. Where that one may
     * have had the lowest or highest price, those of the others are looked up: all are read, which
     * is seldom, since it takes an earlier fill that arrives later.
     */
    private StartSum without(CascadeLiquidation one, StartSum sum) {
        if (sum.count() == 1) {
            return StartSum.NONE;
        }
        if (!sum.hasExtremeOf(one)) {
            return sum.minus(one, sum.lowestPrice(), sum.highestPrice());
        }
        StartSum others = StartSum.NONE;
        for (CascadeLiquidation other : between(one.startMs(), one.startMs())) {
            if (!other.id().equals(one.id())) {
                others = others.plus(StartSum.of(other));
            }
        }
        return sum.minus(one, others.lowestPrice(), others.highestPrice());
    }
}
