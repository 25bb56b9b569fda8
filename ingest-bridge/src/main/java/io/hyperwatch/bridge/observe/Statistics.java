package io.hyperwatch.bridge.observe;

import java.util.Map;

/**
 * What the bridge has done since its start, as printed at its end.
 *
 * @param runMs how long it ran
 * @param channels what came by channel; {@code rest} and {@code node} beside those of the sockets
 * @param records written by topic, without ticks
 * @param ticks tick records written
 * @param duplicates events received again and not written again
 * @param dropped records for which the spool had no room
 * @param undelivered records that Kafka had not confirmed at the end
 * @param connects sockets opened
 * @param reconnects how many of them replaced another one
 * @param disconnects by cause
 * @param gaps what was missing
 * @param rest calls by request type
 * @param deadLetters by reason
 * @param kafka from publishing to confirmation
 */
public record Statistics(
        long runMs,
        Map<String, Traffic> channels,
        Map<String, Long> records,
        long ticks,
        long duplicates,
        long dropped,
        long undelivered,
        long connects,
        long reconnects,
        Map<String, Long> disconnects,
        Gaps gaps,
        Map<String, Calls> rest,
        Map<String, Long> deadLetters,
        Latency kafka) {

    /**
     * @param messages frames or answers
     * @param bytes characters of their text, which is ASCII
     */
    public record Traffic(long messages, long bytes) {}

    /**
     * @param opened since the start
     * @param closed by what has closed them: {@code replay}, {@code backfill}, {@code resumed}
     * @param lostSeconds total length of those closed by {@code resumed}
     */
    public record Gaps(long opened, Map<String, Long> closed, double lostSeconds) {

        long stillOpen() {
            // Some that were closed were opened by an earlier bridge.
            long ended = closed.values().stream().mapToLong(Long::longValue).sum();
            return Math.max(0, opened - ended);
        }
    }

    /**
     * @param answered with status 200
     * @param failed all others
     * @param weight charged
     */
    public record Calls(long answered, long failed, long weight) {}

    /**
     * @param count of records confirmed
     */
    public record Latency(long count, double p50Ms, double p99Ms, double maxMs) {}
}
