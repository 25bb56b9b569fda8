package io.hyperwatch.testbed.replay;

import io.hyperwatch.topics.HeaderNames;

import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Lets no more of the log in while the job is to fail first; runs in the threads that fetch. */
public final class LogGate implements ConsumerInterceptor<byte[], byte[]> {

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (isTick(record)) {
                PlannedFailures.await(record.timestamp());
            }
        }
        return records;
    }

    /** Nothing else is dated in order. */
    private static boolean isTick(ConsumerRecord<byte[], byte[]> record) {
        Header kind = record.headers().lastHeader(HeaderNames.KIND);
        return kind != null
                && HeaderNames.TICK.equals(new String(kind.value(), StandardCharsets.UTF_8));
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // not asked for
    }

    @Override
    public void close() {
        // nothing is open
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // nothing to set
    }
}
