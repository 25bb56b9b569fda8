package io.hyperwatch.patterns.coverage;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.json.CanonicalJson;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of gaps and silences: the state of coverage that goes with an alert. Takes the
 * newest event of each gap and each silent stream in any order, so that it can be rebuilt from
 * them.
 *
 * <p>Bounded: gaps that ended more than 24 hours ago are forgotten, and the oldest ones beyond
 * 20,000. Silences: one a stream.
 */
public final class GapLedger {

    /** Longest window of a rule. */
    static final long REMEMBERED_MS = 86_400_000;

    static final int MAX_GAPS = 20_000;

    private static final long CLEAN_UP_EVERY_MS = 60_000;
    private static final int SHOWN = 20;
    private static final Comparator<KnownGap> EARLIEST =
            Comparator.comparingLong(KnownGap::fromMs).thenComparing(KnownGap::stream);

    /**
     * Since when a stream has been silent.
     *
     * @param bridgeStartMs the run of the bridge that said so: the next one says it again
     */
    private record Silence(long sinceMs, long bridgeStartMs) {}

    private final Map<String, KnownGap> gaps = new HashMap<>();
    private final Map<String, Silence> silences = new TreeMap<>();
    private long knownUntilMs = Long.MIN_VALUE;
    private long cleanUpAtMs = Long.MIN_VALUE;
    private long bridgeStartMs = Long.MIN_VALUE;

    /** What the newest event is kept under; null for events that say nothing lasting. */
    public static String key(CoverageEvent event) {
        return switch (event.kind()) {
            case GAP_OPENED, GAP_CLOSED ->
                    event.gapStartMs() == null ? null : event.stream() + "|" + event.gapStartMs();
            case STALE, LIVE -> event.stream();
            default -> null;
        };
    }

    /**
     * Takes an event.
     *
     * @return keys of events that are of no use any more
     */
    public List<String> take(CoverageEvent event) {
        knownUntil(event.timeMs());
        String key = key(event);
        List<String> forgotten = new ArrayList<>();
        if (key == null) {
            return forgotten;
        }
        newRun(event.provenance().sequence().epochMs(), forgotten);
        switch (event.kind()) {
            case STALE -> {
                long startMs = event.provenance().sequence().epochMs();
                if (startMs >= bridgeStartMs) {
                    silences.put(key, new Silence(event.timeMs(), startMs));
                    forgotten.remove(key);
                }
            }
            case LIVE -> {
                silences.remove(key);
                forgotten.add(key);
            }
            default ->
                    gaps.merge(
                            key,
                            KnownGap.of(event),
                            (known, told) -> told.revision() >= known.revision() ? told : known);
        }
        cleanUp(event.timeMs(), forgotten);
        return forgotten;
    }

    /** Nothing before this time is still to come. */
    public void knownUntil(long timeMs) {
        knownUntilMs = Math.max(knownUntilMs, timeMs);
    }

    /**
     * What is known about the streams an alert was made of, from a window before its first evidence
     * event to its event time.
     *
     * @return JSON object: {@code complete} (nothing is known to be missing), {@code gaps} (the
     *     first 20), {@code gap_count}, {@code stale} (the first 20), {@code stale_count}, {@code
     *     known_until}
     */
    public String coverage(Alert alert) {
        Contribution contribution = Contribution.of(alert);
        List<String> names = contribution.streams(alert);
        long firstMs = alert.firstEventTimeMs() - contribution.windowMs();
        List<KnownGap> during = new ArrayList<>();
        for (KnownGap gap : gaps.values()) {
            if (gap.overlaps(firstMs, alert.eventTimeMs()) && isAmong(gap.stream(), names)) {
                during.add(gap);
            }
        }
        during.sort(EARLIEST);
        List<String> stale = new ArrayList<>();
        silences.forEach(
                (stream, silence) -> {
                    if (silence.sinceMs() <= alert.eventTimeMs() && isAmong(stream, names)) {
                        stale.add(stream);
                    }
                });
        Map<String, Object> json = CanonicalJson.object();
        json.put("complete", stale.isEmpty() && during.stream().noneMatch(KnownGap::isHole));
        json.put("gaps", during.stream().limit(SHOWN).map(KnownGap::toJson).toList());
        json.put("gap_count", during.size());
        json.put("stale", stale.stream().limit(SHOWN).toList());
        json.put("stale_count", stale.size());
        json.put(
                "known_until",
                knownUntilMs == Long.MIN_VALUE ? null : CanonicalJson.time(knownUntilMs));
        return CanonicalJson.write(json);
    }

    int size() {
        return gaps.size();
    }

    private static boolean isAmong(String stream, List<String> names) {
        return names.stream().anyMatch(name -> Contribution.matches(stream, name));
    }

    /** A bridge that has been started anew says again what is silent, not what no longer is. */
    private void newRun(long startMs, List<String> forgotten) {
        if (startMs > bridgeStartMs) {
            bridgeStartMs = startMs;
            silences.entrySet()
                    .removeIf(
                            entry ->
                                    entry.getValue().bridgeStartMs() < startMs
                                            && forgotten.add(entry.getKey()));
        }
    }

    private void cleanUp(long nowMs, List<String> forgotten) {
        if (nowMs < cleanUpAtMs && gaps.size() <= MAX_GAPS) {
            return;
        }
        cleanUpAtMs = nowMs + CLEAN_UP_EVERY_MS;
        gaps.entrySet()
                .removeIf(
                        entry ->
                                entry.getValue().endedBefore(nowMs - REMEMBERED_MS)
                                        && forgotten.add(entry.getKey()));
        if (gaps.size() > MAX_GAPS) {
            gaps.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(EARLIEST))
                    .limit(gaps.size() - MAX_GAPS * 9 / 10)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(
                            key -> {
                                gaps.remove(key);
                                forgotten.add(key);
                            });
        }
    }
}
