package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Side of a trade (the taker's) or of a fill (the account's own), as the exchange writes it. */
public enum Side {
    @JsonEnumDefaultValue
    UNKNOWN,
    /** Bought. */
    B,
    /** Sold ("ask"). */
    A;

    public Side opposite() {
        return switch (this) {
            case A -> B;
            case B -> A;
            default -> UNKNOWN;
        };
    }
}
