package io.hyperwatch.patterns.liquidations;

import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.patterns.dedupe.Admission;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;
import io.hyperwatch.topics.Topic;

import java.nio.charset.StandardCharsets;

/**
 * All fills, in log order -> liquidation fills, each trade counted once.
 *
 * <p>A {@code liquidation} object on a fill does not say that its account was liquidated: both
 * sides carry it. The victim is the account it names; where it names none, or where there is no
 * object at all, the account of the fill if its direction begins with {@code Liquidated };
 * otherwise nobody can tell and the fill is rejected, as is one at price 0. Auto-deleveraging is
 * given out apart: each trade once, and each view of the deleveraged account. An HLP account as
 * victim is auto-deleveraging or a transfer seen from elsewhere and is left out.
 *
 * <p>The first view of a trade counts; the other side's view adds what the first could not know
 * (counterparty, closed PnL) under the next revision, not counted. Repeats are dropped.
 *
 * <p>History (a record received more than 10 minutes after its time, one in an account's first
 * snapshot, or one too old for de-duplication) is given out marked, in runs of its own. A live view
 * of a trade that was known from history alone counts after all, under the next revision: the other
 * side's first snapshot may overtake it.
 *
 * <p>State, under one key because the total order matters: the trades of the last hour and the last
 * 64 (auto-deleveraging apart), the runs of {@link LiquidationBook}, and one entry for each account
 * whose first snapshot is over. Only live streams send snapshots, and the exchange lets an address
 * follow some ten accounts; 100,000 of them would be 12 MB.
 */
public final class LiquidationAssembler {

    private static final String LIQUIDATED = "Liquidated ";

    private final SeenIds trades;
    private final Table<String, KnownLiquidation> known;
    private final LiquidationBook book;
    private final SeenIds autoDeleveragings;
    private final Table<String, Boolean> snapshotOver;
    private final Cell<Long> cleanUpAt;

    /**
     * @param trades ids of the liquidation trades
     * @param known what is known of each of them
     * @param autoDeleveragings ids of the auto-deleveraging trades that were news
     * @param snapshotOver by account
     * @param cleanUpAt when old ones are forgotten next
     */
    public LiquidationAssembler(
            SeenIds trades,
            Table<String, KnownLiquidation> known,
            LiquidationBook book,
            SeenIds autoDeleveragings,
            Table<String, Boolean> snapshotOver,
            Cell<Long> cleanUpAt) {
        this.trades = trades;
        this.known = known;
        this.book = book;
        this.autoDeleveragings = autoDeleveragings;
        this.snapshotOver = snapshotOver;
        this.cleanUpAt = cleanUpAt;
    }

    /**
     * @param logTimeMs never falls from call to call
     */
    public void onEntry(FillLogEntry entry, long logTimeMs, LiquidationOutput out) {
        advance(logTimeMs);
        if (entry.snapshotEndUser() != null) {
            snapshotOver.put(entry.snapshotEndUser(), true);
            return;
        }
        Fill fill = entry.fill();
        if (Fill.AUTO_DELEVERAGING.equals(fill.direction())) {
            onAutoDeleveraging(fill, logTimeMs, out);
            return;
        }
        LiquidationMark mark = mark(fill);
        if (mark == null || mark.liquidatedIsHlp()) {
            return;
        }
        String victim = victim(fill);
        if (victim == null) {
            out.rejected(rejection(fill, "the fill does not say whose liquidation it belongs to"));
            return;
        }
        if (fill.price().signum() <= 0) {
            out.rejected(rejection(fill, "a liquidation at no price has no value to judge"));
            return;
        }
        Admission admission = admit(trades, fill, logTimeMs);
        boolean history = isHistory(fill, logTimeMs);
        if (admission == Admission.DUPLICATE) {
            onKnown(fill, victim, history, logTimeMs, out);
        } else {
            count(view(fill, victim, history), fill.user().equals(victim), logTimeMs, out);
        }
    }

    /** Whether it matters here; all others may be left out before. */
    public static boolean concerns(FillLogEntry entry) {
        Fill fill = entry.fill();
        return fill == null
                || fill.liquidation() != null
                || Fill.AUTO_DELEVERAGING.equals(fill.direction())
                || saysLiquidated(fill);
    }

    /** Nothing becomes visible by the passing of time: this only cleans up. */
    public void advance(long logTimeMs) {
        Long due = cleanUpAt.get();
        if (due == null || due > logTimeMs) {
            return;
        }
        trades.advance(logTimeMs).forEach(known::remove);
        autoDeleveragings.advance(logTimeMs);
        boolean left = book.cleanUp(logTimeMs);
        long next = Math.min(trades.nextDeadlineMs(), autoDeleveragings.nextDeadlineMs());
        next = left ? SeenIds.nextCleanUpMs(logTimeMs) : next;
        cleanUpAt.set(next == SeenIds.NEVER ? null : Long.valueOf(next));
    }

    /** {@link SeenIds#NEVER} when none. */
    public long nextDeadlineMs() {
        Long due = cleanUpAt.get();
        return due == null ? SeenIds.NEVER : due;
    }

    /** One clock for all parts: each fill would else read three. */
    private void cleanUpLater(long logTimeMs) {
        if (cleanUpAt.get() == null) {
            cleanUpAt.set(SeenIds.nextCleanUpMs(logTimeMs));
        }
    }

