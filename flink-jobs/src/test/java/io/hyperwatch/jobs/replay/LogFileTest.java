package io.hyperwatch.jobs.replay;

import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class LogFileTest {

    @TempDir private Path folder;

    private static ProducerRecord<byte[], byte[]> record(String key, byte[] value) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(Topic.TRADES.topicName(), null, 1_000L, bytes(key), value);
        record.headers()
                .add(HeaderNames.SOURCE, bytes("ws"))
                .add(HeaderNames.RECEIVED_AT, bytes("1010"))
                .add(HeaderNames.SEQUENCE, bytes("7.12"))
                .add(HeaderNames.CONNECTION, bytes("1"))
                .add(HeaderNames.FRAME, bytes("5"))
                .add(HeaderNames.INDEX, bytes("0"))
                .add(HeaderNames.LAST, bytes("true"));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aKeyFindsThePartitionThatKafkaGivesIt() {
        for (String coin : List.of("BTC", "ETH", "kPEPE", "xyz:SP500", "@107", "PURR/USDC", "")) {
            assertThat(LogFileWriter.partition(bytes(coin), Topic.TRADES))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(bytes(coin), 4));
        }
    }

    @Test
    void whatIsWrittenIsReadInItsOrderAndFromAnyPosition() throws IOException {
        int partition = LogFileWriter.partition(bytes("BTC"), Topic.TRADES);
        try (LogFileWriter log = new LogFileWriter(folder)) {
            log.append(Topic.TRADES, record("BTC", bytes("{}")));
            log.tick(Topic.TRADES, partition, 900);
            log.append(Topic.TRADES, record("BTC", null));
        }
        LogFileSplit split = LogFileSplit.of(folder, Topic.TRADES, partition);
        try (LogFileReader file = new LogFileReader(split)) {
            RawRecord first = file.next();
            assertThat(first.key()).isEqualTo("BTC");
            assertThat(first.value()).isEqualTo(bytes("{}"));
            assertThat(first.timestampMs()).isEqualTo(1_000);
            assertThat(first.offset()).isZero();
            assertThat(first.fromBridge()).isTrue();
            assertThat(first.provenance().sequence()).hasToString("7.12");
            assertThat(first.provenance().last()).isTrue();
            RawRecord tick = file.next();
            assertThat(tick.kind()).isEqualTo(HeaderNames.TICK);
            assertThat(tick.timestampMs()).isEqualTo(900);
            assertThat(file.split().position()).isEqualTo(2);
            assertThat(file.next().value()).isNull();
            assertThat(file.next()).isNull();
        }
        try (LogFileReader file = new LogFileReader(split.at(2))) {
            assertThat(file.next().offset()).isEqualTo(2);
            assertThat(file.next()).isNull();
        }
    }

    @Test
    void aPartitionWithoutAFileIsEmpty() throws IOException {
        try (LogFileReader file = new LogFileReader(LogFileSplit.of(folder, Topic.FILLS, 0))) {
            assertThat(file.next()).isNull();
        }
    }

    @Test
    void splitsTravel() throws IOException {
        LogFileSplit split = LogFileSplit.of(folder, Topic.FILLS, 0).at(7);
        LogFileSplit.Serializer serializer = new LogFileSplit.Serializer();
        assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(split)))
                .isEqualTo(split);
        LogFileEnumerator.LeftSerializer left = new LogFileEnumerator.LeftSerializer();
        assertThat(left.deserialize(left.getVersion(), left.serialize(List.of(split, split.at(9)))))
                .containsExactly(split, split.at(9));
    }
}
