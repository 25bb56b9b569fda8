package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;
import java.util.List;

/**
 * A vault as {@code vaultDetails} describes it, topic {@code hl.vaults.v1}, keyed by vault.
 *
 * @param vault lower-case address
 * @param parent the vault it trades for, null for one of its own
 * @param name as the exchange shows it
 * @param leader lower-case address
 * @param timeMs of receipt, epoch milliseconds
 * @param accountValue newest point of the account value of the last 24 hours, in USD; null where
 *     the history is empty
 * @param pnl24h newest point of the profit and loss of the last 24 hours, which leaves deposits and
 *     withdrawals out, in USD; null where the history is empty
 * @param accountValueHistory last 24 hours, oldest first
 * @param pnlHistory last 24 hours, oldest first
 * @param children addresses it trades through
 * @param isClosed whether it has been closed
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record VaultSnapshot(
        String vault,
        String parent,
        String name,
        String leader,
        long timeMs,
        BigDecimal accountValue,
        BigDecimal pnl24h,
        List<HistoryPoint> accountValueHistory,
        List<HistoryPoint> pnlHistory,
        List<String> children,
        boolean isClosed,
        Provenance provenance) {

    /**
     * One point of a history.
     *
     * @param timeMs epoch milliseconds
     * @param value in USD
     */
    public record HistoryPoint(long timeMs, BigDecimal value) {}

    public VaultSnapshot withProvenance(Provenance newProvenance) {
        return new VaultSnapshot(
                vault,
                parent,
                name,
                leader,
                timeMs,
                accountValue,
                pnl24h,
                accountValueHistory,
                pnlHistory,
                children,
                isClosed,
                newProvenance);
    }
}
