package io.hyperwatch.jobs.time;

import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Reads a topic in log time: records stamped by {@link PartitionClock}, watermarks from ticks. */
public final class LogTime {

    private LogTime() {}

    /**
     * Never more tasks than the topic has partitions: a task without a partition would hold every
     * watermark back.
     */
    public static DataStream<RawRecord> read(
            StreamExecutionEnvironment env,
            Source<RawRecord, ?, ?> source,
            Topic topic,
            String sourceUid,
            String clockUid) {
        int parallelism = Math.min(env.getParallelism(), topic.partitions());
        return env.fromSource(source, TickWatermarks.strategy(), topic.topicName())
                .uid(sourceUid)
                .setParallelism(parallelism)
                .transform(
                        "Log time of " + topic.topicName(),
                        TypeInformation.of(RawRecord.class),
                        new PartitionClock())
                .uid(clockUid)
                .setParallelism(parallelism);
    }

    /**
     * A topic in which no time passes: a compacted one takes no ticks, because they have no key.
     * Nothing that waits for time may stand behind it.
     */
    public static DataStream<RawRecord> readTimeless(
            StreamExecutionEnvironment env,
            Source<RawRecord, ?, ?> source,
            Topic topic,
            String sourceUid) {
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), topic.topicName())
                .uid(sourceUid)
                .setParallelism(Math.min(env.getParallelism(), topic.partitions()));
    }
}
