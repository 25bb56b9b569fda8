package io.hyperwatch.events;

/**
 * Something that could not be understood, topic {@code hl.dead-letter.v1}.
 *
 * @param origin what it was read from: a WebSocket channel, a REST request or a Kafka topic
 * @param reason one sentence: what is wrong with it, naming the field
 * @param payload the text as received, cut at 64 KiB
 * @param receivedAtMs when the bridge received it, epoch milliseconds
 */
public record DeadLetter(String origin, String reason, String payload, long receivedAtMs) {

    public static final int MAX_PAYLOAD_CHARS = 64 * 1024;

    public static DeadLetter of(String origin, String reason, String payload, long receivedAtMs) {
        String cut =
                payload != null && payload.length() > MAX_PAYLOAD_CHARS
                        ? payload.substring(0, MAX_PAYLOAD_CHARS)
                        : payload;
        return new DeadLetter(origin, reason, cut, receivedAtMs);
    }
}