    /**
     * History is not admitted: a live view of its trade is still news. A fill that names nobody in
     * default is the deleveraged account's, as its direction says.
     */
    private void onAutoDeleveraging(Fill fill, long logTimeMs, LiquidationOutput out) {
        LiquidationMark mark = fill.liquidation();
        if (mark == null || !fill.user().equals(mark.liquidatedUser())) {
            out.deleveraged(fill);
        }
        if (!isHistory(fill, logTimeMs)
                && admit(autoDeleveragings, fill, logTimeMs) != Admission.DUPLICATE) {
            cleanUpLater(logTimeMs);
            out.autoDeleveraging(fill);
        }
    }

    private void onKnown(
            Fill fill, String victim, boolean history, long logTimeMs, LiquidationOutput out) {
        KnownLiquidation before = known.get(fill.tradeIdentity());
        LiquidationFill first = before.fill();
        if (!victim.equals(first.liquidatedUser())) {
            out.rejected(
                    rejection(fill, "the two sides of the trade name different liquidated users"));
            return;
        }
        boolean fromVictim = fill.user().equals(victim);
        if (fromVictim ? before.seenFromVictim() : first.counterparty() != null) {
            return;
        }
        boolean nowLive = first.history() && !history;
        LiquidationFill both = completed(first, view(fill, victim, first.history() && history));
        boolean seenFromVictim = fromVictim || before.seenFromVictim();
        if (nowLive) {
            count(both, seenFromVictim, logTimeMs, out);
        } else {
            known.put(fill.tradeIdentity(), new KnownLiquidation(both, seenFromVictim));
            out.liquidation(both);
        }
    }

    private void count(
            LiquidationFill fill, boolean seenFromVictim, long logTimeMs, LiquidationOutput out) {
        LiquidationFill counted = book.add(fill, logTimeMs);
        known.put(fill.identity(), new KnownLiquidation(counted, seenFromVictim));
        cleanUpLater(logTimeMs);
        out.liquidation(counted);
    }

    private boolean isHistory(Fill fill, long logTimeMs) {
        boolean firstSnapshot =
                fill.provenance().snapshot() && snapshotOver.get(fill.user()) == null;
        return firstSnapshot
                || fill.timeMs() < logTimeMs - SeenIds.HORIZON_MS
                || Timeliness.of(fill.timeMs(), fill.provenance().receivedAtMs())
                        == Timeliness.HISTORY;
    }

    private static Admission admit(SeenIds ids, Fill fill, long logTimeMs) {
        return ids.admit(fill.tradeIdentity(), fill.timeMs(), logTimeMs);
    }

    private static boolean saysLiquidated(Fill fill) {
        return fill.direction() != null && fill.direction().startsWith(LIQUIDATED);
    }

    /** Only a take-over is shown as liquidated. */
    private static LiquidationMark mark(Fill fill) {
        if (fill.liquidation() == null && saysLiquidated(fill)) {
            return new LiquidationMark(fill.user(), null, LiquidationMethod.BACKSTOP, false);
        }
        return fill.liquidation();
    }

    private static String victim(Fill fill) {
        String named = mark(fill).liquidatedUser();
        return named == null && saysLiquidated(fill) ? fill.user() : named;
    }

    /** The victim's sale closes a long; the other side's purchase is that sale. */
    private static PositionSide positionSide(Fill fill, boolean fromVictim) {
        Side victimSide = fromVictim ? fill.side() : fill.side().opposite();
        return switch (victimSide) {
            case A -> PositionSide.LONG;
            case B -> PositionSide.SHORT;
            default -> PositionSide.UNKNOWN;
        };
    }

    /** What one side's fill says, not yet in a run. */
    private static LiquidationFill view(Fill fill, String victim, boolean history) {
        boolean fromVictim = fill.user().equals(victim);
        LiquidationMark mark = mark(fill);
        return new LiquidationFill(
                null,
                fill.coin(),
                fill.timeMs(),
                fill.tid(),
                victim,
                fromVictim ? null : fill.user(),
                positionSide(fill, fromVictim),
                fill.price(),
                fill.size(),
                mark.markPrice(),
                fromVictim ? fill.closedPnl() : null,
                null,
                fill.hash(),
                mark.method(),
                mark.method() == LiquidationMethod.BACKSTOP
                        ? LiquidationGrade.CONFIRMED_BACKSTOP
                        : LiquidationGrade.CONFIRMED_FILL,
                0,
                0,
                null,
                true,
                history,
                1,
                fill.provenance());
    }

    /** The first view's row with what only the other side knows. */
    private static LiquidationFill completed(LiquidationFill first, LiquidationFill other) {
        return new LiquidationFill(
                first.liquidationId(),
                first.coin(),
                first.timeMs(),
                first.tid(),
                first.liquidatedUser(),
                first.counterparty() != null ? first.counterparty() : other.counterparty(),
                first.positionSide(),
                first.price(),
                first.size(),
                first.markPrice() != null ? first.markPrice() : other.markPrice(),
                first.closedPnl() != null ? first.closedPnl() : other.closedPnl(),
                first.leverage(),
                first.hash(),
                first.method(),
                first.grade(),
                first.liquidationStartMs(),
                first.liquidationFillCount(),
                first.liquidationValueUsd(),
                false,
                other.history(),
                first.revision() + 1,
                other.provenance());
    }

    private static DeadLetter rejection(Fill fill, String reason) {
        return DeadLetter.of(
                Topic.FILLS.topicName(),
                reason,
                new String(EventCodec.encode(fill), StandardCharsets.UTF_8),
                fill.provenance().receivedAtMs());
    }
}
