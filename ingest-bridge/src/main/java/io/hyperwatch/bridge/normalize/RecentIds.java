package io.hyperwatch.bridge.normalize;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The events of each account that have been published lately. Remembered are an account's newest
 * ones by exchange time, so that a long backfill of old ones does not push them out, and the last
 * ones added, so that the repeats where its pages overlap are known too.
 */
final class RecentIds {

    /** One fifth more: pages overlap by the fills of one millisecond. */
    private static final int LAST_ADDED_SHARE = 5;

    private final int newestPerUser;
    private final int lastAddedPerUser;
    private final int total;
    private final LinkedHashMap<String, OfUser> users = new LinkedHashMap<>(16, 0.75f, true);
    private int size;

    /**
     * @param perUser how many of the newest events of an account are remembered
     * @param total over all accounts; beyond it the account that was quiet the longest is forgotten
     */
    RecentIds(int perUser, int total) {
        this.newestPerUser = perUser;
        this.lastAddedPerUser = Math.max(1, perUser / LAST_ADDED_SHARE);
        this.total = total;
    }

    boolean contains(String user, Object id) {
        OfUser known = users.get(user);
        return known != null && known.holders.containsKey(id);
    }

    /**
     * @return false when the event is known
     */
    boolean add(String user, Object id, long timeMs) {
        OfUser known = users.computeIfAbsent(user, u -> new OfUser());
        int before = known.holders.size();
        if (!known.add(id, timeMs)) {
            return false;
        }
        size += known.holders.size() - before;
        Iterator<OfUser> quietest = users.values().iterator();
        while (size > total && users.size() > 1) {
            size -= quietest.next().holders.size();
            quietest.remove();
        }
        return true;
    }

    int size() {
        return size;
    }

    private record Timed(long timeMs, long order, Object id) {}

    private final class OfUser {
        /** How many of the two collections below hold an id. */
        private final Map<Object, Integer> holders = new HashMap<>();

        private final PriorityQueue<Timed> newest =
                new PriorityQueue<>(
                        Comparator.comparingLong(Timed::timeMs).thenComparingLong(Timed::order));
        private final ArrayDeque<Object> lastAdded = new ArrayDeque<>();
        private long order;

        boolean add(Object id, long timeMs) {
            if (holders.putIfAbsent(id, 2) != null) {
                return false;
            }
            newest.add(new Timed(timeMs, order++, id));
            lastAdded.add(id);
            if (newest.size() > newestPerUser) {
                release(newest.remove().id());
            }
            if (lastAdded.size() > lastAddedPerUser) {
                release(lastAdded.remove());
            }
            return true;
        }

        private void release(Object id) {
            holders.computeIfPresent(id, (key, count) -> count == 1 ? null : count - 1);
        }
    }
}
