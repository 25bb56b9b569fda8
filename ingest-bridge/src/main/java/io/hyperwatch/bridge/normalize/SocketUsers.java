package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whose events come on a socket. The channels {@code user}, {@code orderUpdates} and {@code
 * notification} name no account, so only the acknowledged subscriptions of their socket tell; with
 * two accounts on one socket nothing can.
 */
final class SocketUsers {

    private static final Set<String> NAMELESS =
            Set.of("userEvents", "orderUpdates", "notification");

    /** Ten are open at a time; numbers are never used twice. */
    private static final int MAX_CONNECTIONS = 100;

    private final Map<Integer, Map<String, Set<String>>> users = new LinkedHashMap<>();

    /**
     * Takes an acknowledged subscription; those whose frames name their account are ignored.
     *
     * @param method {@code subscribe} or {@code unsubscribe}
     * @param subscription as echoed by the exchange
     */
    void learn(int connection, String method, JsonNode subscription) {
        String type = subscription.path("type").asText();
        String user = subscription.path("user").asText().toLowerCase(Locale.ROOT);
        if (!NAMELESS.contains(type) || !Fields.isAddress(user)) {
            return;
        }
        if (method.equals("unsubscribe")) {
            Map<String, Set<String>> known = users.get(connection);
            if (known != null && known.containsKey(type)) {
                known.get(type).remove(user);
            }
            return;
        }
        users.computeIfAbsent(connection, c -> new HashMap<>())
                .computeIfAbsent(type, t -> new HashSet<>())
                .add(user);
        if (users.size() > MAX_CONNECTIONS) {
            users.remove(users.keySet().iterator().next());
        }
    }

    /** A socket is gone. */
    void forget(int connection) {
        users.remove(connection);
    }

    /**
     * @param type of the subscription
     * @throws MalformedFrameException when the socket has no such subscription, or several
     */
    String of(int connection, String type) throws MalformedFrameException {
        Set<String> known = users.getOrDefault(connection, Map.of()).getOrDefault(type, Set.of());
        if (known.size() != 1) {
            throw new MalformedFrameException(
                    Fault.BAD_USERS,
                    "user: "
                            + known.size()
                            + " accounts have "
                            + type
                            + " on connection "
                            + connection
                            + ", one expected");
        }
        return known.iterator().next();
    }
}
