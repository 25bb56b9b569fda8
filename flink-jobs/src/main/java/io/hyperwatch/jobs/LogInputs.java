package io.hyperwatch.jobs;

import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.Topic;

import org.apache.flink.streaming.api.datastream.DataStream;

/** Where a topology reads its topics: from Kafka, from a recording, from a test. */
public interface LogInputs {

    /** Records of a topic in log time. Asked for once for each topic. */
    DataStream<RawRecord> log(Topic topic);

    /**
     * The topic of the rules' changes, which has no time; empty where all changes are known before
     * the first record.
     */
    DataStream<RawRecord> ruleChanges();

    /** Whether the log goes on while it is read; in a replay no bridge can fall silent. */
    default boolean isLive() {
        return false;
    }
}
