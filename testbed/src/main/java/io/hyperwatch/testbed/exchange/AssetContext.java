package io.hyperwatch.testbed.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The figures of {@code activeAssetCtx} at one moment. The frame carries no time of its own.
 *
 * @param coin exact name
 * @param atMs the exchange's clock when it was pushed
 * @param midPrice null for an empty book
 * @param markPrice in USD
 * @param oraclePrice in USD; null for spot
 * @param fundingRate hourly, a fraction; null for spot
 * @param openInterest in coins; null for spot
 * @param prevDayPrice 24 hours ago
 * @param dayVolumeUsd last 24 hours
 */
public record AssetContext(
        String coin,
        long atMs,
        BigDecimal midPrice,
        BigDecimal markPrice,
        BigDecimal oraclePrice,
        BigDecimal fundingRate,
        BigDecimal openInterest,
        BigDecimal prevDayPrice,
        BigDecimal dayVolumeUsd) {

    /** Of the mid over the oracle price, a fraction; null for spot and for an empty book. */
    public BigDecimal premium() {
        return midPrice == null || oraclePrice == null
                ? null
                : Decimals.wire(
                        midPrice.subtract(oraclePrice)
                                .divide(oraclePrice, 10, RoundingMode.HALF_EVEN));
    }
}
