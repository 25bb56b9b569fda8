package io.hyperwatch.testbed.exchange;

import java.math.BigDecimal;

/**
 * The funding rate of a coin in one hour; a row of {@code fundingHistory}.
 *
 * @param coin exact name
 * @param timeMs when it was settled, a few milliseconds past the hour
 * @param rate hourly, a fraction
 * @param premium of the mid over the oracle price, a fraction
 */
public record FundingSettlement(String coin, long timeMs, BigDecimal rate, BigDecimal premium) {}
