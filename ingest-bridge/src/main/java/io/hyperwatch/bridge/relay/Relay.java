package io.hyperwatch.bridge.relay;

import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.normalize.Normalizer;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.topics.Topic;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;

/**
 * The one thread everything passes: inbox -> normalize -> publish, and the ticks between, which
 * therefore never overtake data received before them.
 */
public final class Relay {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    private final Inbox inbox;
    private final Normalizer normalizer;
    private final EventPublisher publisher;
    private final Recorder recorder;
    private final RelayListener listener;
    private final BridgeClock clock;
    private final List<Topic> tickedTopics;
    private final Ticks ticks;
    private final Thread thread;

    /**
     * @param tickInterval distance between two ticks
     * @param tickSafety how far ticks stay behind the clock
     */
    public Relay(
            Inbox inbox,
            Normalizer normalizer,
            EventPublisher publisher,
            Recorder recorder,
            RelayListener listener,
            BridgeClock clock,
            List<Topic> tickedTopics,
            Duration tickInterval,
            Duration tickSafety) {
        this.inbox = inbox;
        this.normalizer = normalizer;
        this.publisher = publisher;
        this.recorder = recorder;
        this.listener = listener;
        this.clock = clock;
        this.tickedTopics = List.copyOf(tickedTopics);
        this.ticks = new Ticks(tickInterval.toNanos(), tickSafety.toMillis(), clock.nanos());
        this.thread = new Thread(this::run, "relay");
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!inbox.isDrained()) {
                step();
            }
        } catch (InterruptedException e) {
            LOG.warn("the relay was stopped with {} inputs waiting", inbox.size());
        } catch (RuntimeException | Error e) {
            LOG.error("the relay has ended: {}", e.getMessage(), e);
            listener.failed(e);
        } finally {
            inbox.close();
            recorder.close();
        }
    }

    /** Relays one input, or waits for one until a tick is due; then ticks if it is. */
    void step() throws InterruptedException {
        Input input = inbox.poll(ticks.untilDueNanos(clock.nanos()));
        if (input != null) {
            relay(input);
        }
        if (ticks.untilDueNanos(clock.nanos()) <= 0) {
            tick();
        }
    }

    private void relay(Input input) throws InterruptedException {
        Normalized normalized = normalizer.normalize(input);
        recorder.record(input, normalized.json());
        for (Envelope envelope : normalized.records()) {
            publisher.publish(envelope);
        }
        listener.relayed(input, normalized);
        if (normalized.control() != null && input instanceof Input.Frame frame) {
            listener.controlled(frame.connection(), normalized.control());
        }
    }

    private void tick() throws InterruptedException {
        long timestampMs = ticks.take(clock.nanos(), inbox.horizonMs());
        for (Topic topic : tickedTopics) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                publisher.publish(Envelope.tick(topic, partition, timestampMs));
            }
        }
    }

    /**
     * Relays what the closed inbox still holds.
     *
     * @return false when the time was up before it was through
     */
    public boolean drain(Duration timeout) throws InterruptedException {
        inbox.close();
        thread.join(timeout.toMillis());
        if (thread.isAlive()) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(5).toMillis());
            return false;
        }
        return true;
    }
}
