package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.events.Book;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * First half of rule {@code book-wall-pull}: follows the walls of a coin from book to book, in log
 * order, and tells when one is seen, ends or vanishes. It knows no trades, so it waits for nothing
 * and makes no alerts; {@link WallPullCore} judges what vanished once the trades are known.
 *
 * <p>A repeat, a book older than the newest, a crossed one and one received more than 10 minutes
 * late are passed over as if they had not come. A pause of the rule makes no difference here.
 */
public final class WallWatchCore implements Detector<Book, WallPullParameters> {

    /** A side of 20 levels has at most 9 above twice its median; larger books are rare. */
    static final int MAX_WALLS_A_SIDE = 16;

    private static final BigDecimal MOVED_PCT = BigDecimal.valueOf(80);

    private final Cell<WallState> cell;
    private final Consumer<WallSignal> signals;

    public WallWatchCore(Cell<WallState> cell, Consumer<WallSignal> signals) {
        this.cell = cell;
        this.signals = signals;
    }

    @Override
    public void judge(Book book, long logTimeMs, InForce<WallPullParameters> rule) {
        WallPullParameters inForce = rule.parameters();
        WallState before = cell.get() == null ? WallState.NONE : cell.get();
        Timeliness timeliness = Timeliness.of(book.timeMs(), book.provenance().receivedAtMs());
        if (!isJudged(book, inForce)
                || timeliness == Timeliness.HISTORY
                || book.provenance().sequence().compareTo(before.read()) <= 0
                || book.timeMs() < before.timeMs() && before.sigFigs() == inForce.bookSigFigs()) {
            return;
        }
        boolean follows =
                before.sigFigs() == inForce.bookSigFigs()
                        && !before.walls().isEmpty()
                        && book.timeMs() - before.timeMs() <= inForce.maxBookGapMs();
        if (!follows) {
            before.walls().forEach(wall -> end(book, wall, logTimeMs));
        }
        List<Wall> standing =
                next(
                        book,
                        follows ? before.walls() : List.of(),
                        timeliness == Timeliness.LATE,
                        logTimeMs,
                        inForce);
        cell.set(
                new WallState(
                        book.provenance().sequence(),
                        book.timeMs(),
                        inForce.bookSigFigs(),
                        standing));
    }

    @Override
    public void advance(long logTimeMs) {
        // silence says nothing: a wall nobody has seen since is judged at the next book
    }

    @Override
    public long nextDeadlineMs() {
        return NEVER;
    }

    /** Of the kind the rule wants; a crossed book is none. */
    private static boolean isJudged(Book book, WallPullParameters inForce) {
        int sigFigs = book.sigFigs() == null ? 0 : book.sigFigs();
        return sigFigs == inForce.bookSigFigs()
                && book.mantissa() == null
                && !BookSide.isCrossed(book);
    }

    private List<Wall> next(
            Book book, List<Wall> walls, boolean late, long logTimeMs, WallPullParameters inForce) {
        BookSide bids = BookSide.of(book, true);
        BookSide asks = BookSide.of(book, false);
        List<Wall> standing = new ArrayList<>();
        List<Wall> vanished = new ArrayList<>();
        for (Wall wall : walls) {
            BookSide side = wall.bid() ? bids : asks;
            Book.Level level = side.at(wall.price());
            if (side.shows(wall.price()) && isGone(wall, level, inForce)) {
                vanished.add(wall);
                continue;
            }
            Wall after = stays(wall, book, side, level, inForce);
            if (after == null) {
                end(book, wall, logTimeMs);
            } else {
                standing.add(after);
            }
        }
        int stayed = standing.size();
        addNew(book, bids, standing, logTimeMs, inForce);
        addNew(book, asks, standing, logTimeMs, inForce);
        List<Wall> fresh = standing.subList(stayed, standing.size());
        for (Wall wall : vanished) {
            if (wall.hasStood(inForce)) {
                vanish(book, wall, wall.bid() ? bids : asks, late, fresh, logTimeMs);
            } else {
                end(book, wall, logTimeMs);
            }
        }
        fresh.forEach(wall -> signal(WallStep.SEEN, book, wall, logTimeMs, null));
        return standing;
    }

    private static boolean isGone(Wall wall, Book.Level level, WallPullParameters inForce) {
        return WallPullParameters.isBelow(remaining(level), inForce.maxRemainingPct(), wall.size());
    }

    /** Null when it is not followed any further. */
    private static Wall stays(
            Wall wall, Book book, BookSide side, Book.Level level, WallPullParameters inForce) {
        if (level == null) {
            return null;
        }
        if (side.isWall(level, inForce)) {
            return wall.stands(book, side, level, inForce);
        }
        // may be on its way out in steps
        return wall.hasStood(inForce) && !wall.hasShrunkTooLong(book, inForce) ? wall : null;
    }

    private static void addNew(
            Book book,
            BookSide side,
            List<Wall> walls,
            long logTimeMs,
            WallPullParameters inForce) {
        List<Wall> known = walls.stream().filter(wall -> wall.bid() == side.isBid()).toList();
        int room = MAX_WALLS_A_SIDE - known.size();
        for (Book.Level level : side.levels()) {
            if (room > 0
                    && side.isWall(level, inForce)
                    && known.stream()
                            .noneMatch(wall -> wall.price().compareTo(level.price()) == 0)) {
                walls.add(Wall.seen(book, side, level, logTimeMs));
                room--;
            }
        }
    }

    private void vanish(
            Book book, Wall wall, BookSide side, boolean late, List<Wall> fresh, long logTimeMs) {
        BigDecimal movedTo = null;
        for (Wall other : fresh) {
            if (movedTo == null
                    && other.bid() == wall.bid()
                    && other.price().compareTo(wall.price()) != 0
                    && !WallPullParameters.isBelow(other.size(), MOVED_PCT, wall.size())) {
                movedTo = other.price();
            }
        }
        WallSignal.End end =
                new WallSignal.End(
                        book.identity(),
                        book.timeMs(),
                        late,
                        remaining(side.at(wall.price())),
                        side.worst(),
                        movedTo);
        signal(WallStep.VANISHED, book, wall, logTimeMs, end);
    }

    private void end(Book book, Wall wall, long logTimeMs) {
        signal(WallStep.ENDED, book, wall, logTimeMs, null);
    }

    private void signal(WallStep step, Book book, Wall wall, long logTimeMs, WallSignal.End end) {
        signals.accept(new WallSignal(step, book.coin(), wall, logTimeMs, end));
    }

    private static BigDecimal remaining(Book.Level level) {
        return level == null ? BigDecimal.ZERO : level.size();
    }
}
