package io.hyperwatch.patterns.factlog;

import java.util.ArrayList;
import java.util.List;

/** De-duplication by looking through everything that ever arrived. */
public final class NaiveSeen {

    private record Arrival(String id, long timeMs) {}

    private static final long HOUR_MS = 3_600_000;

    private final List<Arrival> arrivals = new ArrayList<>();

    /** {@code NEW}, {@code DUPLICATE} or {@code TOO_OLD}. */
    public String admit(String id, long timeMs, long logTimeMs) {
        if (isSeen(id, logTimeMs)) {
            return "DUPLICATE";
        }
        arrivals.add(new Arrival(id, timeMs));
        return timeMs < logTimeMs - HOUR_MS ? "TOO_OLD" : "NEW";
    }

    /** Whether the newest arrival of the id still counts. */
    private boolean isSeen(String id, long logTimeMs) {
        for (int i = arrivals.size() - 1; i >= 0; i--) {
            Arrival arrival = arrivals.get(i);
            if (arrival.id().equals(id)) {
                boolean recent = arrival.timeMs() >= logTimeMs - HOUR_MS;
                boolean oneOfTheLast = i >= arrivals.size() - 64;
                return recent || oneOfTheLast;
            }
        }
        return false;
    }
}
