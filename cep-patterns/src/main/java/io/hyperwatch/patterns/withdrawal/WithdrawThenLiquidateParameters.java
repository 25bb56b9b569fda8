package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters.
 *
 * @param openedUsd a position worth this or more after a position event is large
 * @param withdrawnPct a withdrawal is this or more of the account's value, in percent
 * @param withinMs from the withdrawal to the liquidation, at most; also the longest stretch over
 *     which transfers are one withdrawal
 */
public record WithdrawThenLiquidateParameters(
        BigDecimal openedUsd, BigDecimal withdrawnPct, long withinMs) implements Serializable {

    /** Smaller positions do not reach the rule. */
    static final BigDecimal MIN_OPENED_USD = new BigDecimal("100000");

    /** What the pattern and the state before it are made for. */
    static final long MAX_WITHIN_MS = 172_800_000;

    public static final WithdrawThenLiquidateParameters DEFAULTS =
            new WithdrawThenLiquidateParameters(
                    new BigDecimal("10000000"), new BigDecimal("10"), 86_400_000);

    public WithdrawThenLiquidateParameters {
        Checks.positive("opened_usd", openedUsd);
        Checks.require(
                openedUsd.compareTo(MIN_OPENED_USD) >= 0, "opened_usd must be 100000 or more");
        Checks.positive("withdrawn_pct", withdrawnPct);
        Checks.require(
                withdrawnPct.compareTo(BigDecimal.valueOf(100)) <= 0,
                "withdrawn_pct must be 100 or less");
        Checks.between("within_ms", withinMs, 1_000, MAX_WITHIN_MS);
    }
}
