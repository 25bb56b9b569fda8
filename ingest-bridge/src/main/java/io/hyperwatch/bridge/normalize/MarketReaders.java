package io.hyperwatch.bridge.normalize;

import java.util.Map;

/** Readers of everything about markets. */
final class MarketReaders {

    private MarketReaders() {}

    /** By channel. */
    static Map<String, Reader> channels() {
        return Map.ofEntries(
                Map.entry("bbo", Prices::readBbo),
                Map.entry("allMids", Prices::readMids),
                Map.entry("activeAssetCtx", in -> Prices.readContext(in, false)),
                Map.entry("activeSpotAssetCtx", in -> Prices.readContext(in, true)));
    }

    /** By type of request. */
    static Map<String, Reader> answers() {
        return Map.of();
    }
}
