package io.hyperwatch.patterns.vault;

import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.events.VaultSnapshot.HistoryPoint;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of a vault's snapshots; state of {@link VaultLossCore}.
 *
 * <p>The value is followed from snapshot to snapshot by what was earned between them, so deposits
 * and withdrawals do not show in it, nor does a loss that falls out of the 24 hours a day later.
 *
 * @param newest of the snapshots
 * @param pnlHistory of the newest snapshot
 * @param values adjusted for flows, at most 100, oldest first
 * @param pnls profits and losses over 24 hours without their signs, at most 10, oldest first
 * @param days what is known of whole days
 */
public record VaultSeries(
        Sequence newest,
        List<HistoryPoint> pnlHistory,
        List<BigDecimal> values,
        List<BigDecimal> pnls,
        DailyReturns days) {

    static final VaultSeries NONE =
            new VaultSeries(Sequence.NONE, List.of(), List.of(), List.of(), DailyReturns.NONE);

    static final int MAX_VALUES = 100;
    private static final int MAX_PNLS = 10;

    boolean isNews(VaultSnapshot snapshot) {
        return snapshot.provenance().sequence().compareTo(newest) > 0;
    }

    /** A snapshot without a history changes nothing but the sequence. */
    VaultSeries with(VaultSnapshot snapshot) {
        Sequence sequence = snapshot.provenance().sequence();
        if (!isComplete(snapshot)) {
            return new VaultSeries(sequence, pnlHistory, values, pnls, days);
        }
        List<HistoryPoint> history = snapshot.pnlHistory();
        BigDecimal earned = PnlHistory.earned(pnlHistory, history);
        List<BigDecimal> known = earned == null ? List.of() : values;
        BigDecimal value =
                known.isEmpty() ? snapshot.accountValue() : known.get(known.size() - 1).add(earned);
        DailyReturns followed = earned == null ? days.broken() : days;
        return new VaultSeries(
                sequence,
                new ArrayList<>(history),
                newest(known, value, MAX_VALUES),
                newest(pnls, snapshot.pnl24h().abs(), MAX_PNLS),
                followed.with(snapshot.timeMs(), value, snapshot.accountValue()));
    }

    static boolean isComplete(VaultSnapshot snapshot) {
        return snapshot.accountValue() != null
                && snapshot.pnl24h() != null
                && !snapshot.pnlHistory().isEmpty();
    }

    static List<BigDecimal> newest(List<BigDecimal> before, BigDecimal value, int most) {
        List<BigDecimal> all = new ArrayList<>(before);
        all.add(value);
        return all.size() > most
                ? new ArrayList<>(all.subList(all.size() - most, all.size()))
                : all;
    }
}
