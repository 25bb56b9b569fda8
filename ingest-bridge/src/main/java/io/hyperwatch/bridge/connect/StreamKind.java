package io.hyperwatch.bridge.connect;

/** Kinds of streams, the ones to keep longest first. */
enum StreamKind {
    ACCOUNTS("account streams"),
    MIDS("allMids"),
    TRADES("trades"),
    CONTEXTS("activeAssetCtx"),
    STANDBY_TRADES("standby trades"),
    BBO("bbo"),
    MINUTE_CANDLES("candle 1m"),
    BOOKS("l2Book"),
    OTHER_CANDLES("other candles"),
    AGGREGATED_BOOKS("aggregated l2Book");

    static final String MINUTE = "1m";

    private final String title;

    StreamKind(String title) {
        this.title = title;
    }

    /** How people read of it. */
    String title() {
        return title;
    }
}
