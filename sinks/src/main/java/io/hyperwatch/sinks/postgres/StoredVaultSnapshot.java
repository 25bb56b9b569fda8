package io.hyperwatch.sinks.postgres;

import java.math.BigDecimal;

/**
 * A row of table {@code vault_snapshots}; figures are null where they are not known.
 *
 * @param vault lower-case address
 * @param timeMs of the snapshot
 * @param parent the vault it trades for, or null
 * @param name as the exchange shows it
 */
public record StoredVaultSnapshot(
        String vault,
        long timeMs,
        String parent,
        String name,
        BigDecimal accountValue,
        BigDecimal pnl24h,
        BigDecimal drawdownPct,
        BigDecimal zScore,
        BigDecimal sharpe,
        BigDecimal anomalyScore) {}
