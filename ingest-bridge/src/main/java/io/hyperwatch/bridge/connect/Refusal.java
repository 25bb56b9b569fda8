package io.hyperwatch.bridge.connect;

import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Optional;

/**
 * What the text of an error frame is about. The text rarely names the request, but answers come in
 * the order of the requests, so it is about the oldest unanswered one it can be about.
 *
 * @param about kind of the complaint
 * @param echoed the subscription in the text; null where there is none
 */
record Refusal(About about, Subscription echoed) {

    enum About {
        /** The stream is there already: an answer was lost. */
        ALREADY_SUBSCRIBED,
        /** One user too many. */
        USERS,
        /** A subscription, whichever. */
        SUBSCRIPTION,
        /** Too many messages in a minute: whatever was sent is not answered. */
        MESSAGES,
        /** Nothing we wait for. */
        NOTHING
    }

    static Refusal of(String message) {
        Subscription echoed = echoedIn(message).flatMap(Subscription::echoed).orElse(null);
        return new Refusal(about(message, echoed), echoed);
    }

    private static About about(String message, Subscription echoed) {
        if (message.startsWith("Already subscribed") && echoed != null) {
            return About.ALREADY_SUBSCRIBED;
        }
        if (message.startsWith("Already unsubscribed")) {
            return About.NOTHING;
        }
        if (message.startsWith("Cannot send more than")) {
            return About.MESSAGES;
        }
        if (message.startsWith("Cannot track more than")) {
            return About.USERS;
        }
        boolean subscription =
                message.startsWith("Cannot subscribe to more than")
                        || message.startsWith("Invalid subscription")
                        || message.startsWith("Error parsing JSON");
        return subscription || echoed != null ? About.SUBSCRIPTION : About.NOTHING;
    }

    /** Whether an unanswered subscription can be the refused one. */
    boolean canBeAbout(Subscription pending) {
        return switch (about) {
            case USERS -> pending.user() != null && isNotOther(pending);
            case SUBSCRIPTION -> isNotOther(pending);
            case ALREADY_SUBSCRIBED, MESSAGES, NOTHING -> false;
        };
    }

    private boolean isNotOther(Subscription pending) {
        return echoed == null || echoed.equals(pending);
    }

    /** The JSON object at the end of an error text, or the subscription within it. */
    private static Optional<JsonNode> echoedIn(String message) {
        int start = message.indexOf('{');
        if (start < 0) {
            return Optional.empty();
        }
        try {
            JsonNode echoed = WireJson.parse(message.substring(start));
            JsonNode inner = echoed.get("subscription");
            return Optional.of(inner == null ? echoed : inner);
        } catch (MalformedFrameException e) {
            return Optional.empty();
        }
    }
}
