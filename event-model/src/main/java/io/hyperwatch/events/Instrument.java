package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A market the exchange lists, topic {@code hl.instruments.v1} (compacted), keyed by coin.
 *
 * @param coin exact name, as in all other records: {@code BTC}, {@code xyz:SP500}, {@code @107}
 * @param dex of a HIP-3 market, empty for the exchange's own
 * @param displayName for people: {@code HYPE/USDC} for {@code @107}; else the coin
 * @param szDecimals decimals of a size
 * @param maxLeverage of a perpetual, null otherwise
 * @param isDelisted whether it has stopped trading
 * @param kind perpetual, spot or outcome
 * @param timeMs when the bridge learned it, epoch milliseconds
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record Instrument(
        String coin,
        String dex,
        String displayName,
        int szDecimals,
        Integer maxLeverage,
        boolean isDelisted,
        InstrumentKind kind,
        long timeMs,
        Provenance provenance) {

    public Instrument withProvenance(Provenance newProvenance) {
        return new Instrument(
                coin,
                dex,
                displayName,
                szDecimals,
                maxLeverage,
                isDelisted,
                kind,
                timeMs,
                newProvenance);
    }
}
