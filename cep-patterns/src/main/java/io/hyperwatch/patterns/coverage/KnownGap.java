package io.hyperwatch.patterns.coverage;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.json.CanonicalJson;

import java.util.Map;
import java.util.Set;

/**
 * A span of a stream in which events may be missing.
 *
 * @param stream name of the stream
 * @param fromMs exchange time up to which it is known to be complete
 * @param toMs exchange time from which it is complete again, null while open
 * @param reason why it is there
 * @param closedBy how it ended, null while open
 * @param backfilled events fetched for it so far
 * @param revision rises with what is told of it
 */
record KnownGap(
        String stream,
        long fromMs,
        Long toMs,
        String reason,
        String closedBy,
        long backfilled,
        int revision) {

    private static final Set<String> NOTHING_MISSING =
            Set.of(CoverageEvent.REPLAY, CoverageEvent.BACKFILL);

    static KnownGap of(CoverageEvent event) {
        return new KnownGap(
                event.stream(),
                event.gapStartMs(),
                event.gapEndMs(),
                event.reason(),
                event.closedBy(),
                event.backfilled(),
                event.revision());
    }

    boolean overlaps(long firstMs, long lastMs) {
        return fromMs <= lastMs && (toMs == null || toMs >= firstMs);
    }

    boolean endedBefore(long timeMs) {
        return toMs != null && toMs < timeMs;
    }

    /** Whether something in it may still be missing. */
    boolean isHole() {
        return closedBy == null || !NOTHING_MISSING.contains(closedBy);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = CanonicalJson.object();
        json.put("stream", stream);
        json.put("gap_start", CanonicalJson.time(fromMs));
        json.put("gap_end", toMs == null ? null : CanonicalJson.time(toMs));
        json.put("reason", reason);
        json.put("closed_by", closedBy);
        json.put("backfilled", backfilled);
        return json;
    }
}
