package io.hyperwatch.testbed.exchange;

import java.math.BigDecimal;

/**
 * One hour's funding of one position.
 *
 * @param user lower-case address
 * @param coin exact name
 * @param timeMs when it was settled
 * @param usd negative when the account paid
 * @param positionSize signed, in coins
 * @param rate hourly, a fraction
 */
public record FundingPayment(
        String user,
        String coin,
        long timeMs,
        BigDecimal usd,
        BigDecimal positionSize,
        BigDecimal rate) {}
