package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the log of the risk job's topics ends. */
final class LogEnds {

    private LogEnds() {}

    /** First offset of each partition that is not read. */
    static Map<TopicPartition, Long> of(KafkaConsumer<byte[], byte[]> consumer, long untilMs) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : RiskStages.TOPICS) {
            for (int i = 0; i < topic.partitions(); i++) {
                partitions.add(new TopicPartition(topic.topicName(), i));
            }
        }
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
        if (untilMs != Long.MAX_VALUE) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, untilMs));
            consumer.offsetsForTimes(times)
                    .forEach((partition, found) -> cut(ends, partition, found));
        }
        return ends;
    }

    private static void cut(
            Map<TopicPartition, Long> ends, TopicPartition partition, OffsetAndTimestamp found) {
        if (found != null) {
            ends.put(partition, found.offset());
        }
    }
}
