package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.Listing;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.bridge.wire.WireJson;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Map;

/**
 * Channels {@code allMids}, {@code bbo}, {@code activeAssetCtx}, {@code activeSpotAssetCtx}, and
 * what REST answers to {@code allMids} and {@code metaAndAssetCtxs}.
 */
final class Prices {

    private Prices() {}

    static void readMids(Reading in) throws MalformedFrameException {
        JsonNode mids = in.data() == null ? null : in.data().get("mids");
        String dex = in.data() == null ? null : in.data().path("dex").textValue();
        in.alive("allMids", dex == null || dex.isEmpty() ? null : dex);
        readMids(in, mids, "data.mids");
    }

    /** The map itself, without what a frame puts around it. */
    static void readMidsAnswer(Reading in) throws MalformedFrameException {
        readMids(in, in.data(), "answer");
    }

    /** One map names about 1,100 coins; only the subscribed ones are looked at. */
    private static void readMids(Reading in, JsonNode mids, String path)
            throws MalformedFrameException {
        long receivedAtMs = in.receivedAtMs();
        Fields fields = Fields.of(mids, path);
        int index = 0;
        for (Map.Entry<String, JsonNode> mid : mids.properties()) {
            String coin = mid.getKey();
            if (!in.watchlist().hasCoin(coin)) {
                continue;
            }
            try {
                Price price = Price.mid(coin, receivedAtMs, fields.positive(coin), null);
                in.out().event(Topic.PRICES, coin, price, receivedAtMs, index, false);
            } catch (MalformedFrameException e) {
                String payload = "{" + WireJson.quoted(coin) + ":" + mid.getValue() + "}";
                in.out().deadLetter(e, payload, index);
            }
            index++;
        }
    }

    static void readBbo(Reading in) throws MalformedFrameException {
        Fields data = Fields.of(in.data(), in.at());
        in.alive("bbo", in.data().path("coin").textValue());
        String coin = Coins.subscribed(data, in.watchlist());
        long timeMs = data.time("time", in.receivedAtMs());
        JsonNode sides = data.array("bbo");
        if (sides.size() != 2) {
            throw new MalformedFrameException(
                    Fault.BAD_VALUE, "data.bbo: bid and ask expected, got " + sides.size());
        }
        Fields bid = level(sides.get(0), "data.bbo[0]");
        Fields ask = level(sides.get(1), "data.bbo[1]");
        Price price =
                Price.bbo(
                        coin,
                        timeMs,
                        bid == null ? null : bid.positive("px"),
                        bid == null ? null : bid.positive("sz"),
                        ask == null ? null : ask.positive("px"),
                        ask == null ? null : ask.positive("sz"),
                        null);
        in.out().event(Topic.PRICES, coin, price, timeMs, 0, false);
    }

    /**
     * @param spot a spot coin has no oracle, no funding and no open interest
     */
    static void readContext(Reading in, boolean spot) throws MalformedFrameException {
        Fields data = Fields.of(in.data(), in.at());
        in.alive("activeAssetCtx", in.data().path("coin").textValue());
        String coin = Coins.subscribed(data, in.watchlist());
        publishContext(in, coin, data.object("ctx"), spot, 0);
    }

    /**
     * The contexts of all perpetuals of a dex, in the order of its {@code universe}: {@code
     * [{"universe":[…]},[ctx,…]]}. Only the subscribed coins are looked at.
     */
    static void readContexts(Reading in) throws MalformedFrameException {
        String dex = Listing.dexOf(in.request());
        JsonNode answer = Fields.array(in.data(), "answer");
        JsonNode universe = Fields.of(answer.get(0), "answer[0]").array("universe");
        JsonNode contexts = Fields.array(answer.get(1), "answer[1]");
        if (contexts.size() != universe.size()) {
            throw new MalformedFrameException(
                    Fault.BAD_VALUE,
                    "answer[1]: %d contexts for %d coins"
                            .formatted(contexts.size(), universe.size()));
        }
        for (int i = 0; i < contexts.size(); i++) {
            try {
                Fields listed = Fields.of(universe.get(i), "answer[0].universe[" + i + "]");
                String coin = Listing.fullName(dex, listed.text("name"));
                if (in.watchlist().hasCoin(coin)) {
                    Fields ctx = Fields.of(contexts.get(i), "answer[1][" + i + "]");
                    publishContext(in, coin, ctx, false, i);
                }
            } catch (MalformedFrameException e) {
                in.out().deadLetter(e, "[" + universe.get(i) + "," + contexts.get(i) + "]", i);
            }
        }
    }

    private static void publishContext(Reading in, String coin, Fields ctx, boolean spot, int index)
            throws MalformedFrameException {
        long receivedAtMs = in.receivedAtMs();
        Price price =
                new Price(
                        PriceKind.CONTEXT,
                        coin,
                        receivedAtMs,
                        null,
                        null,
                        null,
                        null,
                        ctx.optionalPositive("midPx"),
                        ctx.positive("markPx"),
                        spot ? null : ctx.positive("oraclePx"),
                        spot ? null : ctx.decimal("funding"),
                        spot ? null : ctx.notNegative("openInterest"),
                        ctx.notNegative("prevDayPx"),
                        ctx.notNegative("dayNtlVlm"),
                        spot ? null : ctx.optionalDecimal("premium"),
                        null,
                        null);
        in.out().event(Topic.PRICES, coin, price, receivedAtMs, index, false);
    }

    private static Fields level(JsonNode node, String path) throws MalformedFrameException {
        return node.isNull() ? null : Fields.of(node, path);
    }
}
