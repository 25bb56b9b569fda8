package io.hyperwatch.patterns.vault;

import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.events.VaultSnapshot.HistoryPoint;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Snapshots of a vault for tests. */
final class Vaults {

    static final String HLP = "0xdfc24b077bc1425ad1dea75bcb6f8158e10df303";
    static final long BEGINNING = 1_760_130_903_000L;
    static final long DAY_MS = 86_400_000;

    private Vaults() {}

    static RuleRun<VaultSnapshot, VaultLossParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new VaultLossRule(),
                vault -> new RecordScope(null, vault.vault(), vault.timeMs()),
                changes);
    }

    static VaultSnapshot snapshot(
            long timeMs,
            long receivedAtMs,
            long counter,
            List<HistoryPoint> values,
            List<HistoryPoint> pnls) {
        return new VaultSnapshot(
                HLP,
                null,
                "HLP",
                "0x677d831aef5328190852e24f13c46cac05f984e7",
                timeMs,
                values.isEmpty() ? null : values.get(values.size() - 1).value(),
                pnls.isEmpty() ? null : pnls.get(pnls.size() - 1).value(),
                values,
                pnls,
                List.of(),
                false,
                new Provenance(
                        Source.REST,
                        receivedAtMs,
                        new Sequence(BEGINNING, counter),
                        0,
                        counter,
                        0,
                        true,
                        false));
    }

    /** A day in three points: its beginning, its middle, now. */
    static VaultSnapshot day(long timeMs, String before, String middlePnl, String nowPnl) {
        List<HistoryPoint> pnls = new ArrayList<>();
        List<HistoryPoint> values = new ArrayList<>();
        long[] times = {timeMs - DAY_MS, timeMs - DAY_MS / 2, timeMs};
        String[] pnl = {"0.0", middlePnl, nowPnl};
        for (int i = 0; i < times.length; i++) {
            pnls.add(new HistoryPoint(times[i], new BigDecimal(pnl[i])));
            values.add(
                    new HistoryPoint(times[i], new BigDecimal(before).add(new BigDecimal(pnl[i]))));
        }
        return snapshot(timeMs, timeMs, timeMs - BEGINNING + 1, values, pnls);
    }
}
