package io.hyperwatch.patterns.liquidations;

import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;
import io.hyperwatch.patterns.factlog.Logged;
import io.hyperwatch.patterns.factlog.NaiveSeen;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Liquidations by a loop that keeps every fill for ever and adds everything up again each time. */
final class NaiveLiquidations {

    private static final long HOUR = 3_600_000;

    private record View(Fill fill, String victim, boolean history) {
        boolean fromVictim() {
            return fill.user().equals(victim);
        }
    }

    /** All views of one trade since it was last new; the written rows among them. */
    private record Row(List<View> views, List<LiquidationFill> written) {}

    private record Member(Fill fill, long logTimeMs) {}

    private record Run(boolean history, String coin, String victim, List<Member> members) {}

    private final Collected collected = new Collected();
    private final List<Row> rows = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private final NaiveSeen trades = new NaiveSeen();
    private final NaiveSeen adl = new NaiveSeen();
    private final Set<String> snapshotOver = new HashSet<>();

    static Collected of(List<Logged<FillLogEntry>> log) {
        NaiveLiquidations naive = new NaiveLiquidations();
        for (Logged<FillLogEntry> entry : log) {
            if (!entry.isTick()) {
                naive.read(entry.event(), entry.logTimeMs());
            }
        }
        return naive.collected;
    }

    private void read(FillLogEntry entry, long logTimeMs) {
        Fill fill = entry.fill();
        if (fill == null) {
            snapshotOver.add(entry.snapshotEndUser());
        } else if ("Auto-Deleveraging".equals(fill.direction())) {
            if (fill.liquidation() == null
                    || !fill.user().equals(fill.liquidation().liquidatedUser())) {
                collected.deleveraged(fill);
            }
            if (!isHistory(fill, logTimeMs)
                    && !adl.admit(fill.tradeIdentity(), fill.timeMs(), logTimeMs)
                            .equals("DUPLICATE")) {
                collected.autoDeleveraging(fill);
            }
        } else if (fill.liquidation() == null
                ? fill.direction().startsWith("Liquidated ")
                : !fill.liquidation().liquidatedIsHlp()) {
            forced(fill, logTimeMs);
        }
    }

    private void forced(Fill fill, long logTimeMs) {
        String victim = fill.liquidation() == null ? null : fill.liquidation().liquidatedUser();
        if (victim == null && fill.direction().startsWith("Liquidated ")) {
            victim = fill.user();
        }
        if (victim == null) {
            collected
                    .rejectionReasons()
                    .add("the fill does not say whose liquidation it belongs to");
            return;
        }
        if (fill.price().compareTo(BigDecimal.ZERO) == 0) {
            collected.rejectionReasons().add("a liquidation at no price has no value to judge");
            return;
        }
        boolean history = isHistory(fill, logTimeMs);
        View view = new View(fill, victim, history);
        Row row = null;
        if (trades.admit(fill.tradeIdentity(), fill.timeMs(), logTimeMs).equals("DUPLICATE")) {
            row = lastRowOf(fill);
            View first = row.views().get(0);
            if (!first.victim().equals(victim)) {
                collected
                        .rejectionReasons()
                        .add("the two sides of the trade name different liquidated users");
                return;
            }
            if (row.views().stream().anyMatch(v -> v.fromVictim() == view.fromVictim())) {
                return;
            }
        } else {
            row = new Row(new ArrayList<>(), new ArrayList<>());
            rows.add(row);
        }
        boolean counts =
                row.views().isEmpty() || !history && row.views().stream().allMatch(View::history);
        row.views().add(view);
        write(row, counts ? join(view, logTimeMs) : null);
    }

    private boolean isHistory(Fill fill, long logTimeMs) {
        return fill.provenance().receivedAtMs() - fill.timeMs() > 600_000
                || fill.timeMs() < logTimeMs - HOUR
                || fill.provenance().snapshot() && !snapshotOver.contains(fill.user());
    }

