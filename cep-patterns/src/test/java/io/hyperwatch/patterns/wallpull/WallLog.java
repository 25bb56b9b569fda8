package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.Book;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Writes the books and trades of one coin, each into a log of its own. */
final class WallLog {

    static final String COIN = "BTC";
    static final long BEGINNING = 1_760_130_903_000L;

    static final String REST = " 99.9:1000 99.8:1000 99.7:1000 99.6:1000";

    /** A wall worth a million in the first bid, and a book without it. */
    static final String WALL = "100:10000" + REST;

    static final String GONE = "99.95:1000" + REST;
    static final String ASKS = "100.1:1000 100.2:1000 100.3:1000";

    final List<Step<Book>> books = new ArrayList<>();
    final List<Step<LevelTrade>> trades = new ArrayList<>();

    private long sequence;
    private long tid;
    private long booksMs = BEGINNING - 2_000;
    private long tradesMs = BEGINNING - 2_000;

    /** Levels as {@code price:size}, best first; {@code -} for an empty side. */
    static List<Book.Level> levels(String text) {
        List<Book.Level> levels = new ArrayList<>();
        for (String level : text.equals("-") ? new String[0] : text.split(" ")) {
            String[] parts = level.split(":");
            levels.add(new Book.Level(new BigDecimal(parts[0]), new BigDecimal(parts[1]), 3));
        }
        return levels;
    }

    /** Received at its event time. */
    WallLog book(long atMs, String bids, String asks) {
        return book(atMs, atMs, null, levels(bids), levels(asks));
    }

    WallLog book(
            long atMs,
            long receivedMs,
            Integer sigFigs,
            List<Book.Level> bids,
            List<Book.Level> asks) {
        Provenance provenance =
                new Provenance(
                        Source.WS,
                        BEGINNING + receivedMs,
                        new Sequence(BEGINNING, ++sequence),
                        1,
                        sequence,
                        0,
                        true,
                        false);
        return again(new Book(COIN, BEGINNING + atMs, sigFigs, null, bids, asks, provenance));
    }

    /** The record once more. */
    WallLog again(Book book) {
        booksMs = Math.max(booksMs, Math.min(book.timeMs(), book.provenance().receivedAtMs()));
        books.add(new Step<>(booksMs, book));
        return this;
    }

    WallLog trade(long atMs, Side taker, String price, String size) {
        return trade(atMs, atMs, taker, price, size);
    }

    WallLog trade(long atMs, long receivedMs, Side taker, String price, String size) {
        LevelTrade trade =
                new LevelTrade(
                        COIN,
                        taker,
                        new BigDecimal(price),
                        new BigDecimal(size),
                        BEGINNING + atMs,
                        ++tid);
        return again(trade, receivedMs);
    }

    /** The record once more. */
    WallLog again(LevelTrade trade, long receivedMs) {
        tradesMs = Math.max(tradesMs, Math.min(trade.timeMs(), BEGINNING + receivedMs));
        trades.add(new Step<>(tradesMs, trade));
        return this;
    }

    /** Both logs have come that far. */
    WallLog tick(long atMs) {
        booksMs = Math.max(booksMs, BEGINNING + atMs);
        tradesMs = Math.max(tradesMs, BEGINNING + atMs);
        books.add(new Step<>(booksMs, null));
        trades.add(new Step<>(tradesMs, null));
        return this;
    }

    /** Runs the rule to a minute after the beginning. */
    List<Alert> opened(RuleChange... changes) {
        tick(60_000);
        return new WallPullRun(List.of(changes))
                .run(this, new Random(1)).alerts().stream()
                        .filter(alert -> alert.kind() == AlertKind.OPEN)
                        .toList();
    }

    static Object detail(Alert alert, String name) {
        return ((Map<?, ?>) CanonicalJson.read(alert.details())).get(name);
    }

    static RuleChange change(int version, RuleState state, String parameters, long atMs) {
        return new RuleChange(
                "book-wall-pull",
                "coin:" + COIN,
                version,
                parameters,
                state,
                BEGINNING + atMs,
                "test");
    }
}
