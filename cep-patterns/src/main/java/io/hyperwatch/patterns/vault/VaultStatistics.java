package io.hyperwatch.patterns.vault;

import java.math.BigDecimal;

/**
 * A vault at one moment with its figures of risk, for table {@code vault_snapshots}; figures have 6
 * digits and are null where they are not known.
 *
 * @param vault lower-case address
 * @param parent the vault it trades for, or null
 * @param name as the exchange shows it
 * @param timeMs of the snapshot
 * @param accountValue in USD
 * @param pnl24h of the last 24 hours in USD, deposits and withdrawals left out
 * @param drawdownPct worst drawdown of the last 24 hours
 * @param zScore of the value among the last 100 snapshots
 * @param sharpe of the daily returns, a year's
 * @param anomalyScore 0 to 100
 */
public record VaultStatistics(
        String vault,
        String parent,
        String name,
        long timeMs,
        BigDecimal accountValue,
        BigDecimal pnl24h,
        BigDecimal drawdownPct,
        BigDecimal zScore,
        BigDecimal sharpe,
        BigDecimal anomalyScore) {}
