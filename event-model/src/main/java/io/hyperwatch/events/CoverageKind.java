package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** What a {@link CoverageEvent} says; JSON field {@code kind}. */
public enum CoverageKind {
    @JsonEnumDefaultValue
    UNKNOWN,
    /** From {@code gap_start_ms} on events of the stream may be missing. */
    GAP_OPENED,
    /** The gap has an end; {@code closed_by} says whether anything is still missing in it. */
    GAP_CLOSED,
    /** A stream with a cadence has been silent for longer than it ever should be. */
    STALE,
    /** A stale stream speaks again. */
    LIVE,
    /** A comparison with REST found a difference beyond tolerance. */
    MISMATCH
}
