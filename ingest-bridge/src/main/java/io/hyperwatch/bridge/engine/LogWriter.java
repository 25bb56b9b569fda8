package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.normalize.Normalizer;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.relay.Recorder;
import io.hyperwatch.bridge.relay.Ticks;
import io.hyperwatch.bridge.relay.TradeGap;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.topics.Topic;

import java.util.List;

/** What the bridge itself has to say in the log: marks, coverage and the passing of time. */
final class LogWriter {

    private final EventPublisher publisher;
    private final Normalizer normalizer;
    private final Inbox inbox;
    private final BridgeClock clock;
    private final Recorder recorder;
    private final Observer observer;
    private final Ticks ticks;

    LogWriter(
            EventPublisher publisher,
            Normalizer normalizer,
            Inbox inbox,
            BridgeClock clock,
            Recorder recorder,
            Observer observer,
            Ticks ticks) {
        this.publisher = publisher;
        this.normalizer = normalizer;
        this.inbox = inbox;
        this.clock = clock;
        this.recorder = recorder;
        this.observer = observer;
        this.ticks = ticks;
    }

    void publish(List<Envelope> records) throws InterruptedException {
        for (Envelope record : records) {
            publisher.publish(record);
        }
    }

    /** What is known about the completeness of a stream goes into the log like everything else. */
    void tell(CoverageEvent event) {
        recorder.told(event);
        publishOwn(normalizer.own(Topic.COVERAGE, event.stream(), event, event.timeMs()));
    }

    /** Trades of a coin are missing for good. */
    void mark(String coin, long fromMs, long toMs) {
        long nowMs = clock.epochMs();
        recorder.marked(nowMs, new TradeGap(coin, fromMs, toMs));
        publishOwn(normalizer.gap(coin, fromMs, toMs, nowMs));
    }

    private void publishOwn(List<Envelope> records) {
        try {
            publish(records);
            records.forEach(observer::wrote);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    long untilTickNanos(long nowNanos) {
        return ticks.untilDueNanos(nowNanos);
    }

    /**
     * Writes a tick to every partition; it claims no more than what has been published.
     *
     * @return to how many partitions
     */
    int tick(long nowNanos) throws InterruptedException {
        long horizonMs = Math.min(inbox.horizonMs(), normalizer.oldestWaitingMs());
        long timestampMs = ticks.take(nowNanos, horizonMs);
        int partitions = 0;
        for (Topic topic : Ticks.TOPICS) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                publisher.publish(Envelope.tick(topic, partition, timestampMs));
                partitions++;
            }
        }
        return partitions;
    }
}
