package io.hyperwatch.patterns.vault;

import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.events.VaultSnapshot.HistoryPoint;
import io.hyperwatch.patterns.incident.Step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random snapshots of one vault of 10M USD: losses that stop exactly on thresholds, deposits and
 * withdrawals, a history whose points fall out at its beginning, gaps of hours and days.
 */
final class RandomVaults {

    private static final long[] STEPS_MS = {
        0, 60_000, 60_000, 60_000, 60_000, 59_999, 60_001, 120_000, 3_600_000, 21_600_000
    };
    private static final long[] DELAYS_MS = {
        0, 0, 0, 0, 0, 0, 0, 60_000, 60_001, 600_000, 600_001, -30_000
    };
    private static final String[] EARNED = {
        "0",
        "0",
        "0.01",
        "1",
        "-1",
        "900",
        "-1000",
        "250000",
        "-250000",
        "-500000",
        "-1000000",
        "1000000",
        "-0.01"
    };
    private static final String[] FLOWS = {"0", "0", "0", "0", "0", "0", "5000000", "-4000000"};

    private final Random random;
    private final List<HistoryPoint> earned = new ArrayList<>();
    private final List<HistoryPoint> worth = new ArrayList<>();
    private long timeMs = Vaults.BEGINNING;
    private long logTimeMs = timeMs - 1_000;
    private long counter;
    private BigDecimal total = BigDecimal.ZERO;
    private BigDecimal value = new BigDecimal("10000000");

    RandomVaults(long seed) {
        this.random = new Random(seed);
        grid();
    }

    List<Step<VaultSnapshot>> steps(int count) {
        List<Step<VaultSnapshot>> steps = new ArrayList<>();
        boolean calm = random.nextInt(3) == 0;
        VaultSnapshot before = null;
        while (steps.size() < count) {
            pass(calm);
            if (random.nextInt(12) == 0) {
                logTimeMs = Math.max(logTimeMs, timeMs - 1_000);
                steps.add(new Step<>(logTimeMs, null));
                continue;
            }
            boolean again = before != null && random.nextInt(20) == 0;
            VaultSnapshot next = again ? before : snapshot(calm);
            before = next;
            logTimeMs =
                    Math.max(logTimeMs, Math.min(next.timeMs(), next.provenance().receivedAtMs()));
            steps.add(new Step<>(logTimeMs, next));
        }
        steps.add(new Step<>(logTimeMs + 3_600_000, null));
        return steps;
    }

    private void pass(boolean calm) {
        timeMs += STEPS_MS[random.nextInt(calm ? 8 : STEPS_MS.length)];
        if (random.nextInt(40) == 0) {
            timeMs += 2 * Vaults.DAY_MS;
        }
        if (!calm || random.nextInt(4) == 0) {
            BigDecimal more = new BigDecimal(EARNED[random.nextInt(calm ? 7 : EARNED.length)]);
            total = total.add(more);
            value = value.add(more).add(new BigDecimal(FLOWS[random.nextInt(FLOWS.length)]));
        }
        if (random.nextInt(3) == 0) {
            grid();
        }
    }

    private void grid() {
        if (earned.isEmpty() || earned.get(earned.size() - 1).timeMs() < timeMs) {
            earned.add(new HistoryPoint(timeMs, total));
            worth.add(new HistoryPoint(timeMs, value));
        }
    }

    private VaultSnapshot snapshot(boolean calm) {
        counter++;
        if (random.nextInt(30) == 0) {
            return Vaults.snapshot(timeMs, timeMs, counter, List.of(), List.of());
        }
        int from = 0;
        while (from < earned.size() - 1 && earned.get(from).timeMs() < timeMs - Vaults.DAY_MS) {
            from++;
        }
        List<HistoryPoint> pnls = new ArrayList<>();
        List<HistoryPoint> values = new ArrayList<>();
        for (int i = from; i < earned.size(); i++) {
            HistoryPoint point = earned.get(i);
            pnls.add(
                    new HistoryPoint(
                            point.timeMs(), point.value().subtract(earned.get(from).value())));
            values.add(worth.get(i));
        }
        if (pnls.get(pnls.size() - 1).timeMs() < timeMs) {
            pnls.add(new HistoryPoint(timeMs, total.subtract(earned.get(from).value())));
            values.add(new HistoryPoint(timeMs, value));
        }
        long delayMs = calm ? 0 : DELAYS_MS[random.nextInt(DELAYS_MS.length)];
        return Vaults.snapshot(timeMs, timeMs + delayMs, counter, values, pnls);
    }
}
