package io.hyperwatch.patterns.vault;

import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.events.VaultSnapshot.HistoryPoint;

import java.math.BigDecimal;
import java.util.List;

/**
 * The worst fall of a vault's value from a peak before it, within the 24 hours of its history.
 *
 * <p>The value is adjusted for flows: what the vault had at the beginning plus what it has earned
 * since. Deposits and withdrawals change the account value but not this.
 *
 * @param ratio (peak − value) / peak, 0 or above; above 1 where more was lost than there was
 * @param peakUsd adjusted value it fell from
 * @param valueUsd adjusted value it fell to
 */
record Drawdown(Fraction ratio, BigDecimal peakUsd, BigDecimal valueUsd) {

    /** Null where the history does not say. */
    static Drawdown of(VaultSnapshot snapshot) {
        List<HistoryPoint> pnls = snapshot.pnlHistory();
        if (pnls.isEmpty() || snapshot.accountValueHistory().isEmpty()) {
            return null;
        }
        BigDecimal base =
                snapshot.accountValueHistory().get(0).value().subtract(pnls.get(0).value());
        Drawdown worst = null;
        BigDecimal peak = null;
        for (HistoryPoint pnl : pnls) {
            BigDecimal value = base.add(pnl.value());
            peak = peak == null ? value : peak.max(value);
            if (peak.signum() > 0) {
                Fraction ratio = new Fraction(peak.subtract(value), peak);
                if (worst == null || ratio.compareTo(worst.ratio()) > 0) {
                    worst = new Drawdown(ratio, peak, value);
                }
            }
        }
        return worst;
    }
}
