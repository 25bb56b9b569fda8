package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Which half of an account an {@link AccountState} shows; JSON field {@code kind}. */
public enum AccountStateKind {
    @JsonEnumDefaultValue
    UNKNOWN,
    /** {@code clearinghouseState}: positions and margin on one dex. */
    PERP,
    /** {@code spotClearinghouseState}: token balances. */
    SPOT
}
