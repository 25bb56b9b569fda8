package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Which stream a {@link Price} came from; JSON field {@code kind}. */
public enum PriceKind {
    @JsonEnumDefaultValue
    UNKNOWN,
    /** {@code allMids}: {@code mid} only; event time is the time of receipt. */
    MID,
    /** {@code bbo}: best bid and ask. */
    BBO,
    /** {@code activeAssetCtx}: oracle, mark and mid prices; event time is the time of receipt. */
    CONTEXT,
    /** A spot price of another venue. */
    REFERENCE
}
