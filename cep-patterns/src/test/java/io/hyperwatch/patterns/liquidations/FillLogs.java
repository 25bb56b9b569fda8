package io.hyperwatch.patterns.liquidations;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.factlog.LogWriter;
import io.hyperwatch.patterns.factlog.Logged;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Logs of the fills of a few accounts: liquidations seen from either side or both,
 * auto-deleveraging, fills that name no victim, first and later snapshots, repeats, late records,
 * quiet hours.
 */
final class FillLogs {

    private static final long BEGIN_MS = 1_784_684_100_000L;
    private static final String HLP = "0xhlp";

    private final Random random;
    private final LogWriter<FillLogEntry> log = new LogWriter<>();
    private final List<Fill> executed = new ArrayList<>();
    private final List<Fill> late = new ArrayList<>();
    private long nowMs = BEGIN_MS;
    private long counter;

    private FillLogs(Random random) {
        this.random = random;
    }

    static List<Logged<FillLogEntry>> random(Random random, int entries) {
        return new FillLogs(random).write(entries);
    }

    private List<Logged<FillLogEntry>> write(int entries) {
        while (log.size() < entries) {
            nowMs += pause();
            for (Fill fill : trade()) {
                executed.add(fill);
                if (chance(12)) {
                    late.add(fill);
                } else if (chance(90)) {
                    log(fill, false);
                }
            }
            if (chance(10) && !late.isEmpty()) {
                log(late.remove(random.nextInt(late.size())), false);
            }
            if (chance(8)) {
                log(executed.get(random.nextInt(executed.size())), false);
            }
            if (chance(5)) {
                snapshot(account());
            }
            if (chance(30)) {
                log.tick(nowMs - random.nextInt(1_500));
            }
        }
        return log.entries();
    }

    /** Newest first, as the exchange sends it. */
    private void snapshot(String user) {
        int left = 1 + random.nextInt(8);
        for (int i = executed.size() - 1; i >= 0 && left > 0; i--) {
            if (executed.get(i).user().equals(user)) {
                log(executed.get(i), true);
                left--;
            }
        }
        if (chance(90)) {
            log.event(FillLogEntry.snapshotEnd(user), nowMs, nowMs);
        }
    }

    private void log(Fill fill, boolean snapshot) {
        long receivedAtMs = nowMs + random.nextInt(700);
        Provenance provenance =
                new Provenance(
                        Source.WS,
                        receivedAtMs,
                        new Sequence(1, ++counter),
                        1,
                        counter,
                        0,
                        true,
                        snapshot);
        log.event(FillLogEntry.of(fill.withProvenance(provenance)), fill.timeMs(), receivedAtMs);
    }

    /** Both sides of a trade. */
    private List<Fill> trade() {
        String victim = chance(5) ? HLP : account();
        String other = account();
        String coin = "C" + random.nextInt(2);
        Side side = chance(50) ? Side.A : Side.B;
        long timeMs = nowMs - (chance(10) ? random.nextInt(12_000) : 0);
        long tid = random.nextInt(1_000_000);
        BigDecimal price = BigDecimal.valueOf(chance(2) ? 0 : 400 + random.nextInt(30), 1);
        BigDecimal size = BigDecimal.valueOf(1 + random.nextInt(900), 2);
        LiquidationMark mark = mark(victim);
        boolean deleveraging = chance(7);
        String otherDirection = deleveraging ? Fill.AUTO_DELEVERAGING : "Open Long";
        String direction =
                deleveraging && chance(50)
                        ? Fill.AUTO_DELEVERAGING
                        : chance(10) ? "Liquidated Cross Long" : "Close Long";
        LiquidationMark otherMark = chance(3) ? mark(account()) : mark;
        return List.of(
                fill(victim, coin, side, price, size, timeMs, tid, direction, mark),
                fill(
                        other,
                        coin,
                        side.opposite(),
                        price,
                        size,
                        timeMs,
                        tid,
                        otherDirection,
                        otherMark));
    }

    private LiquidationMark mark(String victim) {
        if (chance(10)) {
            return null;
        }
        return new LiquidationMark(
                chance(10) ? null : victim,
                chance(90) ? BigDecimal.valueOf(400 + random.nextInt(30), 1) : null,
                LiquidationMethod.values()[random.nextInt(3)],
                victim.equals(HLP));
    }

    private Fill fill(
            String user,
            String coin,
            Side side,
            BigDecimal price,
            BigDecimal size,
            long timeMs,
            long tid,
            String direction,
            LiquidationMark mark) {
        return new Fill(
                user,
                coin,
                side,
                price,
                size,
                timeMs,
                BigDecimal.ZERO,
                direction,
                BigDecimal.valueOf(random.nextInt(100)),
                "0x" + tid,
                tid,
                true,
                BigDecimal.ZERO,
                "USDC",
                tid,
                null,
                mark,
                null);
    }

    private String account() {
        return "0xacc" + random.nextInt(4);
    }

    private long pause() {
        int kind = random.nextInt(100);
        if (kind < 30) {
            return 0;
        }
        if (kind < 42) {
            return 5_000 + random.nextInt(2);
        }
        if (kind < 85) {
            return random.nextInt(6_000);
        }
        if (kind < 95) {
            return random.nextInt(60_000);
        }
        return kind < 98 ? random.nextInt(1_200_000) : random.nextInt(9_000_000);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
