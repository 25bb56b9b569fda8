package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Log time, as the job knows it: of each record by the records before it in its partition, and of a
 * topic by the ticks of all its partitions.
 */
final class LogClocks {

    private static final long SAFETY_MS = 1_000;

    private final Map<Topic, long[]> clocks = new EnumMap<>(Topic.class);
    private final Map<Topic, long[]> ticks = new EnumMap<>(Topic.class);

    LogClocks() {
        for (Topic topic : Topic.values()) {
            clocks.put(topic, filled(topic.partitions()));
            ticks.put(topic, filled(topic.partitions()));
        }
    }

    private static long[] filled(int partitions) {
        long[] times = new long[partitions];
        Arrays.fill(times, Long.MIN_VALUE);
        return times;
    }

    static boolean isTick(RawRecord record) {
        return HeaderNames.TICK.equals(record.kind());
    }

    /** Log time of a record, ticks included. */
    long stamp(Topic topic, RawRecord record) {
        long[] times = clocks.get(topic);
        int partition = record.partition();
        if (isTick(record)) {
            long[] reached = ticks.get(topic);
            reached[partition] = Math.max(reached[partition], record.timestampMs() - 1);
            times[partition] = Math.max(times[partition], record.timestampMs());
        } else if (record.fromBridge()) {
            long receivedAtMs = record.provenance().receivedAtMs();
            long reached =
                    Math.max(
                            Math.min(record.timestampMs(), receivedAtMs), receivedAtMs - SAFETY_MS);
            times[partition] = Math.max(times[partition], reached);
        } else if (times[partition] == Long.MIN_VALUE) {
            return record.timestampMs();
        }
        return times[partition];
    }

    /** The time that has come in all partitions of a topic; no deadline after it is due. */
    long reached(Topic topic) {
        long least = Long.MAX_VALUE;
        for (long time : ticks.get(topic)) {
            least = Math.min(least, time);
        }
        return least;
    }
}
