package io.hyperwatch.bridge;

/** State of a stream as {@code /health} shows it, in lower case. */
public enum StreamStatus {
    LIVE,
    /** Silent for longer than its pace allows. */
    STALE,
    /** A gap is being filled. */
    BACKFILLING,
    /** Not confirmed by the exchange, or no connection. */
    DOWN;

    private static final long MIDS_STALE_MS = 20_000;
    private static final long CONTEXT_STALE_MS = 10_000;

    /**
     * @param stream such as {@code allMids} or {@code trades:BTC}
     * @param confirmed whether the exchange has agreed to it on the open connection
     * @param answering whether the exchange answers on that connection; enough for streams that
     *     only speak when something happens
     * @param silentMs since its last frame, or since it was first confirmed
     */
    static StreamStatus of(String stream, boolean confirmed, boolean answering, long silentMs) {
        if (!confirmed) {
            return DOWN;
        }
        boolean silent =
                stream.startsWith("allMids") && silentMs > MIDS_STALE_MS
                        || stream.startsWith("activeAssetCtx") && silentMs > CONTEXT_STALE_MS;
        return answering && !silent ? LIVE : STALE;
    }
}
