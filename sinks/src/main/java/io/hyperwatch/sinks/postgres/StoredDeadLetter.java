package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.DeadLetter;

/**
 * A dead letter with its place in {@code hl.dead-letter.v1}, which is its key in the table.
 *
 * @param topic the dead-letter topic
 * @param partition of that topic
 * @param offset in that partition
 * @param letter what was read there
 */
public record StoredDeadLetter(String topic, int partition, long offset, DeadLetter letter) {}