    private Run join(View view, long logTimeMs) {
        for (Run run : runs) {
            if (run.history() == view.history()
                    && run.coin().equals(view.fill().coin())
                    && run.victim().equals(view.victim())
                    && run.members().get(run.members().size() - 1).logTimeMs() >= logTimeMs - HOUR
                    && run.members().stream()
                            .anyMatch(m -> touches(run, view.fill().timeMs(), m.fill()))) {
                run.members().add(new Member(view.fill(), logTimeMs));
                return run;
            }
        }
        Run run = new Run(view.history(), view.fill().coin(), view.victim(), new ArrayList<>());
        run.members().add(new Member(view.fill(), logTimeMs));
        runs.add(run);
        return run;
    }

    /** Within 5 s of some fill of the run, or between two of them. */
    private static boolean touches(Run run, long timeMs, Fill member) {
        boolean near = Math.abs(member.timeMs() - timeMs) <= 5_000;
        boolean between =
                member.timeMs() <= timeMs
                        && run.members().stream().anyMatch(m -> m.fill().timeMs() >= timeMs);
        return near || between;
    }

    private void write(Row row, Run joined) {
        View first = row.views().get(0);
        Fill fill = first.fill();
        LiquidationFill before =
                row.written().isEmpty() ? null : row.written().get(row.written().size() - 1);
        LiquidationFill now =
                new LiquidationFill(
                        joined == null ? before.liquidationId() : id(joined),
                        fill.coin(),
                        fill.timeMs(),
                        fill.tid(),
                        first.victim(),
                        counterparty(row),
                        longWasSold(first) ? PositionSide.LONG : PositionSide.SHORT,
                        fill.price(),
                        fill.size(),
                        markPrice(row),
                        closedPnl(row),
                        null,
                        fill.hash(),
                        method(fill),
                        method(fill) == LiquidationMethod.BACKSTOP
                                ? LiquidationGrade.CONFIRMED_BACKSTOP
                                : LiquidationGrade.CONFIRMED_FILL,
                        joined == null ? before.liquidationStartMs() : start(joined),
                        joined == null ? before.liquidationFillCount() : joined.members().size(),
                        joined == null ? before.liquidationValueUsd() : value(joined),
                        joined != null,
                        row.views().stream().allMatch(View::history),
                        row.views().size(),
                        row.views().get(row.views().size() - 1).fill().provenance());
        row.written().add(now);
        collected.liquidation(now);
    }

    private Row lastRowOf(Fill fill) {
        Row found = null;
        for (Row row : rows) {
            Fill known = row.views().get(0).fill();
            if (known.coin().equals(fill.coin())
                    && known.timeMs() == fill.timeMs()
                    && known.tid() == fill.tid()) {
                found = row;
            }
        }
        return found;
    }

    private static String id(Run run) {
        Fill first = run.members().get(0).fill();
        String identity = first.coin() + "|" + first.timeMs() + "|" + first.tid();
        return AlertId.digest(List.of("liquidation", run.coin(), run.victim(), identity));
    }

    private static long start(Run run) {
        return run.members().stream().mapToLong(m -> m.fill().timeMs()).min().orElseThrow();
    }

    private static BigDecimal value(Run run) {
        return run.members().stream()
                .map(m -> m.fill().price().multiply(m.fill().size()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static boolean longWasSold(View view) {
        return view.fromVictim() == (view.fill().side() == Side.A);
    }

    private static LiquidationMethod method(Fill fill) {
        return fill.liquidation() == null
                ? LiquidationMethod.BACKSTOP
                : fill.liquidation().method();
    }

    private static String counterparty(Row row) {
        for (View view : row.views()) {
            if (!view.fromVictim()) {
                return view.fill().user();
            }
        }
        return null;
    }

    private static BigDecimal closedPnl(Row row) {
        for (View view : row.views()) {
            if (view.fromVictim()) {
                return view.fill().closedPnl();
            }
        }
        return null;
    }

    private static BigDecimal markPrice(Row row) {
        for (View view : row.views()) {
            if (view.fill().liquidation() != null
                    && view.fill().liquidation().markPrice() != null) {
                return view.fill().liquidation().markPrice();
            }
        }
        return null;
    }
}
