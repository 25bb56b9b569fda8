package io.hyperwatch.bridge.check;

import io.hyperwatch.events.CoverageEvent;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** What is known to be missing, and so is no finding. */
final class KnownGaps {

    private static final String TRADES = "trades:";

    /** No longer part of any gap matters: minutes are judged within an hour. */
    private static final long LOOK_BACK_MS = Duration.ofHours(2).toMillis();

    private final Map<String, TreeSet<Long>> openFromMs = new HashMap<>();

    /** Starts of the minutes in which trades of a coin are lost, by stream. */
    private final Map<String, TreeSet<Long>> lostMinutes = new HashMap<>();

    void covered(CoverageEvent event) {
        switch (event.kind()) {
            case GAP_OPENED ->
                    openFromMs
                            .computeIfAbsent(event.stream(), stream -> new TreeSet<>())
                            .add(event.gapStartMs());
            case GAP_CLOSED -> {
                TreeSet<Long> open = openFromMs.get(event.stream());
                if (open != null && open.remove(event.gapStartMs()) && open.isEmpty()) {
                    openFromMs.remove(event.stream());
                }
                boolean filled =
                        CoverageEvent.REPLAY.equals(event.closedBy())
                                || CoverageEvent.BACKFILL.equals(event.closedBy());
                if (!filled) {
                    lost(event.stream(), event.gapStartMs(), event.gapEndMs());
                }
            }
            default -> {
                // Silence and mismatches are no gaps.
            }
        }
    }

    /** Events of a stream between two exchange times, both inclusive, are lost. */
    void lost(String stream, long fromMs, long toMs) {
        if (!stream.startsWith(TRADES)) {
            return;
        }
        TreeSet<Long> minutes = lostMinutes.computeIfAbsent(stream, name -> new TreeSet<>());
        long first = CoinMinutes.startOf(Math.max(fromMs, toMs - LOOK_BACK_MS));
        for (long minute = first; minute <= toMs; minute += CoinMinutes.LENGTH_MS) {
            minutes.add(minute);
        }
    }

    /** Start of the earliest gap of a stream that is still open, exchange time; null for none. */
    Long openFromMs(String stream) {
        TreeSet<Long> open = openFromMs.get(stream);
        return open == null ? null : open.first();
    }

    boolean isOpen(String stream) {
        return openFromMs.containsKey(stream);
    }

    boolean isLost(String stream, long minuteMs) {
        TreeSet<Long> minutes = lostMinutes.get(stream);
        return minutes != null && minutes.contains(minuteMs);
    }

    void forgetBefore(long timeMs) {
        lostMinutes.values().forEach(minutes -> minutes.headSet(timeMs).clear());
        lostMinutes.values().removeIf(TreeSet::isEmpty);
    }
}
