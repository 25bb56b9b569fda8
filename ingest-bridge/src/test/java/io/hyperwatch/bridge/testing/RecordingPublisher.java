package io.hyperwatch.bridge.testing;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.topics.Topic;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is published, in order. */
public final class RecordingPublisher implements EventPublisher {

    private final List<Envelope> records = new CopyOnWriteArrayList<>();
    private volatile boolean healthy = true;
    private volatile boolean closed;
    private volatile RuntimeException failure;

    @Override
    public void publish(Envelope envelope) {
        if (failure != null) {
            throw failure;
        }
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

    public void failWith(RuntimeException problem) {
        failure = problem;
    }

    public void setHealthy(boolean isHealthy) {
        healthy = isHealthy;
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
