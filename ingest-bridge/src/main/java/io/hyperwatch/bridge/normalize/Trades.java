package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Channel {@code trades}, in execution order, and REST {@code recentTrades}, newest first. */
final class Trades {

    private final TradeMerger merger;

    Trades(TradeMerger merger) {
        this.merger = merger;
    }

    /** Always an array; in practice of one coin. */
    void read(Reading in) throws MalformedFrameException {
        JsonNode array = Fields.array(in.data(), in.at());
        in.alive("trades", array.path(0).path("coin").textValue());
        Map<String, List<Draft>> byCoin = byCoin(in, array, false);
        int unreadable = unreadable(array, byCoin);
        byCoin.forEach(
                (coin, trades) -> {
                    int rows = trades.size() + unreadable;
                    for (TradeMerger.Release release :
                            merger.offer(coin, in.connection(), in.input(), trades, rows)) {
                        if (release.input() == in.input()) {
                            take(in, release);
                        } else {
                            in.release(release);
                        }
                    }
                });
    }

    void readRecent(Reading in) throws MalformedFrameException {
        JsonNode array = Fields.array(in.data(), in.at());
        Map<String, List<Draft>> byCoin = byCoin(in, array, true);
        int unreadable = unreadable(array, byCoin);
        byCoin.forEach(
                (coin, trades) ->
                        take(
                                in,
                                merger.fetched(
                                        coin, in.input(), trades, trades.size() + unreadable)));
    }

    private static int unreadable(JsonNode array, Map<String, List<Draft>> byCoin) {
        return array.size() - byCoin.values().stream().mapToInt(List::size).sum();
    }

    private static void take(Reading in, TradeMerger.Release release) {
        release.drafts().forEach(in.out()::add);
        in.duplicates(release.duplicates());
        if (release.notice() != null) {
            in.notice(release.notice());
        }
    }

    private static Map<String, List<Draft>> byCoin(
            Reading in, JsonNode array, boolean newestFirst) {
        Map<String, List<Draft>> byCoin = new LinkedHashMap<>();
        Elements.forEach(
                in,
                array,
                newestFirst,
                (fields, index) -> {
                    Trade trade = trade(fields, in.receivedAtMs(), in.watchlist());
                    byCoin.computeIfAbsent(trade.coin(), coin -> new ArrayList<>())
                            .add(
                                    new Draft(
                                            Topic.TRADES,
                                            trade.coin(),
                                            trade,
                                            trade.timeMs(),
                                            index,
                                            false,
                                            null,
                                            null,
                                            null,
                                            null));
                });
        return byCoin;
    }

    private static Trade trade(Fields fields, long receivedAtMs, Watchlist watchlist)
            throws MalformedFrameException {
        String coin = Coins.subscribed(fields, watchlist);
        String buyer = null;
        String seller = null;
        if (fields.has("users")) {
            JsonNode users = fields.array("users");
            if (users.size() != 2) {
                throw new MalformedFrameException(
                        Fault.BAD_USERS,
                        fields.at("users") + ": buyer and seller expected, got " + users.size());
            }
            buyer = Fields.address(users.get(0), fields.at("users[0]"));
            seller = Fields.address(users.get(1), fields.at("users[1]"));
        }
        return new Trade(
                coin,
                side(fields),
                fields.positive("px"),
                fields.positive("sz"),
                fields.time("time", receivedAtMs),
                fields.text("hash"),
                fields.id("tid"),
                buyer,
                seller,
                null);
    }

    static Side side(Fields fields) throws MalformedFrameException {
        String side = fields.text("side");
        return switch (side) {
            case "B" -> Side.B;
            case "A" -> Side.A;
            default ->
                    throw new MalformedFrameException(
                            Fault.BAD_VALUE, fields.at("side") + ": B or A expected: " + side);
        };
    }
}
