package io.hyperwatch.testbed.replay;

import io.hyperwatch.topics.Topic;

import org.apache.kafka.common.TopicPartition;

import java.util.HashMap;
import java.util.Map;

/**
 * A stretch of all topics.
 *
 * @param name for people
 * @param startMs when it begins
 * @param endMs when nothing happens any more but the passing of time
 * @param from first offset of each partition
 * @param to the offset after the last
 */
record LogRange(
        String name,
        long startMs,
        long endMs,
        Map<TopicPartition, Long> from,
        Map<TopicPartition, Long> to) {

    Map<TopicPartition, Long> from(Topic topic) {
        return of(topic, from);
    }

    Map<TopicPartition, Long> to(Topic topic) {
        return of(topic, to);
    }

    long size() {
        return to.values().stream().mapToLong(Long::longValue).sum()
                - from.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Map<TopicPartition, Long> of(Topic topic, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Long> own = new HashMap<>();
        for (int i = 0; i < topic.partitions(); i++) {
            TopicPartition partition = new TopicPartition(topic.topicName(), i);
            own.put(partition, offsets.get(partition));
        }
        return own;
    }
}
