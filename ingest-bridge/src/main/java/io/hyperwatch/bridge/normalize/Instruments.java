package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.Listing;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.Instrument;
import io.hyperwatch.events.InstrumentKind;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.Map;

/** Requests {@code meta} (of any dex) and {@code spotMeta}: all that is listed, watched or not. */
final class Instruments {

    private static final String UNIVERSE = "universe";
    private static final String TOKENS = "tokens";

    private Instruments() {}

    /** Name and decimals of a token, by its index, which need not be its place in the list. */
    private record Token(String name, int szDecimals) {}

    static void readPerps(Reading in) throws MalformedFrameException {
        String dex = Listing.dexOf(in.request());
        JsonNode universe = Fields.of(in.data(), "").array(UNIVERSE);
        Elements.forEach(
                in,
                universe,
                (fields, index) -> {
                    Listing listing = Listing.of(fields);
                    String coin = Listing.fullName(dex, listing.coin());
                    publish(
                            in,
                            new Instrument(
                                    coin,
                                    dex,
                                    coin,
                                    fields.small("szDecimals"),
                                    fields.optionalSmall("maxLeverage"),
                                    listing.delisted(),
                                    InstrumentKind.PERP,
                                    in.receivedAtMs(),
                                    null),
                            index);
                },
                UNIVERSE);
    }

    /** {@code @107} is shown as {@code HYPE/USDC}: base and quote token of the pair. */
    static void readSpot(Reading in) throws MalformedFrameException {
        Fields answer = Fields.of(in.data(), "");
        JsonNode universe = answer.array(UNIVERSE);
        Map<Integer, Token> tokens = new HashMap<>();
        Elements.forEach(
                in,
                answer.array(TOKENS),
                (fields, index) ->
                        tokens.put(
                                fields.small("index"),
                                new Token(fields.text("name"), fields.small("szDecimals"))),
                TOKENS);
        Elements.forEach(
                in,
                universe,
                (fields, index) -> {
                    Listing listing = Listing.of(fields);
                    JsonNode pair = fields.array(TOKENS);
                    Token base = pair.path(0).isInt() ? tokens.get(pair.get(0).intValue()) : null;
                    Token quote = pair.path(1).isInt() ? tokens.get(pair.get(1).intValue()) : null;
                    if (pair.size() != 2 || base == null || quote == null) {
                        throw new MalformedFrameException(
                                Fault.BAD_VALUE,
                                fields.at(TOKENS) + ": two indices of tokens expected");
                    }
                    publish(
                            in,
                            new Instrument(
                                    listing.coin(),
                                    "",
                                    base.name() + "/" + quote.name(),
                                    base.szDecimals(),
                                    null,
                                    listing.delisted(),
                                    InstrumentKind.SPOT,
                                    in.receivedAtMs(),
                                    null),
                            index);
                },
                UNIVERSE);
    }

    private static void publish(Reading in, Instrument instrument, int index) {
        in.out()
                .event(
                        Topic.INSTRUMENTS,
                        instrument.coin(),
                        instrument,
                        in.receivedAtMs(),
                        index,
                        false);
    }
}
