package io.hyperwatch.bridge.publish;

import io.hyperwatch.topics.Topic;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The newest tick of each partition in the log: everything the bridge had received before that time
 * is in the partition.
 *
 * @param byTopic for each topic the time of the newest tick of each partition in epoch
 *     milliseconds, null for a partition in which none was found
 */
public record LastTicks(Map<Topic, Long[]> byTopic) {

    /** The time up to which every partition of a topic is complete; absent without any tick. */
    public OptionalLong of(Topic topic) {
        return Arrays.stream(byTopic.getOrDefault(topic, new Long[0]))
                .filter(tick -> tick != null)
                .mapToLong(Long::longValue)
                .min();
    }

    /** The time up to which every partition of every topic is complete; absent for an empty log. */
    public OptionalLong overall() {
        return byTopic.keySet().stream()
                .map(this::of)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }
}
