package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.Source;
import io.hyperwatch.topics.HeaderNames;
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
 * @param source null where the input says it
 * @param gap the span a control record is about, null on all others
 */
record Draft(
        Topic topic,
        String key,
        Object event,
        long timestampMs,
        int index,
        boolean snapshot,
        String kind,
        Fault fault,
        Source source,
        Gap gap) {

    /**
     * A span of exchange time, both ends inclusive.
     *
     * @param fromMs epoch milliseconds
     * @param toMs epoch milliseconds
     */
    record Gap(long fromMs, long toMs) {}

    /** The control record that says which trades of a coin may be missing for good. */
    static Draft gap(String coin, long fromMs, long toMs) {
        return new Draft(
                Topic.TRADES,
                coin,
                null,
                toMs,
                0,
                false,
                HeaderNames.GAP,
                null,
                null,
                new Gap(fromMs, toMs));
    }

    /** The same from elsewhere than the input says. */
    Draft from(Source elsewhere) {
        return new Draft(
                topic, key, event, timestampMs, index, snapshot, kind, fault, elsewhere, gap);
    }

    boolean isEvent() {
        return kind == null && fault == null;
    }
}
