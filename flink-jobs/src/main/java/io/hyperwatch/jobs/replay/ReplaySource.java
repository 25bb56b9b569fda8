package io.hyperwatch.jobs.replay;

import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.connector.source.Source;

/** A log that has an end. */
public sealed interface ReplaySource permits LogFiles, KafkaPast {

    /** The records of a topic. */
    Source<RawRecord, ?, ?> of(Topic topic);

    /** Lets go of what reading it has needed; the log itself stays. */
    default void forget() {}
}
