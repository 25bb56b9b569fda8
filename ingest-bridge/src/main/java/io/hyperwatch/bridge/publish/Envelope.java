package io.hyperwatch.bridge.publish;

import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One Kafka record, complete.
 *
 * @param topic where it goes
 * @param partition null to let the key decide
 * @param key null on ticks
 * @param value UTF-8 JSON, null on control records
 * @param timestampMs Kafka timestamp: event time, epoch milliseconds
 * @param headers in writing order
 */
public record Envelope(
        Topic topic,
        Integer partition,
        String key,
        byte[] value,
        long timestampMs,
        List<Header> headers) {

    /** Name and UTF-8 text of a Kafka header. */
    public record Header(String name, String value) {}

    /** The record that moves time on in one partition. */
    public static Envelope tick(Topic topic, int partition, long timestampMs) {
        return new Envelope(
                topic,
                partition,
                null,
                null,
                timestampMs,
                List.of(
                        new Header(HeaderNames.SCHEMA, "1"),
                        new Header(HeaderNames.KIND, HeaderNames.TICK)));
    }

    public boolean isTick() {
        return HeaderNames.TICK.equals(text(HeaderNames.KIND));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(text(name));
    }

    private String text(String name) {
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i).name().equals(name)) {
                return headers.get(i).value();
            }
        }
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Envelope that
                && topic == that.topic
                && Objects.equals(partition, that.partition)
                && Objects.equals(key, that.key)
                && Arrays.equals(value, that.value)
                && timestampMs == that.timestampMs
                && headers.equals(that.headers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, key, Arrays.hashCode(value), timestampMs);
    }
}
