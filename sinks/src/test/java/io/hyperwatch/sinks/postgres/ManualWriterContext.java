package io.hyperwatch.sinks.postgres;

import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.flink.util.function.ThrowingRunnable;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledFuture;

/**
 * A sink writer's surroundings with a clock that the test moves. Yielding, which waits for the next
 * mail in a task, moves the clock to the next timer.
 */
final class ManualWriterContext
        implements WriterInitContext, MailboxExecutor, ProcessingTimeService {

    private record Timer(long atMs, ProcessingTimeCallback callback) {}

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::atMs));
    private final Map<String, Counter> counters = new HashMap<>();
    private long nowMs = 1_000_000;
    private int yields;
    private Runnable onYield = () -> {};

    /** Runs before each yield: the outside world changes while the writer waits. */
    void onYield(Runnable action) {
        onYield = action;
    }

    int yields() {
        return yields;
    }

    long counted(String name) {
        return counters.containsKey(name) ? counters.get(name).getCount() : 0;
    }

    void advance(long millis) throws Exception {
        long end = nowMs + millis;
        while (!timers.isEmpty() && timers.peek().atMs() <= end) {
            fireNext();
        }
        nowMs = end;
    }

    private void fireNext() throws Exception {
        Timer timer = timers.remove();
        nowMs = Math.max(nowMs, timer.atMs());
        timer.callback().onProcessingTime(nowMs);
    }

    @Override
    public void yield() {
        yields++;
        onYield.run();
        if (timers.isEmpty()) {
            throw new AssertionError("would wait for ever");
        }
        try {
            fireNext();
        } catch (Exception e) {
            // A task records this and goes on until it is cancelled.
            counters.computeIfAbsent("timerFailures", name -> new SimpleCounter()).inc();
        }
    }

    @Override
    public boolean tryYield() throws FlinkRuntimeException {
        return false;
    }

    @Override
    public boolean shouldInterrupt() {
        return false;
    }

    @Override
    public void execute(
            MailOptions options,
            ThrowingRunnable<? extends Exception> command,
            String format,
            Object... args) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getCurrentProcessingTime() {
        return nowMs;
    }

    @Override
    public ScheduledFuture<?> registerTimer(long atMs, ProcessingTimeCallback callback) {
        timers.add(new Timer(atMs, callback));
        return null;
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        return SimpleUserCodeClassLoader.create(getClass().getClassLoader());
    }

    @Override
    public MailboxExecutor getMailboxExecutor() {
        return this;
    }

    @Override
    public ProcessingTimeService getProcessingTimeService() {
        return this;
    }

    @Override
    public SinkWriterMetricGroup metricGroup() {
        return new Metrics();
    }

    @Override
    public SerializationSchema.InitializationContext asSerializationSchemaInitializationContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isObjectReuseEnabled() {
        return false;
    }

    @Override
    public <T> TypeSerializer<T> createInputSerializer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public OptionalLong getRestoredCheckpointId() {
        return OptionalLong.empty();
    }

    @Override
    public JobInfo getJobInfo() {
        throw new UnsupportedOperationException();
    }

    @Override
    public TaskInfo getTaskInfo() {
        throw new UnsupportedOperationException();
    }

    private final class Metrics extends UnregisteredMetricsGroup implements SinkWriterMetricGroup {
        @Override
        public Counter counter(String name) {
            return counters.computeIfAbsent(name, ignored -> new SimpleCounter());
        }

        @Override
        public OperatorIOMetricGroup getIOMetricGroup() {
            return createOperatorIOMetricGroup();
        }

        @Override
        public Counter getNumRecordsOutErrorsCounter() {
            return counter("numRecordsOutErrors");
        }

        @Override
        public Counter getNumRecordsSendErrorsCounter() {
            return counter("numRecordsSendErrors");
        }

        @Override
        public Counter getNumRecordsSendCounter() {
            return counter("numRecordsSend");
        }

        @Override
        public Counter getNumBytesSendCounter() {
            return counter("numBytesSend");
        }

        @Override
        public void setCurrentSendTimeGauge(Gauge<Long> gauge) {
            gauge("currentSendTime", gauge);
        }
    }
}
