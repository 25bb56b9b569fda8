package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;
import java.util.List;

/**
 * The whole state of an account at one moment, topic {@code hl.account-states.v1}, keyed by user.
 * One record for both kinds; fields that a kind does not carry are null.
 *
 * @param kind positions or token balances
 * @param user lower-case address
 * @param dex {@code PERP}: the HIP-3 dex, empty for the exchange's own
 * @param timeMs {@code PERP}: the exchange's time; {@code SPOT}: time of receipt
 * @param accountValue {@code PERP}: in USD
 * @param totalNotional {@code PERP}: sum of the positions' values, in USD
 * @param totalRawUsd {@code PERP}: cash side, in USD
 * @param totalMarginUsed {@code PERP}: in USD
 * @param crossMaintenanceMarginUsed {@code PERP}: in USD
 * @param withdrawable {@code PERP}: in USD
 * @param positions {@code PERP}: open positions; closed ones vanish from the list
 * @param balances {@code SPOT}: token balances
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record AccountState(
        AccountStateKind kind,
        String user,
        String dex,
        long timeMs,
        BigDecimal accountValue,
        BigDecimal totalNotional,
        BigDecimal totalRawUsd,
        BigDecimal totalMarginUsed,
        BigDecimal crossMaintenanceMarginUsed,
        BigDecimal withdrawable,
        List<Position> positions,
        List<Balance> balances,
        Provenance provenance) {

    /**
     * One open position.
     *
     * @param coin exact name on the exchange
     * @param size signed, in coins
     * @param entryPrice null where the exchange gives none
     * @param positionValueUsd at the mark price
     * @param unrealizedPnl in USD
     * @param returnOnEquity a fraction
     * @param leverage a whole number
     * @param leverageType {@code cross} or {@code isolated}
     * @param liquidationPrice null where it cannot be liquidated
     * @param marginUsed in USD
     * @param maxLeverage of the market
     * @param fundingSinceOpen in USD, positive = paid
     */
    public record Position(
            String coin,
            BigDecimal size,
            BigDecimal entryPrice,
            BigDecimal positionValueUsd,
            BigDecimal unrealizedPnl,
            BigDecimal returnOnEquity,
            int leverage,
            String leverageType,
            BigDecimal liquidationPrice,
            BigDecimal marginUsed,
            Integer maxLeverage,
            BigDecimal fundingSinceOpen) {}

    /**
     * One token balance.
     *
     * @param token name: {@code USDC}, {@code HYPE}
     * @param total in tokens
     * @param hold in tokens, bound by orders
     * @param entryNotional in USD, null where the exchange gives none
     */
    public record Balance(
            String token, BigDecimal total, BigDecimal hold, BigDecimal entryNotional) {}

    public AccountState withProvenance(Provenance newProvenance) {
        return new AccountState(
                kind,
                user,
                dex,
                timeMs,
                accountValue,
                totalNotional,
                totalRawUsd,
                totalMarginUsed,
                crossMaintenanceMarginUsed,
                withdrawable,
                positions,
                balances,
                newProvenance);
    }
}
