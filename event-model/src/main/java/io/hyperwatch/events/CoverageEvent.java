package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;

/**
 * What the bridge knows about the completeness of one stream, topic {@code hl.coverage.v1}, keyed
 * by stream. A gap is identified by (stream, gap_start_ms); its later events repeat both and carry
 * a higher revision.
 *
 * @param kind what has happened
 * @param stream {@code trades:BTC}, {@code userFills:0x…}, {@code allMids}, …
 * @param timeMs the bridge's clock, epoch milliseconds
 * @param gapStartMs exchange time up to which the stream is known to be complete; null unless about
 *     a gap
 * @param gapEndMs exchange time from which the stream is complete again; null while open
 * @param reason {@code start}, {@code restart}, {@code disconnect}, {@code stall}, {@code silence},
 *     {@code refused}, {@code kafka}, {@code mismatch}, {@code dropped}, {@code replan}
 * @param backfilled events that were fetched for the gap so far
 * @param closedBy {@code replay} or {@code backfill}: nothing is missing; {@code resumed}: the
 *     stream goes on, what fell into the gap is lost; {@code abandoned}: nobody wants the stream
 *     any more; null while open
 * @param expected {@code MISMATCH}: what REST says
 * @param actual {@code MISMATCH}: what the stream said
 * @param detail one sentence for people, null for none
 * @param revision rises with each event about the same gap; 1 for all others
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record CoverageEvent(
        CoverageKind kind,
        String stream,
        long timeMs,
        Long gapStartMs,
        Long gapEndMs,
        String reason,
        long backfilled,
        String closedBy,
        BigDecimal expected,
        BigDecimal actual,
        String detail,
        int revision,
        Provenance provenance) {

    /** {@link #closedBy} of a gap that the replay on a new subscription has filled. */
    public static final String REPLAY = "replay";

    /** {@link #closedBy} of a gap that REST has filled. */
    public static final String BACKFILL = "backfill";

    /** {@link #closedBy} of a gap whose events are lost. */
    public static final String RESUMED = "resumed";

    /** {@link #closedBy} of a gap in a stream that nobody wants any more. */
    public static final String ABANDONED = "abandoned";

    public CoverageEvent withProvenance(Provenance newProvenance) {
        return new CoverageEvent(
                kind,
                stream,
                timeMs,
                gapStartMs,
                gapEndMs,
                reason,
                backfilled,
                closedBy,
                expected,
                actual,
                detail,
                revision,
                newProvenance);
    }
}
