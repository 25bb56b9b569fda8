package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.events.Book;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.NaiveRules;
import io.hyperwatch.patterns.rules.NaiveRules.NaiveRule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Splits the books into runs without a gap and goes through each run once for every price that ever
 * was in it.
 */
final class NaiveWalls {

    private final NaiveRules rules;

    NaiveWalls(NaiveRules rules) {
        this.rules = rules;
    }

    /** A book that is judged, and by what. */
    record Judged(Book book, long logMs, NaiveRule rule, int number) {

        List<Book.Level> side(boolean bid) {
            return bid ? book.bids() : book.asks();
        }

        BigDecimal size(boolean bid, BigDecimal price) {
            return side(bid).stream()
                    .filter(level -> level.price().equals(price))
                    .map(Book.Level::size)
                    .findFirst()
                    .orElse(BigDecimal.ZERO);
        }

        boolean shows(boolean bid, BigDecimal price) {
            List<Book.Level> side = side(bid);
            if (side.isEmpty()) {
                return false;
            }
            BigDecimal last = side.get(side.size() - 1).price();
            return bid ? price.compareTo(last) >= 0 : price.compareTo(last) <= 0;
        }

        boolean isWall(boolean bid, BigDecimal price) {
            BigDecimal usd = size(bid, price).multiply(price);
            if (usd.compareTo(rule.decimal("min_wall_usd")) < 0
                    || book.bids().isEmpty()
                    || book.asks().isEmpty()) {
                return false;
            }
            BigDecimal mid =
                    book.bids().get(0).price().add(book.asks().get(0).price()).divide(two());
            BigDecimal pct = rule.decimal("max_distance_pct").movePointLeft(2);
            if (price.subtract(mid).abs().compareTo(mid.multiply(pct)) > 0) {
                return false;
            }
            List<BigDecimal> all = new ArrayList<>();
            side(bid).forEach(level -> all.add(level.price().multiply(level.size())));
            all.sort(Comparator.naturalOrder());
            int half = all.size() / 2;
            BigDecimal median =
                    all.size() % 2 == 1
                            ? all.get(half)
                            : all.get(half).add(all.get(half - 1)).divide(two());
            return usd.compareTo(median.multiply(rule.decimal("min_times_median"))) >= 0;
        }

        private static BigDecimal two() {
            return new BigDecimal(2);
        }
    }

    /** A wall from its first book on. */
    static final class Life {
        final Judged first;
        Judged anchor;
        Judged last;
        int books = 1;

        Life(Judged first) {
            this.first = first;
            this.anchor = first;
            this.last = first;
        }

        boolean stood(NaiveRule rule) {
            return books >= rule.number("min_books")
                    && last.book().timeMs() - first.book().timeMs()
                            >= rule.number("min_standing_ms");
        }
    }

    record Gone(boolean bid, BigDecimal price, Life life, Judged at) {

        long dueMs() {
            return Math.max(at.book().timeMs() + 10_000, at.logMs());
        }

        BigDecimal size() {
            return life.anchor.size(bid, price);
        }

        String identity(Judged in) {
            return in.book().identity() + (bid ? "|bid|" : "|ask|") + price;
        }
    }

    List<Gone> find(List<Step<Book>> log) {
        List<Gone> gone = new ArrayList<>();
        for (List<Judged> run : runs(log)) {
            for (boolean bid : new boolean[] {true, false}) {
                TreeSet<BigDecimal> prices = new TreeSet<>();
                run.forEach(one -> one.side(bid).forEach(level -> prices.add(level.price())));
                prices.forEach(price -> follow(run, bid, price, gone));
            }
        }
        return gone;
    }

    /** Books that follow each other without a gap. */
    private List<List<Judged>> runs(List<Step<Book>> log) {
        List<List<Judged>> runs = new ArrayList<>();
        Judged before = null;
        for (Step<Book> step : log) {
            Book book = step.input();
            if (book == null) {
                continue;
            }
            NaiveRule rule = rules.at(book.coin(), null, Math.min(book.timeMs(), step.logTimeMs()));
            int figures = book.sigFigs() == null ? 0 : book.sigFigs();
            boolean crossed =
                    !book.bids().isEmpty()
                            && !book.asks().isEmpty()
                            && book.bids().get(0).price().compareTo(book.asks().get(0).price())
                                    >= 0;
            if (figures != rule.number("book_sig_figs")
                    || crossed
                    || book.provenance().receivedAtMs() - book.timeMs() > 600_000) {
                continue;
            }
            boolean sameKind =
                    before != null && Objects.equals(before.book().sigFigs(), book.sigFigs());
            if (before != null
                    && (book.provenance()
                                            .sequence()
                                            .compareTo(before.book().provenance().sequence())
                                    <= 0
                            || sameKind && book.timeMs() < before.book().timeMs())) {
                continue;
            }
            int number = before == null ? 0 : before.number() + 1;
            Judged judged = new Judged(book, step.logTimeMs(), rule, number);
            if (!sameKind
                    || book.timeMs() - before.book().timeMs() > rule.number("max_book_gap_ms")) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(judged);
            before = judged;
        }
        return runs;
    }

    private void follow(List<Judged> run, boolean bid, BigDecimal price, List<Gone> gone) {
        Life life = null;
        for (Judged now : run) {
            BigDecimal size = now.size(bid, price);
            long timeMs = now.book().timeMs();
            if (life != null) {
                BigDecimal part = now.rule().decimal("max_remaining_pct").movePointLeft(2);
                BigDecimal standing = life.anchor.size(bid, price);
                boolean full =
                        size.compareTo(standing) >= 0
                                || timeMs - life.anchor.book().timeMs()
                                        >= now.rule().number("max_book_gap_ms");
                if (!now.shows(bid, price)) {
                    life = null;
                } else if (size.compareTo(standing.multiply(part)) < 0) {
                    if (life.stood(now.rule())) {
                        gone.add(new Gone(bid, price, life, now));
                    }
                    life = null;
                } else if (now.isWall(bid, price)) {
                    life.books++;
                    life.last = now;
                    if (full) {
                        life.anchor = now;
                    }
                    continue;
                } else if (!life.stood(now.rule())
                        || timeMs - life.anchor.book().timeMs()
                                >= now.rule().number("max_book_gap_ms")) {
                    life = null;
                }
            }
            if (life == null && now.isWall(bid, price)) {
                life = new Life(now);
            }
        }
    }
}
