package io.hyperwatch.jobs.time;

/**
 * How far the log clock of a Kafka partition has come; state of {@link PartitionClock}.
 *
 * @param partition topic and partition
 * @param timeMs log time, epoch milliseconds
 */
public record PartitionTime(String partition, long timeMs) {}
