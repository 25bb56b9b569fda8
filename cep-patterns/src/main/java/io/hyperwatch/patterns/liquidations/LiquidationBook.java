package io.hyperwatch.patterns.liquidations;

import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.state.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Groups liquidation fills into liquidations: runs of one account and coin with gaps of at most 5 s
 * of event time.
 *
 * <p>A fill joins a run when its time is within 5 s of the span the run has so far, before or after
 * it; of several such runs the one that was opened first takes it. A fill before the start moves
 * the start, but the id stays with the fill that opened the run. Two runs that a later fill bridges
 * stay two: each may have been judged. What is history has runs of its own.
 *
 * <p>State: a run is forgotten one hour of log time after its newest fill arrived. A fill that can
 * still be judged is at most 10 minutes old, so no run that is judged is ever cut short by it. When
 * the clean-up runs makes no difference; it costs as much as is stored.
 */
public final class LiquidationBook {

    private static final String RULE = "liquidation";

    private final Table<String, LiquidationRuns> book;

    public LiquidationBook(Table<String, LiquidationRuns> book) {
        this.book = book;
    }

    /** Id of the liquidation that a fill opens. */
    public static String liquidationId(String coin, String liquidatedUser, String fillIdentity) {
        return AlertId.digest(List.of(RULE, coin, liquidatedUser, fillIdentity));
    }

    /** Adds a fill and gives it back as counted in the run that it belongs to. */
    public LiquidationFill add(LiquidationFill fill, long logTimeMs) {
        LiquidationRun run = runWith(fill, logTimeMs);
        return new LiquidationFill(
                run.liquidationId(),
                fill.coin(),
                fill.timeMs(),
                fill.tid(),
                fill.liquidatedUser(),
                fill.counterparty(),
                fill.positionSide(),
                fill.price(),
                fill.size(),
                fill.markPrice(),
                fill.closedPnl(),
                fill.leverage(),
                fill.hash(),
                fill.method(),
                fill.grade(),
                run.startMs(),
                run.fillCount(),
                run.valueUsd(),
                true,
                fill.history(),
                fill.revision(),
                fill.provenance());
    }

    /**
     * Forgets what is old.
     *
     * @return whether anything is left
     */
    public boolean cleanUp(long logTimeMs) {
        List<String> empty = new ArrayList<>();
        boolean left = false;
        for (Map.Entry<String, LiquidationRuns> entry : book.entries()) {
            if (remembered(entry.getValue(), logTimeMs).isEmpty()) {
                empty.add(entry.getKey());
            } else {
                left = true;
            }
        }
        empty.forEach(book::remove);
        return left;
    }

    private LiquidationRun runWith(LiquidationFill fill, long logTimeMs) {
        String key =
                (fill.history() ? "history|" : "judged|")
                        + fill.coin()
                        + "|"
                        + fill.liquidatedUser();
        List<LiquidationRun> runs = remembered(book.get(key), logTimeMs);
        LiquidationRun joined = null;
        for (int i = 0; i < runs.size() && joined == null; i++) {
            if (runs.get(i).takes(fill.timeMs())) {
                joined = runs.get(i).add(fill.timeMs(), fill.valueUsd(), logTimeMs);
                runs.set(i, joined);
            }
        }
        if (joined == null) {
            joined =
                    new LiquidationRun(
                            liquidationId(fill.coin(), fill.liquidatedUser(), fill.identity()),
                            fill.timeMs(),
                            fill.timeMs(),
                            1,
                            fill.valueUsd(),
                            logTimeMs);
            runs.add(joined);
        }
        book.put(key, new LiquidationRuns(runs));
        return joined;
    }

    private static List<LiquidationRun> remembered(LiquidationRuns runs, long logTimeMs) {
        List<LiquidationRun> remembered = new ArrayList<>();
        if (runs != null) {
            for (LiquidationRun run : runs.runs()) {
                if (run.touchedMs() >= logTimeMs - SeenIds.HORIZON_MS) {
                    remembered.add(run);
                }
            }
        }
        return remembered;
    }
}
