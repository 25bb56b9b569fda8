package io.hyperwatch.bridge.normalize;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Side;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fills that have been published, from whichever source, as far as memory is kept of them. */
final class FillIds {

    /** A snapshot and a REST answer hold up to 2,000. */
    private static final int PER_USER = 2_500;

    /** About 150 bytes each. */
    private static final int TOTAL = 300_000;

    /** A node sees every account: one bound for all, some minutes of a heavy hour. */
    private static final int FROM_NODE = 100_000;

    /** What tells a fill apart, see {@link Fill#identity()}. */
    record FillId(String user, String coin, long timeMs, long tid, Side side) {

        static FillId of(Fill fill) {
            return new FillId(fill.user(), fill.coin(), fill.timeMs(), fill.tid(), fill.side());
        }
    }

    private final RecentIds byUser = new RecentIds(PER_USER, TOTAL);
    private final Map<FillId, Boolean> fromNode =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<FillId, Boolean> eldest) {
                    return size() > FROM_NODE;
                }
            };

    /**
     * @return false when the fill is known
     */
    boolean add(Fill fill, boolean isFromNode) {
        FillId id = FillId.of(fill);
        if (fromNode.get(id) != null) {
            return false;
        }
        if (!isFromNode) {
            return byUser.add(fill.user(), id, fill.timeMs());
        }
        if (byUser.contains(fill.user(), id)) {
            return false;
        }
        fromNode.put(id, Boolean.TRUE);
        return true;
    }
}
