package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.Book;
import io.hyperwatch.events.Price;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Channel and request {@code l2Book}. A book is one event: with one bad level in it, the whole of
 * it is a dead letter, for what is left would be a false book.
 */
final class Books {

    /** The exchange gives 20; a side of 1,000 levels stays below 200 kB. */
    private static final int MAX_LEVELS = 1_000;

    private Books() {}

    /**
     * How prices were rounded before levels were joined.
     *
     * @param sigFigs 2 to 5, null for not at all
     * @param mantissa 2 or 5 and only with 5 figures, else null
     */
    private record Rounding(Integer sigFigs, Integer mantissa) {

        static Rounding of(Fields fields) throws MalformedFrameException {
            Integer sigFigs = fields.optionalSmall("nSigFigs");
            Integer mantissa = fields.optionalSmall("mantissa");
            if (sigFigs != null && (sigFigs < 2 || sigFigs > 5)) {
                throw new MalformedFrameException(
                        Fault.BAD_VALUE, fields.at("nSigFigs") + ": 2 to 5 expected: " + sigFigs);
            }
            if (mantissa != null
                    && (sigFigs == null || sigFigs != 5 || (mantissa != 2 && mantissa != 5))) {
                throw new MalformedFrameException(
                        Fault.BAD_VALUE,
                        fields.at("mantissa") + ": 2 or 5 with nSigFigs 5 expected: " + mantissa);
            }
            return new Rounding(sigFigs, mantissa);
        }

        /** As the name of the stream says it: {@code BTC}, {@code BTC:4}, {@code BTC:5:2}. */
        String subject(String coin) {
            String named = sigFigs == null ? coin : coin + ":" + sigFigs;
            return mantissa == null ? named : named + ":" + mantissa;
        }
    }

    /**
     * A frame does not always say how its prices were rounded. An aggregated book carries {@code
     * spread}, a full one does not, and at most one rounding is subscribed beside the full book.
     */
    static void read(Reading in) throws MalformedFrameException {
        Fields data = Fields.of(in.data(), in.at());
        String coin = Coins.subscribed(data, in.watchlist());
        Rounding rounding = Rounding.of(data);
        if (rounding.sigFigs() == null && data.has("spread")) {
            rounding = new Rounding(in.watchlist().bookSigFigs(), null);
        }
        in.alive("l2Book", rounding.subject(coin));
        Book book = book(in, data, coin, rounding);
        in.out().event(Topic.BOOKS, coin, book, book.timeMs(), 0, false);
    }

    /**
     * The full book yields its best levels as a price too: it stands in for {@code bbo} while the
     * WebSocket is down.
     */
    static void readAnswer(Reading in) throws MalformedFrameException {
        Fields request = Fields.of(in.request(), "request");
        String asked = Coins.subscribed(request, in.watchlist());
        if (in.data().isNull()) {
            throw new MalformedFrameException(
                    Fault.UNKNOWN_COIN, "answer: null: the exchange does not know " + asked);
        }
        Fields data = Fields.of(in.data(), "answer");
        String coin = data.text("coin");
        if (!coin.equals(asked)) {
            throw new MalformedFrameException(
                    Fault.UNKNOWN_COIN, data.at("coin") + ": not the one asked for: " + coin);
        }
        Rounding rounding = Rounding.of(request);
        Book book = book(in, data, coin, rounding);
        in.out().event(Topic.BOOKS, coin, book, book.timeMs(), 0, false);
        if (rounding.sigFigs() == null) {
            Price best = best(book);
            in.out().event(Topic.PRICES, coin, best, book.timeMs(), 1, false);
        }
    }

    private static Book book(Reading in, Fields data, String coin, Rounding rounding)
            throws MalformedFrameException {
        long timeMs = data.time("time", in.receivedAtMs());
        JsonNode sides = data.array("levels");
        if (sides.size() != 2) {
            throw new MalformedFrameException(
                    Fault.BAD_VALUE,
                    data.at("levels") + ": bids and asks expected, got " + sides.size());
        }
        return new Book(
                coin,
                timeMs,
                rounding.sigFigs(),
                rounding.mantissa(),
                side(sides.get(0), data.at("levels[0]"), -1),
                side(sides.get(1), data.at("levels[1]"), 1),
                null);
    }

    /**
     * @param away sign by which each level's price differs from the better one before it
     */
    private static List<Book.Level> side(JsonNode node, String path, int away)
            throws MalformedFrameException {
        JsonNode array = Fields.array(node, path);
        if (array.size() > MAX_LEVELS) {
            throw new MalformedFrameException(
                    Fault.BAD_VALUE, path + ": " + array.size() + " levels");
        }
        List<Book.Level> levels = new ArrayList<>(array.size());
        BigDecimal previous = null;
        for (int i = 0; i < array.size(); i++) {
            Fields level = Fields.element(array, path, i);
            BigDecimal price = level.positive("px");
            if (previous != null && price.compareTo(previous) != away) {
                throw new MalformedFrameException(
                        Fault.BAD_VALUE, level.at("px") + ": better than the level before it");
            }
            levels.add(new Book.Level(price, level.positive("sz"), level.small("n")));
            previous = price;
        }
        return List.copyOf(levels);
    }

    private static Price best(Book book) {
        Book.Level bid = book.bids().isEmpty() ? null : book.bids().get(0);
        Book.Level ask = book.asks().isEmpty() ? null : book.asks().get(0);
        return Price.bbo(
                book.coin(),
                book.timeMs(),
                bid == null ? null : bid.price(),
                bid == null ? null : bid.size(),
                ask == null ? null : ask.price(),
                ask == null ? null : ask.size(),
                null);
    }
}
