package io.hyperwatch.bridge.coverage;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;

/** A span of a stream in which events may be missing, while it is being dealt with. */
final class Gap {

    private final String stream;
    private final long fromMs;
    private final String reason;
    private int revision;
    private long backfilled;
    private boolean holed;
    private Long endMs;

    /**
     * @param fromMs exchange time up to which the stream is complete
     * @param revision of the last event about it
     */
    Gap(String stream, long fromMs, String reason, int revision) {
        this.stream = stream;
        this.fromMs = fromMs;
        this.reason = reason;
        this.revision = revision;
    }

    String stream() {
        return stream;
    }

    long fromMs() {
        return fromMs;
    }

    String reason() {
        return reason;
    }

    void backfilled(int events) {
        backfilled += events;
    }

    /** Something within it is lost for good. */
    void hole() {
        holed = true;
    }

    boolean isHoled() {
        return holed;
    }

    /** From this exchange time on the stream is live again; what is before is being fetched. */
    void endsAt(long exchangeMs) {
        endMs = Math.max(fromMs, exchangeMs);
    }

    /** The stream is gone again before the gap was filled. */
    void reopen() {
        endMs = null;
    }

    Long endMs() {
        return endMs;
    }

    CoverageEvent opened(long nowMs) {
        return event(CoverageKind.GAP_OPENED, null, null, nowMs);
    }

    CoverageEvent closed(String how, long gapEndMs, long nowMs) {
        return event(CoverageKind.GAP_CLOSED, Math.max(fromMs, gapEndMs), how, nowMs);
    }

    private CoverageEvent event(CoverageKind kind, Long gapEndMs, String how, long nowMs) {
        return new CoverageEvent(
                kind,
                stream,
                nowMs,
                fromMs,
                gapEndMs,
                reason,
                backfilled,
                how,
                null,
                null,
                null,
                ++revision,
                null);
    }
}
