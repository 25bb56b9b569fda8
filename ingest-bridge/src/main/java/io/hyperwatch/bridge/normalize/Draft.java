package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.topics.Topic;

/**
 * A record before it gets its place in the log.
 *
 * @param key Kafka key
 * @param event value to encode, null on control records
 * @param timestampMs Kafka timestamp, epoch milliseconds
 * @param index position within the frame, from 0
 * @param snapshot whether the frame was marked as a snapshot
 * @param kind kind of control record, null on events
 * @param fault why this is a dead letter, null on all others
 */
record Draft(
        Topic topic,
        String key,
        Object event,
        long timestampMs,
        int index,
        boolean snapshot,
        String kind,
        Fault fault) {

    boolean isEvent() {
        return kind == null && fault == null;
    }
}
