package io.hyperwatch.jobs.io;

import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.nio.charset.StandardCharsets;

/** Writes events as records of one topic. */
final class EventWriter<T> implements KafkaRecordSerializationSchema<T> {

    private static final long serialVersionUID = 1L;
    private static final byte[] SCHEMA_VERSION = "1".getBytes(StandardCharsets.UTF_8);

    private final Topic topic;
    private final EventWriting<T> writing;

    EventWriter(Topic topic, EventWriting<T> writing) {
        this.topic = topic;
        this.writing = writing;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            T event, KafkaSinkContext context, Long ignoredFlinkTimestamp) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        topic.topicName(),
                        null,
                        writing.timestampMs(event),
                        writing.key(event).getBytes(StandardCharsets.UTF_8),
                        writing.value(event));
        record.headers().add(HeaderNames.SCHEMA, SCHEMA_VERSION);
        return record;
    }
}
