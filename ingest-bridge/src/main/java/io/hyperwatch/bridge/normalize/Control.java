package io.hyperwatch.bridge.normalize;

import com.fasterxml.jackson.databind.JsonNode;

/** A frame about the connection itself; it becomes no record. */
public sealed interface Control {

    /** The bare text the server sends first. */
    record Greeting() implements Control {}

    /** Answer to {@code {"method":"ping"}}. */
    record Pong() implements Control {}

    /**
     * Channel {@code subscriptionResponse}.
     *
     * @param method {@code subscribe} or {@code unsubscribe}
     * @param subscription as echoed: with defaults filled in and users in lower case
     */
    record Acknowledged(String method, JsonNode subscription) implements Control {}

    /**
     * Channel {@code error}; the refused request is usually not echoed.
     *
     * @param message the exchange's text
     */
    record Refused(String message) implements Control {}
}
