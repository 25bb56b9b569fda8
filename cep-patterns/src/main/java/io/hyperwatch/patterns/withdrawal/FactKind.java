package io.hyperwatch.patterns.withdrawal;

/** What an {@link AccountFact} says; also the order of facts of one event time. */
public enum FactKind {
    UNKNOWN,
    /** What a position is worth after a position event. */
    POSITION,
    /** Money left or reached the margin of the account's perpetuals. */
    TRANSFER,
    /**
     * What the account is worth. After the transfers of the same time: it says nothing of what the
     * account was worth before them.
     */
    ACCOUNT_VALUE,
    /** A fill of a liquidation of the account. */
    LIQUIDATION
}
