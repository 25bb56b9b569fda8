package io.hyperwatch.bridge.testing;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.bridge.publish.SpoolState;
import io.hyperwatch.topics.Topic;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps what is published, in order. */
public final class RecordingPublisher implements EventPublisher {

    private final Queue<Envelope> records = new ConcurrentLinkedQueue<>();
    private volatile boolean healthy = true;
    private volatile SpoolState state = SpoolState.FLOWING;
    private volatile Hook hook = record -> {};
    private volatile boolean closed;
    private volatile RuntimeException failure;

    /** Something to be done before a record is taken. */
    public interface Hook {
        void before(Envelope record) throws InterruptedException;
    }

    @Override
    public void publish(Envelope envelope) throws InterruptedException {
        if (failure != null) {
            throw failure;
        }
        hook.before(envelope);
        records.add(envelope);
    }

    /** Everything but ticks. */
    public List<Envelope> events() {
        return records.stream().filter(r -> !r.isTick()).toList();
    }

    public List<Envelope> events(Topic topic) {
        return events().stream().filter(r -> r.topic() == topic).toList();
    }

    /** Ticks and events as they came. */
    public List<Envelope> all() {
        return List.copyOf(records);
    }

    public void onPublish(Hook before) {
        hook = before;
    }

    public void failWith(RuntimeException problem) {
        failure = problem;
    }

    public void setHealthy(boolean isHealthy) {
        healthy = isHealthy;
    }

    public void setState(SpoolState now) {
        state = now;
    }

    @Override
    public SpoolState state() {
        return state;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isHealthy() {
        return healthy;
    }

    @Override
    public long pending() {
        return 0;
    }

    @Override
    public long close(Duration timeout) {
        closed = true;
        return 0;
    }
}
