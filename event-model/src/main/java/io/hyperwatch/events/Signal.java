package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;

/**
 * A trading signal of one coin, topic {@code hyperwatch.signals.v1}, keyed by coin, and table
 * {@code signals}.
 *
 * @param coin exact name on the exchange
 * @param timeMs when it was computed, in event time
 * @param recommendation LONG above 0.6 of the bias, SHORT above 0.6, else NEUTRAL
 * @param longBias share of the weights that is long, 0 to 1
 * @param shortBias share of the weights that is short, 0 to 1
 * @param netExposure weighted sum of the positions, in coins
 * @param confidence 0 to 1
 * @param tradersLong how many
 * @param tradersShort how many
 * @param tradersFlat how many
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record Signal(
        String coin,
        long timeMs,
        Recommendation recommendation,
        BigDecimal longBias,
        BigDecimal shortBias,
        BigDecimal netExposure,
        BigDecimal confidence,
        int tradersLong,
        int tradersShort,
        int tradersFlat,
        Provenance provenance) {

    /** Identity for de-duplication. */
    public String identity() {
        return coin + "|signal|" + timeMs;
    }

    public Signal withProvenance(Provenance newProvenance) {
        return new Signal(
                coin,
                timeMs,
                recommendation,
                longBias,
                shortBias,
                netExposure,
                confidence,
                tradersLong,
                tradersShort,
                tradersFlat,
                newProvenance);
    }
}
