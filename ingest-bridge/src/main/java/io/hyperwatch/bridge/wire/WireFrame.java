package io.hyperwatch.bridge.wire;

import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The outer shape of every frame: {@code {"channel":…,"data":…}}.
 *
 * @param channel {@code trades}, {@code bbo}, {@code subscriptionResponse}, …
 * @param data null where the frame has none ({@code pong})
 * @param text the frame as received
 */
public record WireFrame(String channel, JsonNode data, String text) {

    /** The bare text the server may send first; the only frame that is not JSON by design. */
    public static final String GREETING = "Websocket connection established.";

    /**
     * @throws MalformedFrameException when it is not a JSON object whose {@code channel} is 1 to
     *     128 printable characters: the channel becomes a Kafka key
     */
    public static WireFrame parse(String text) throws MalformedFrameException {
        JsonNode root = WireJson.parse(text);
        if (!root.isObject()) {
            throw new MalformedFrameException(Fault.WRONG_TYPE, "frame: an object expected");
        }
        String channel = Fields.of(root, "").text("channel");
        JsonNode data = root.get("data");
        return new WireFrame(channel, data == null || data.isNull() ? null : data, text);
    }
}
