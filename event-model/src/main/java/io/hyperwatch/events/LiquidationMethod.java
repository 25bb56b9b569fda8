package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** How the exchange closed a position that fell below maintenance margin. */
public enum LiquidationMethod {
    @JsonEnumDefaultValue
    UNKNOWN,
    /** Market orders into the book. */
    MARKET,
    /** Taken over by a liquidator account of the HLP vault. */
    BACKSTOP
}
