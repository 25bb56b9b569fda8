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
        return header(HeaderNames.KIND).filter(HeaderNames.TICK::equals).isPresent();
    }

    public Optional<String> header(String name) {
        return headers.stream().filter(h -> h.name().equals(name)).map(Header::value).findFirst();
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
