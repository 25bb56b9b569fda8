package io.hyperwatch.bridge.coverage;

import io.hyperwatch.bridge.connect.Subscription;

/** How the loss of a stream is made good. */
enum StreamKind {
    /** A subscription begins with the last 30 trades; REST has the last 10. */
    TRADES,
    /** A subscription begins with a snapshot of history; REST has it by time. */
    HISTORY,
    /** Each frame is a growing candle; REST has all of them. */
    CANDLE,
    /** Each frame is the full state: the next one is as good as the missed ones were. */
    STATE,
    /** Events that are told once and never again. */
    FLEETING;

    static StreamKind of(Subscription subscription) {
        return switch (subscription.type()) {
            case "trades" -> TRADES;
            case "userFills", "userFundings", "userNonFundingLedgerUpdates" -> HISTORY;
            case "candle" -> CANDLE;
            case "orderUpdates", "userEvents" -> FLEETING;
            default -> STATE;
        };
    }
}
