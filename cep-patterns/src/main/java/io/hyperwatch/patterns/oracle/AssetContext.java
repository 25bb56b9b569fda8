package io.hyperwatch.patterns.oracle;

import java.math.BigDecimal;

/**
 * What the exchange says about a coin; part of {@link LatestPrices}.
 *
 * @param timeMs time of receipt
 * @param oracle oracle price
 * @param mark mark price, or null
 * @param mid null for an empty book
 * @param dayVolumeUsd of the last 24 hours, or null
 */
public record AssetContext(
        long timeMs, BigDecimal oracle, BigDecimal mark, BigDecimal mid, BigDecimal dayVolumeUsd) {}
