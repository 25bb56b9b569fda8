package io.hyperwatch.jobs.replay;

import io.hyperwatch.jobs.LogInputs;
import io.hyperwatch.jobs.Uids;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.jobs.time.LogTime;
import io.hyperwatch.topics.Topic;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.util.EnumMap;
import java.util.Map;

/** The topics of a {@link ReplaySource} in log time, each read once. */
final class ReplayInputs implements LogInputs {

    private final StreamExecutionEnvironment env;
    private final ReplaySource source;
    private final int run;
    private final Map<Topic, DataStream<RawRecord>> streams = new EnumMap<>(Topic.class);

    ReplayInputs(StreamExecutionEnvironment env, ReplaySource source, int run) {
        this.env = env;
        this.source = source;
        this.run = run;
    }

    @Override
    public DataStream<RawRecord> log(Topic topic) {
        return streams.computeIfAbsent(topic, this::read);
    }

    private DataStream<RawRecord> read(Topic topic) {
        DataStream<RawRecord> records =
                LogTime.read(env, source.of(topic), topic, Uids.source(topic), Uids.clock(topic));
        SingleOutputStreamOperator<RawRecord> counted =
                records.filter(new Collected.Records(run))
                        .name("Count " + topic.topicName())
                        .uid("count." + topic.topicName());
        return counted.setParallelism(records.getParallelism());
    }

    /** Empty: all changes are known before the first record. */
    @Override
    public DataStream<RawRecord> ruleChanges() {
        return LogTime.readTimeless(
                env, LogFileSource.empty(), Topic.RULES, Uids.source(Topic.RULES));
    }
}
