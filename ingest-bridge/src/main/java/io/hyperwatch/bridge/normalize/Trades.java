package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

/** Channel {@code trades}: always an array, in execution order. */
final class Trades {

    private Trades() {}

    static void read(Reading in) throws MalformedFrameException {
        JsonNode array = Fields.array(in.data(), in.at());
        in.alive("trades", array.path(0).path("coin").textValue());
        Elements.forEach(
                in,
                array,
                (fields, index) -> {
                    Trade trade = trade(fields, in.receivedAtMs(), in.watchlist());
                    in.out().event(Topic.TRADES, trade.coin(), trade, trade.timeMs(), index, false);
                });
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
