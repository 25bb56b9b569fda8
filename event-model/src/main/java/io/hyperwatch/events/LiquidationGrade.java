package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** How sure we are that a fill was a liquidation, weakest first. */
public enum LiquidationGrade {
    @JsonEnumDefaultValue
    UNKNOWN,
    /** Guessed from public trades; never wakes anyone. */
    INFERRED_BURST,
    /** A fill of either side carries the exchange's {@code liquidation} object. */
    CONFIRMED_FILL,
    /** As above, taken over by a liquidator account. */
    CONFIRMED_BACKSTOP
}
