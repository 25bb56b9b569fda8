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
     * @throws MalformedFrameException when it is not a JSON object with a text {@code channel}
     */
    public static WireFrame parse(String text) throws MalformedFrameException {
        JsonNode root = WireJson.parse(text);
        if (!root.isObject()) {
            throw new MalformedFrameException(Fault.WRONG_TYPE, "frame: an object expected");
        }
        JsonNode channel = root.get("channel");
        if (channel == null || channel.isNull()) {
            throw new MalformedFrameException(Fault.MISSING_FIELD, "channel: missing");
        }
        if (!channel.isTextual()) {
            throw new MalformedFrameException(Fault.WRONG_TYPE, "channel: text expected");
        }
        JsonNode data = root.get("data");
        return new WireFrame(
                channel.textValue(), data == null || data.isNull() ? null : data, text);
    }
}
