package io.hyperwatch.testbed.bench.risk;

import java.util.Set;

/**
 * What came of reading a log once.
 *
 * @param alerts canonical JSON
 * @param incidents how many different ones
 * @param events records that were read, without ticks
 * @param unreadable records nothing could be made of
 * @param seconds from the first record to the last one judged
 * @param cpuSeconds of all threads of the process in that time
 * @param secondsSinceBlock from the first record of {@link RiskLog#BLOCK} on; 0 where it is not in
 *     the log
 */
record RunOutcome(
        Set<String> alerts,
        long incidents,
        long events,
        long unreadable,
        double seconds,
        double cpuSeconds,
        double secondsSinceBlock) {}
