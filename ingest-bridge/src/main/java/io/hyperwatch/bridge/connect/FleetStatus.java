package io.hyperwatch.bridge.connect;

import java.util.List;

/**
 * The connections at one moment, for people and for /health.
 *
 * @param connections in the order of the plan
 * @param breaker {@code CLOSED}, {@code OPEN} while no attempt is made, {@code HALF_OPEN} while a
 *     single one is
 * @param paused why all sockets are closed for now; null if they are not
 * @param connectsLastMinute attempts counted against the limit
 * @param messagesLastMinute sent, counted against the limit
 */
public record FleetStatus(
        List<OfConnection> connections,
        String breaker,
        String paused,
        int connectsLastMinute,
        int messagesLastMinute) {

    public FleetStatus {
        connections = List.copyOf(connections);
    }

    /**
     * One connection.
     *
     * @param number of its socket, also while connecting; 0 for none
     * @param open whether it can carry anything
     * @param confirmed names of the streams the exchange has agreed to on this socket
     * @param pending names of the wanted streams it has not agreed to
     * @param silentMs since the last frame; 0 while not open
     */
    public record OfConnection(
            int number,
            String role,
            boolean open,
            List<String> confirmed,
            List<String> pending,
            long silentMs) {

        public OfConnection {
            confirmed = List.copyOf(confirmed);
            pending = List.copyOf(pending);
        }
    }
}
