package io.hyperwatch.jobs.time;

import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.HeaderNames;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionClockTest {

    private static final long NOON = 1_760_130_900_000L;

    @Test
    void aRecordIsStampedWithTheHighestTimeOfItsPartitionSoFar() throws Exception {
        try (var clock = harness(1, 0)) {
            clock.open();
            clock.processElement(new StreamRecord<>(event(0, 0, NOON, NOON + 400)));
            clock.processElement(new StreamRecord<>(tick(0, 1, NOON + 900)));
            clock.processElement(new StreamRecord<>(event(0, 2, NOON + 100, NOON + 1_000)));
            clock.processElement(new StreamRecord<>(event(1, 0, NOON + 50, NOON + 1_000)));

            assertThat(times(clock)).containsExactly(NOON, NOON + 900, NOON + 50);
        }
    }

    @Test
    void aRecordFromTheFutureDoesNotPullTheClockBeyondItsReceipt() throws Exception {
        try (var clock = harness(1, 0)) {
            clock.open();
            clock.processElement(new StreamRecord<>(event(0, 0, NOON + 59_000, NOON)));
            clock.processElement(new StreamRecord<>(event(0, 1, NOON + 10, NOON + 10)));

            assertThat(times(clock)).containsExactly(NOON, NOON + 10);
        }
    }

    @Test
    void whereTheTicksStandMakesNoDifferenceToTheRecords() throws Exception {
        for (long seed = 0; seed < 50; seed++) {
            List<RawRecord> log = randomLog(new Random(seed), 3, 200);
            Map<String, Long> ticked = naive(log);
            Map<String, Long> bare = new HashMap<>();
            try (var clock = harness(1, 0)) {
                clock.open();
                for (RawRecord record : log) {
                    if (record.kind() == null) {
                        clock.processElement(new StreamRecord<>(record));
                    }
                }
                collect(clock, bare);
            }
            assertThat(bare).as("seed %s", seed).isEqualTo(ticked);
        }
    }

    @Test
    void aRecordOfAnotherProgramDoesNotMoveTheClock() throws Exception {
        RawRecord inTheFuture = event(0, 1, NOON + 31_536_000_000L, NOON + 31_536_000_000L);
        try (var clock = harness(1, 0)) {
            clock.open();
            clock.processElement(new StreamRecord<>(tick(0, 0, NOON)));
            clock.processElement(
                    new StreamRecord<>(
                            new RawRecord(
                                    inTheFuture.topic(),
                                    0,
                                    1,
                                    inTheFuture.timestampMs(),
                                    null,
                                    null,
                                    null,
                                    inTheFuture.provenance(),
                                    false,
                                    null,
                                    null,
                                    null)));
            clock.processElement(new StreamRecord<>(event(0, 2, NOON + 100, NOON + 200)));

            assertThat(times(clock)).containsExactly(NOON, NOON + 100);
        }
    }

    @Test
    void aTickThatGoesBackwardsChangesNothing() throws Exception {
        try (var clock = harness(1, 0)) {
            clock.open();
            clock.processElement(new StreamRecord<>(tick(0, 0, NOON)));
            clock.processElement(new StreamRecord<>(tick(0, 1, NOON - 5_000)));
            clock.processElement(new StreamRecord<>(event(0, 2, NOON - 5_000, NOON - 4_000)));

            assertThat(times(clock)).containsExactly(NOON);
        }
    }

    @Test
    void timesAreThoseOfOneUninterruptedRunThroughRestartsAndRescaling() throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<RawRecord> log = randomLog(random, 4, 120);
            assertThat(runWithRestarts(log, random)).as("seed %d", seed).isEqualTo(naive(log));
        }
    }

    /** The definition, as a loop over the whole history for each record. */
    private static Map<String, Long> naive(List<RawRecord> log) {
        Map<String, Long> times = new HashMap<>();
        for (int i = 0; i < log.size(); i++) {
            RawRecord record = log.get(i);
            long time = Long.MIN_VALUE;
            for (int j = 0; j <= i; j++) {
                RawRecord earlier = log.get(j);
                if (earlier.partition() == record.partition()) {
                    time =
                            Math.max(
                                    time,
                                    earlier.kind() != null
                                            ? earlier.timestampMs()
                                            : Math.max(
                                                    Math.min(
                                                            earlier.timestampMs(),
                                                            earlier.provenance().receivedAtMs()),
                                                    earlier.provenance().receivedAtMs() - 1_000));
                }
            }
            if (record.kind() == null) {
                times.put(record.position(), time);
            }
        }
        return times;
    }

    /** Runs the log in three legs with 1, 2 and 3 tasks, partitions spread over the tasks. */
    private static Map<String, Long> runWithRestarts(List<RawRecord> log, Random random)
            throws Exception {
        Map<String, Long> times = new HashMap<>();
        OperatorSubtaskState state = null;
        int tasksBefore = 1;
        int from = 0;
        for (int tasks = 1; tasks <= 3; tasks++) {
            int to = tasks == 3 ? log.size() : from + random.nextInt(log.size() - from);
            List<OperatorSubtaskState> snapshots = new ArrayList<>();
            for (int task = 0; task < tasks; task++) {
                try (var clock = harness(tasks, task)) {
                    if (state != null) {
                        clock.initializeState(
                                AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                        state, 128, tasksBefore, tasks, task));
                    }
                    clock.open();
                    for (RawRecord record : log.subList(from, to)) {
                        if (record.partition() % tasks == task) {
                            clock.processElement(new StreamRecord<>(record));
                        }
                    }
                    collect(clock, times);
                    snapshots.add(clock.snapshot(tasks, 0));
                }
            }
            state =
                    AbstractStreamOperatorTestHarness.repackageState(
                            snapshots.toArray(OperatorSubtaskState[]::new));
            tasksBefore = tasks;
            from = to;
        }
        return times;
    }

    private static List<RawRecord> randomLog(Random random, int partitions, int size) {
        long[] offsets = new long[partitions];
        List<RawRecord> log = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int partition = random.nextInt(partitions);
            long receivedAt = NOON + i * 50L;
            long eventTime = receivedAt - 2_000 + random.nextInt(3_000);
            log.add(
                    random.nextInt(4) == 0
                            ? tick(partition, offsets[partition]++, receivedAt - 1_000)
                            : event(partition, offsets[partition]++, eventTime, receivedAt));
        }
        return log;
    }

    private static OneInputStreamOperatorTestHarness<RawRecord, RawRecord> harness(
            int tasks, int task) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new PartitionClock(), 128, tasks, task);
    }

    private static List<Long> times(OneInputStreamOperatorTestHarness<RawRecord, RawRecord> clock) {
        return clock.extractOutputStreamRecords().stream().map(StreamRecord::getTimestamp).toList();
    }

    private static void collect(
            OneInputStreamOperatorTestHarness<RawRecord, RawRecord> clock,
            Map<String, Long> times) {
        clock.extractOutputStreamRecords()
                .forEach(out -> times.put(out.getValue().position(), out.getTimestamp()));
    }

    private static RawRecord event(int partition, long offset, long eventTime, long receivedAt) {
        return record(partition, offset, eventTime, receivedAt, null);
    }

    private static RawRecord tick(int partition, long offset, long time) {
        return record(partition, offset, time, time, HeaderNames.TICK);
    }

    private static RawRecord record(
            int partition, long offset, long timestamp, long receivedAt, String kind) {
        return new RawRecord(
                "hl.prices.v1",
                partition,
                offset,
                timestamp,
                "BTC",
                new byte[0],
                kind,
                new Provenance(
                        Source.WS, receivedAt, new Sequence(1, offset), 1, offset, 0, true, false),
                true,
                null,
                null,
                null);
    }
}
