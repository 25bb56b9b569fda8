package io.hyperwatch.bridge;

import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.time.Duration;
import java.util.Locale;

/** The bridge's figures for Prometheus. */
final class BridgeMetrics {

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer latency =
            Timer.builder("hyperwatch.bridge.relay")
                    .description("From the receipt of a frame to its records at the publisher")
                    .publishPercentiles(0.5, 0.99)
                    .register(registry);

    private final BridgeClock clock;

    BridgeMetrics(BridgeClock clock) {
        this.clock = clock;
    }

    MeterRegistry registry() {
        return registry;
    }

    void watch(Inbox inbox, EventPublisher publisher) {
        Gauge.builder("hyperwatch.bridge.inbox.size", inbox, Inbox::size).register(registry);
        FunctionCounter.builder("hyperwatch.bridge.inbox.waits", inbox, Inbox::waits)
                .description("How often a socket was held back")
                .register(registry);
        Gauge.builder("hyperwatch.bridge.kafka.pending", publisher, EventPublisher::pending)
                .register(registry);
        Gauge.builder("hyperwatch.bridge.kafka.up", publisher, p -> p.isHealthy() ? 1 : 0)
                .register(registry);
        for (Fault fault : Fault.values()) {
            registry.counter("hyperwatch.bridge.dead.letters", "reason", lower(fault));
        }
    }

    void relayed(Input input, Normalized normalized) {
        registry.counter(
                        "hyperwatch.bridge.inputs",
                        "source",
                        input instanceof Input.Frame ? "ws" : "rest")
                .increment();
        for (Envelope envelope : normalized.records()) {
            registry.counter("hyperwatch.bridge.records", "topic", envelope.topic().topicName())
                    .increment();
        }
        for (Fault fault : normalized.faults()) {
            registry.counter("hyperwatch.bridge.dead.letters", "reason", lower(fault)).increment();
        }
        long millis = Math.max(0, clock.epochMs() - input.receivedAtMs());
        latency.record(Duration.ofMillis(millis));
    }

    HealthServer.Page page() {
        return new HealthServer.Page(200, "text/plain; version=0.0.4", registry.scrape());
    }

    private static String lower(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }
}
