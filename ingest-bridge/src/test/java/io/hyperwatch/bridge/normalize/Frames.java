package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Source;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.topics.Topic;

import java.util.List;
import java.util.Set;

/** Frames in the shapes of the wire, and a normalizer that has seen none yet. */
final class Frames {

    static final long EPOCH = 1_784_684_000_000L;
    static final long TIME = 1_784_684_116_576L;
    static final long RECEIVED = 1_784_684_117_046L;
    static final String BUYER = "0x20bc9cd229dfd681740834d9b4f55641ce435da3";
    static final String SELLER = "0x0e7d09a53f348fcef8bb139af9ebb552f4a33fe9";
    static final String MAKER = "0x1111111111111111111111111111111111111111";
    static final String VICTIM = "0x109a42c3ead059b041560cb6da71058516e7ba3e";
    static final String HLP = "0xdfc24b077bc1425ad1dea75bcb6f8158e10df303";
    static final String LIQUIDATOR = "0x2e3d94f0562703b25c83308a05046ddaf9a8dd14";
    static final String HASH = "0x4dfc" + "0".repeat(56) + "a31b";
    static final String ZERO_HASH = "0x" + "0".repeat(64);

    private Frames() {}

    static Normalizer normalizer() {
        return normalizer(null);
    }

    static Normalizer normalizer(Long coveredUntilMs) {
        return new Normalizer(
                EPOCH,
                new Watchlist(
                        Set.of("BTC", "ETH", "kPEPE", "PURR/USDC", "xyz:SP500"),
                        false,
                        HLP,
                        Set.of(LIQUIDATOR)),
                coveredUntilMs);
    }

    static Normalized normalize(String text) {
        return normalizer().normalize(frame(text));
    }

    static Input.Answer answer(long receivedAtMs, String request, String response) {
        return new Input.Answer(receivedAtMs, 0, request, response, Source.REST, true);
    }

    static Input.Frame frame(String text) {
        return new Input.Frame(RECEIVED, 1, text);
    }

    static String trades(String... trades) {
        return "{\"channel\":\"trades\",\"data\":[" + String.join(",", trades) + "]}";
    }

    static String trade(long tid) {
        return trade("BTC", "B", "66373.0", "0.0009", TIME, HASH, tid);
    }

    static String trade(
            String coin, String side, String px, String sz, long time, String hash, long tid) {
        return """
        {"coin":"%s","side":"%s","px":"%s","sz":"%s","time":%d,"hash":"%s","tid":%d,"users":["%s","%s"]}"""
                .formatted(coin, side, px, sz, time, hash, tid, BUYER, SELLER);
    }

    /** A fill with what follows {@code tid} left to the caller. */
    static String fill(String coin, String side, String direction, long tid, String more) {
        return """
        {"coin":"%s","px":"36.45","sz":"50.0","side":"%s","time":%d,"startPosition":"50.0","dir":"%s",\
        "closedPnl":"-109.85","hash":"%s","oid":207838246357,"crossed":true,"fee":"0.820125","tid":%d,\
        %s"feeToken":"USDC","twapId":null}"""
                .formatted(coin, side, TIME, direction, HASH, tid, more);
    }

    static String liquidation(String user, String method) {
        return "\"liquidation\":{\"liquidatedUser\":\"%s\",\"markPx\":\"36.454\",\"method\":\"%s\"},"
                .formatted(user, method);
    }

    static String userFills(String user, String snapshot, String... fills) {
        return "{\"channel\":\"userFills\",\"data\":{%s\"user\":\"%s\",\"fills\":[%s]}}"
                .formatted(snapshot, user, String.join(",", fills));
    }

    static <T> T event(Envelope envelope, Class<T> type) {
        try {
            return EventCodec.decode(envelope.value(), type);
        } catch (MalformedEventException e) {
            throw new AssertionError(e);
        }
    }

    static <T> List<T> events(Normalized normalized, Class<T> type) {
        return normalized.records().stream()
                .filter(r -> r.value() != null)
                .map(r -> event(r, type))
                .toList();
    }

    static DeadLetter onlyDeadLetter(Normalized normalized) {
        List<Envelope> letters =
                normalized.records().stream().filter(r -> r.topic() == Topic.DEAD_LETTERS).toList();
        if (letters.size() != 1) {
            throw new AssertionError("one dead letter expected, got " + letters);
        }
        return event(letters.get(0), DeadLetter.class);
    }
}
