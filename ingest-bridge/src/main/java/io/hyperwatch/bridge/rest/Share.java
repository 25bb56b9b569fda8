package io.hyperwatch.bridge.rest;

/** Who may spend how much of the REST weight; together the 960 a minute that the bridge uses. */
public enum Share {
    /** States of tracked accounts, again and again; takes what the others leave. */
    TRACKING(480),
    /** Fills that confirm what public trades only suggest. */
    CONFIRMATIONS(120),
    /** Closing of gaps, and taking over while the WebSocket is down. */
    GAP_REPAIR(150),
    /** Settled funding rates. */
    FUNDING(65),
    /** Comparing what was streamed with REST. */
    CROSS_CHECK(60),
    /** The HLP vault and its children. */
    VAULTS(40),
    /** Instruments, contexts of the whole market, history at start. */
    BASICS(45);

    private final int perMinute;

    Share(int perMinute) {
        this.perMinute = perMinute;
    }

    /** Guaranteed weight a minute, of {@link Budget#DEFAULT_PER_MINUTE}. */
    public int perMinute() {
        return perMinute;
    }
}
