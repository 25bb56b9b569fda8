package io.hyperwatch.jobs.io;

import io.hyperwatch.events.Provenance;

/**
 * A Kafka record as read, before its value is decoded.
 *
 * @param topic Kafka topic
 * @param partition Kafka partition
 * @param offset Kafka offset
 * @param timestampMs Kafka timestamp: the event time
 * @param key null where the record has none
 * @param value null on control records
 * @param kind null on events; see {@link io.hyperwatch.topics.HeaderNames#KIND}
 * @param provenance from the headers
 * @param fromBridge whether the headers say when the bridge received it
 * @param problem null, or what is wrong with the headers
 * @param gapFromMs see {@link io.hyperwatch.topics.HeaderNames#GAP_FROM}; null but on a gap
 * @param gapToMs see {@link io.hyperwatch.topics.HeaderNames#GAP_TO}; null but on a gap
 */
public record RawRecord(
        String topic,
        int partition,
        long offset,
        long timestampMs,
        String key,
        byte[] value,
        String kind,
        Provenance provenance,
        boolean fromBridge,
        String problem,
        Long gapFromMs,
        Long gapToMs) {

    /** Where the record stands in Kafka, for people. */
    public String position() {
        return topic + "-" + partition + "@" + offset;
    }
}
