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
                Map.entry("l2Book", Books::read),
                Map.entry("candle", Candles::read),
                Map.entry("activeAssetCtx", in -> Prices.readContext(in, false)),
                Map.entry("activeSpotAssetCtx", in -> Prices.readContext(in, true)));
    }

    /** By type of request. */
    static Map<String, Reader> answers() {
        return Map.ofEntries(
                Map.entry("allMids", Prices::readMidsAnswer),
                Map.entry("metaAndAssetCtxs", Prices::readContexts),
                Map.entry("meta", Instruments::readPerps),
                Map.entry("spotMeta", Instruments::readSpot),
                Map.entry("l2Book", Books::readAnswer),
                Map.entry("candleSnapshot", Candles::readSnapshot),
                Map.entry("fundingHistory", FundingRates::readHistory),
                Map.entry("leaderboard", Leaderboard::read),
                Map.entry("reference", ReferencePrices::read));
    }
}
