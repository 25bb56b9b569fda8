package io.hyperwatch.testbed.replay;

import io.hyperwatch.jobs.io.RawRecord;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Fails the job so often in a run, each time after some more of the log, when a checkpoint is
 * complete that it can go on from. What is dated later waits for that, see {@link LogGate}: however
 * fast the log is read, none of it is read to its end before (a source that has partly finished
 * takes no checkpoint, because the clock of its partitions is union state).
 */
final class PlannedFailures
        implements MapFunction<RawRecord, RawRecord>, CheckpointedFunction, CheckpointListener {

    private static final long serialVersionUID = 1L;
    private static final AtomicLong RECORDS = new AtomicLong();
    private static final Object LOCK = new Object();
    private static LogRange log;
    private static int failures;
    private static int happened;
    private static long nextAtRecords;

    /** For the run that begins now. */
    static void begin(int plannedFailures, LogRange newLog) {
        synchronized (LOCK) {
            log = newLog;
            failures = plannedFailures;
            happened = 0;
            RECORDS.set(0);
            nextAtRecords = everyRecords();
            LOCK.notifyAll();
        }
    }

    /** How often the run went on from a checkpoint. */
    static int happened() {
        synchronized (LOCK) {
            return happened;
        }
    }

    /** Waits for the failure that comes before what is dated so. */
    static void await(long timeMs) {
        synchronized (LOCK) {
            while (happened < failures && timeMs >= nextGateMs()) {
                try {
                    LOCK.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    @Override
    public RawRecord map(RawRecord record) {
        RECORDS.incrementAndGet();
        return record;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        synchronized (LOCK) {
            if (happened < failures && RECORDS.get() >= nextAtRecords) {
                happened++;
                nextAtRecords = RECORDS.get() + everyRecords();
                LOCK.notifyAll();
                throw new IllegalStateException("planned failure");
            }
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // nothing of its own
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        if (!context.isRestored() && happened() > 0) {
            throw new IllegalStateException("began anew instead of going on from a checkpoint");
        }
    }

    private static long nextGateMs() {
        return log.startMs() + (log.endMs() - log.startMs()) * (happened + 1) / (failures + 1);
    }

    /**
     * A twelfth of what there is from gate to gate: a consumer of several partitions stands at the
     * gate of one before it has read another.
     */
    private static long everyRecords() {
        return log.size() / (12L * (failures + 1));
    }
}
