package io.hyperwatch.jobs;

import io.hyperwatch.jobs.io.KafkaLog;
import io.hyperwatch.jobs.io.KafkaLog.Start;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.jobs.time.LogTime;
import io.hyperwatch.topics.Topic;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The topics of a Kafka cluster from their beginning, or from where the job's state left off. */
record KafkaInputs(StreamExecutionEnvironment env, KafkaLog kafka) implements LogInputs {

    @Override
    public DataStream<RawRecord> log(Topic topic) {
        return LogTime.read(
                env,
                kafka.source(topic, Start.EARLIEST),
                topic,
                Uids.source(topic),
                Uids.clock(topic));
    }

    @Override
    public DataStream<RawRecord> ruleChanges() {
        return LogTime.readTimeless(
                env,
                kafka.source(Topic.RULES, Start.EARLIEST),
                Topic.RULES,
                Uids.source(Topic.RULES));
    }

    @Override
    public boolean isLive() {
        return true;
    }
}
