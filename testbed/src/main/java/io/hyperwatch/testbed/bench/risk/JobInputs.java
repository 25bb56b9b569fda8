package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.jobs.LogInputs;
import io.hyperwatch.jobs.Uids;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.jobs.io.RawRecordReader;
import io.hyperwatch.jobs.time.LogTime;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The topics as the risk job reads them, up to a point.
 *
 * @param untilMs Kafka timestamp at which each partition ends, {@link Long#MAX_VALUE} for all there
 *     is, {@link #NEVER_ENDING} for what comes later too
 */
record JobInputs(StreamExecutionEnvironment env, String bootstrapServers, long untilMs)
        implements LogInputs {

    static final long NEVER_ENDING = -1;

    @Override
    public DataStream<RawRecord> log(Topic topic) {
        return LogTime.read(env, source(topic), topic, Uids.source(topic), Uids.clock(topic));
    }

    @Override
    public DataStream<RawRecord> ruleChanges() {
        return LogTime.readTimeless(
                env, source(Topic.RULES), Topic.RULES, Uids.source(Topic.RULES));
    }

    private KafkaSource<RawRecord> source(Topic topic) {
        KafkaSourceBuilder<RawRecord> source =
                KafkaSource.<RawRecord>builder()
                        .setBootstrapServers(bootstrapServers)
                        .setTopics(topic.topicName())
                        .setGroupId("bench-" + topic.topicName())
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setDeserializer(new CountedReader())
                        .setProperty("partition.discovery.interval.ms", "0")
                        .setProperty("commit.offsets.on.checkpoint", "false");
        if (untilMs != NEVER_ENDING) {
            source.setBounded(
                    untilMs == Long.MAX_VALUE
                            ? OffsetsInitializer.latest()
                            : OffsetsInitializer.timestamp(untilMs));
        }
        return source.build();
    }

    /** Reads as the job does, and tells {@link JobProgress}. */
    private static final class CountedReader
            implements KafkaRecordDeserializationSchema<RawRecord> {

        private static final long serialVersionUID = 1L;

        private final RawRecordReader reader = new RawRecordReader();

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
            reader.deserialize(record, out);
            JobProgress.read(
                    record.headers().lastHeader(HeaderNames.KIND) == null, record.timestamp());
        }

        @Override
        public TypeInformation<RawRecord> getProducedType() {
            return reader.getProducedType();
        }
    }
}
