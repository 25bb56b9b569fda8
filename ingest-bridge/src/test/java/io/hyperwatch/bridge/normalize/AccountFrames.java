package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;
import io.hyperwatch.topics.Topic;

import java.util.List;

/** What account streams and the answers about accounts look like around their payloads. */
final class AccountFrames {

    private AccountFrames() {}

    static Input.Frame frame(int connection, String channel, String data) {
        return new Input.Frame(
                Frames.RECEIVED,
                connection,
                "{\"channel\":\"%s\",\"data\":%s}".formatted(channel, data));
    }

    static Input.Frame acknowledgement(int connection, String type, String user) {
        return frame(
                connection,
                "subscriptionResponse",
                "{\"method\":\"subscribe\",\"subscription\":{\"type\":\"%s\",\"user\":\"%s\"}}"
                        .formatted(type, user));
    }

    static Input.Answer answer(String type, String user, String response) {
        return new Input.Answer(
                Frames.RECEIVED,
                1,
                "{\"type\":\"%s\",\"user\":\"%s\"}".formatted(type, user),
                response,
                Source.REST,
                true);
    }

    static <T> List<T> events(Normalized normalized, Topic topic, Class<T> type) {
        return normalized.records().stream()
                .filter(r -> r.topic() == topic && r.value() != null)
                .map(r -> Frames.event(r, type))
                .toList();
    }

    static <T> T only(Normalized normalized, Topic topic, Class<T> type) {
        if (normalized.records().size() != 1) {
            throw new AssertionError("one record expected, got " + normalized.records());
        }
        Envelope record = normalized.records().get(0);
        if (record.topic() != topic) {
            throw new AssertionError(topic + " expected, got " + record);
        }
        return Frames.event(record, type);
    }
}
