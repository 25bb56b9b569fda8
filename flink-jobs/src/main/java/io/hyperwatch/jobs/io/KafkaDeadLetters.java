package io.hyperwatch.jobs.io;

import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.sinks.DeadLetterChannel;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Rows that a table refused, on their way to the dead-letter topic. */
public final class KafkaDeadLetters implements DeadLetterChannel {

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private KafkaDeadLetters(String bootstrapServers) {
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.ACKS_CONFIG,
                                "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    public static Factory to(String bootstrapServers) {
        return () -> new KafkaDeadLetters(bootstrapServers);
    }

    @Override
    public void send(DeadLetter letter) {
        producer.send(
                new ProducerRecord<>(
                        Topic.DEAD_LETTERS.topicName(),
                        letter.origin().getBytes(StandardCharsets.UTF_8),
                        EventCodec.encode(letter)),
                (metadata, exception) -> {
                    if (exception != null) {
                        failure.compareAndSet(null, exception);
                    }
                });
    }

    @Override
    public void flush() throws IOException {
        try {
            producer.flush();
        } catch (KafkaException e) {
            throw new IOException("dead letters not written", e);
        }
        Exception failed = failure.getAndSet(null);
        if (failed != null) {
            throw new IOException("dead letters not written", failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
