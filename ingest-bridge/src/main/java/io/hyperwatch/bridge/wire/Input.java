package io.hyperwatch.bridge.wire;

/**
 * One thing the exchange sent, in the order the bridge received it. The same ordered inputs always
 * give the same Kafka records.
 */
public sealed interface Input {

    /**
     * The bridge's clock at receipt, epoch milliseconds; never falls from one input to the next.
     */
    long receivedAtMs();

    /** Characters held in memory, for the bound of the queue. */
    int length();

    /**
     * A WebSocket text frame.
     *
     * @param receivedAtMs see {@link Input#receivedAtMs()}
     * @param connection number of the socket, rising with each new one, from 1
     * @param text as received, not necessarily JSON
     */
    record Frame(long receivedAtMs, int connection, String text) implements Input {
        @Override
        public int length() {
            return text.length();
        }
    }

    /**
     * A REST answer with status 200.
     *
     * @param receivedAtMs see {@link Input#receivedAtMs()}
     * @param request the JSON body that was posted
     * @param response the body as received, not necessarily JSON
     */
    record Answer(long receivedAtMs, String request, String response) implements Input {
        @Override
        public int length() {
            return request.length() + response.length();
        }
    }
}
