package io.hyperwatch.patterns.position;

import io.hyperwatch.events.PositionEvent;

import java.util.ArrayList;
import java.util.List;

/**
 * State of {@link UnwindStepsCore}, one for each account and coin.
 *
 * @param newestMs event time of the newest event judged
 * @param newestIds ids of the events of that time, at most 64
 * @param open the position that may be unwound, null when none
 * @param announced how many went to the pattern
 */
public record UnwindMemory(
        long newestMs, List<String> newestIds, UnwindSequence open, Announced announced) {

    /**
     * Positions that went to the pattern within one window of log time under one version of the
     * rule.
     *
     * @param window number of the window since the epoch
     * @param version of the rule
     * @param count positions
     */
    public record Announced(long window, int version, int count) {

        static final Announced NONE = new Announced(0, 0, 0);

        Announced in(long newWindow, int newVersion) {
            return window == newWindow && version == newVersion
                    ? this
                    : new Announced(newWindow, newVersion, 0);
        }

        Announced andOne() {
            return new Announced(window, version, count + 1);
        }
    }

    /** More changes of one position than this in a millisecond: the first may be counted twice. */
    private static final int MAX_IDS = 64;

    static final UnwindMemory NONE =
            new UnwindMemory(Long.MIN_VALUE, List.of(), null, Announced.NONE);

    /** It is about an earlier position, or a repeat. */
    boolean isOld(PositionEvent event) {
        return event.timeMs() < newestMs
                || event.timeMs() == newestMs && newestIds.contains(event.eventId());
    }

    UnwindMemory seen(PositionEvent event) {
        List<String> ids = new ArrayList<>();
        if (event.timeMs() == newestMs) {
            ids.addAll(newestIds);
        }
        ids.add(event.eventId());
        if (ids.size() > MAX_IDS) {
            ids.remove(0);
        }
        return new UnwindMemory(event.timeMs(), ids, open, announced);
    }

    UnwindMemory with(UnwindSequence newOpen) {
        return new UnwindMemory(newestMs, newestIds, newOpen, announced);
    }

    UnwindMemory with(Announced newAnnounced) {
        return new UnwindMemory(newestMs, newestIds, open, newAnnounced);
    }
}
