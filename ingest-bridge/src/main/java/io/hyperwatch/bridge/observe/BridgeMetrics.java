package io.hyperwatch.bridge.observe;

import io.hyperwatch.bridge.normalize.Control;
import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * The bridge's figures for Prometheus and for the summary at its end. What happens is counted here
 * on the relay's thread; what is comes from the newest {@link HealthSnapshot}.
 */
public final class BridgeMetrics {

    private static final String REST = "rest";
    private static final String NODE = "node";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final BridgeClock clock;
    private final long startedAtMs;
    private final Timer relayTimer =
            Timer.builder("hyperwatch.bridge.relay")
                    .description("From the receipt of a frame to its records at the publisher")
                    .publishPercentiles(0.5, 0.99)
                    .register(registry);
    private final KafkaLatency kafkaLatency = new KafkaLatency(registry);
    private final SnapshotGauges gauges;
    private final Tally messages = tally("messages", "channel");
    private final Tally channelBytes = tally("channel.bytes", "channel");
    private final Tally inputs = tally("inputs", "source");
    private final Tally bytes = tally("bytes", "source");
    private final Tally records = tally("records", "topic");
    private final Tally deadLetters = tally("dead.letters", "reason");
    private final Tally disconnects = tally("disconnects", "cause");
    private final Tally restWeight = tally("rest.weight", "type");
    private final Map<String, Tally> restRequests = new ConcurrentHashMap<>();
    private final Tally gapsOpened = tally("gaps.opened", "kind");
    private final Map<String, Tally> gapsClosed = new ConcurrentHashMap<>();
    private final Map<String, Tally> gapSeconds = new ConcurrentHashMap<>();
    private final Counter ticks = registry.counter("hyperwatch.bridge.ticks");
    private final Counter duplicates = registry.counter("hyperwatch.bridge.duplicates");
    private final Counter connects = registry.counter("hyperwatch.bridge.connects");
    private final Counter reconnects = registry.counter("hyperwatch.bridge.reconnects");
    private final Counter refusals = registry.counter("hyperwatch.bridge.refusals");
    private EventPublisher publisher;

    public BridgeMetrics(BridgeClock clock) {
        this.clock = clock;
        this.startedAtMs = clock.epochMs();
        this.gauges = new SnapshotGauges(registry, clock);
        for (Fault fault : Fault.values()) {
            deadLetters.of(lower(fault));
        }
    }

    private Tally tally(String name, String tag, Tag... fixed) {
        return new Tally(registry, "hyperwatch.bridge." + name, tag, fixed);
    }

    /** For parts that count things of their own. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Shows the two queues of the bridge. To be called once. */
    public void watch(Inbox inbox, EventPublisher newPublisher) {
        publisher = newPublisher;
        Gauge.builder("hyperwatch.bridge.inbox.size", inbox, Inbox::size).register(registry);
        Gauge.builder("hyperwatch.bridge.inbox.lag.seconds", inbox, i -> i.lagMs() / 1000.0)
                .description("How long the oldest input has been waiting")
                .register(registry);
        FunctionCounter.builder("hyperwatch.bridge.inbox.waits", inbox, Inbox::waits)
                .description("How often a socket was held back")
                .register(registry);
        Gauge.builder("hyperwatch.bridge.kafka.pending", publisher, EventPublisher::pending)
                .description("Records not yet confirmed")
                .register(registry);
        Gauge.builder("hyperwatch.bridge.kafka.up", publisher, p -> p.isHealthy() ? 1 : 0)
                .register(registry);
        Gauge.builder("hyperwatch.bridge.kafka.spooled.bytes", publisher, p -> p.spooledBytes())
                .register(registry);
        Gauge.builder(
                        "hyperwatch.bridge.kafka.oldest.seconds",
                        publisher,
                        p -> p.oldestAgeMs() / 1000.0)
                .description("Age of the oldest record not yet confirmed")
                .register(registry);
        FunctionCounter.builder("hyperwatch.bridge.kafka.dropped", publisher, p -> p.dropped())
                .description("Records for which the spool had no room")
                .register(registry);
    }

    /** An input was relayed and its records published. */
    public void relayed(Input input, Normalized normalized) {
        String source = source(input);
        String channel = input instanceof Input.Frame ? channel(normalized) : source;
        messages.add(channel, 1);
        channelBytes.add(channel, input.length());
        inputs.add(source, 1);
        bytes.add(source, input.length());
        List<Envelope> written = normalized.records();
        for (int i = 0; i < written.size(); i++) {
            published(written.get(i));
        }
        for (Fault fault : normalized.faults()) {
            deadLetters.add(lower(fault), 1);
        }
        if (normalized.duplicates() > 0) {
            duplicates.increment(normalized.duplicates());
        }
        relayTimer.record(
                Math.max(0, clock.epochMs() - input.receivedAtMs()), TimeUnit.MILLISECONDS);
    }

    /** A record was published that stems from no input, such as a coverage event. */
    public void published(Envelope envelope) {
        records.add(envelope.topic().topicName(), 1);
    }

    public void ticked(int partitions) {
        ticks.increment(partitions);
    }

    /**
     * @param again whether the socket replaces one that was lost
     */
    public void connected(boolean again) {
        connects.increment();
        if (again) {
            reconnects.increment();
        }
    }

    /**
     * @param cause one of few words, such as {@code silence}
     */
    public void disconnected(String cause) {
        disconnects.add(cause, 1);
    }

    /** The exchange has refused something that was sent on a socket. */
    public void refused() {
        refusals.increment();
    }

    /**
     * A REST call has ended.
     *
     * @param type of the request, such as {@code clearinghouseState}
     * @param status HTTP status, 0 where no answer came
     * @param weight charged for it
     */
    public void called(String type, int status, int weight) {
        restRequests
                .computeIfAbsent(type, t -> tally("rest.requests", "outcome", Tag.of("type", t)))
                .add(status == 0 ? "failed" : Integer.toString(status), 1);
        restWeight.add(type, weight);
    }

    /** A coverage event was published. */
    public void covered(CoverageEvent event) {
        String kind = new HealthSnapshot.Gap(event.stream(), 0, event.reason()).streamKind();
        // A gap that goes on is told again with a higher revision.
        if (event.kind() == CoverageKind.GAP_OPENED && event.revision() == 1) {
            gapsOpened.add(kind, 1);
        } else if (event.kind() == CoverageKind.GAP_CLOSED && event.closedBy() != null) {
            String by = event.closedBy();
            gapsClosed
                    .computeIfAbsent(by, b -> tally("gaps.closed", "kind", Tag.of("closed_by", b)))
                    .add(kind, 1);
            gapSeconds
                    .computeIfAbsent(by, b -> tally("gap.seconds", "kind", Tag.of("closed_by", b)))
                    .add(kind, seconds(event));
        }
    }

    private static double seconds(CoverageEvent closed) {
        return closed.gapEndMs() == null || closed.gapStartMs() == null
                ? 0
                : Math.max(0, closed.gapEndMs() - closed.gapStartMs()) / 1000.0;
    }

    /** For {@link io.hyperwatch.bridge.publish.SpoolingPublisher#connect}; of any thread. */
    public LongConsumer kafkaLatencyNanos() {
        return kafkaLatency::confirmed;
    }

    /** The newest state of everything; about once a second. */
    public void observe(HealthSnapshot snapshot) {
        gauges.show(snapshot);
    }

    /** The body of {@code /metrics}; of any thread. */
    public HealthServer.Page metricsPage() {
        return new HealthServer.Page(200, "text/plain; version=0.0.4", registry.scrape());
    }

    /** The body of {@code /health}; of any thread. */
    public HealthServer.Page healthPage() {
        return HealthPage.of(gauges.newest(), clock.epochMs());
    }

    /**
     * Everything counted so far.
     *
     * @param undelivered records that Kafka had not confirmed when the publisher was closed
     */
    public Statistics statistics(long undelivered) {
        Map<String, Statistics.Traffic> traffic = new TreeMap<>();
        Map<String, Long> channelSizes = channelBytes.counts();
        messages.counts()
                .forEach(
                        (channel, count) ->
                                traffic.put(
                                        channel,
                                        new Statistics.Traffic(
                                                count, channelSizes.getOrDefault(channel, 0L))));
        return new Statistics(
                clock.epochMs() - startedAtMs,
                traffic,
                records.counts(),
                (long) ticks.count(),
                (long) duplicates.count(),
                publisher == null ? 0 : publisher.dropped(),
                undelivered,
                (long) connects.count(),
                (long) reconnects.count(),
                disconnects.counts(),
                gaps(),
                calls(),
                deadLetters.counts(),
                kafkaLatency.statistics());
    }

    private Statistics.Gaps gaps() {
        Map<String, Long> closed = new TreeMap<>();
        gapsClosed.forEach((by, tally) -> closed.put(by, tally.total()));
        Tally lost = gapSeconds.get(CoverageEvent.RESUMED);
        return new Statistics.Gaps(
                gapsOpened.total(), closed, lost == null ? 0 : lost.totalAmount());
    }

    private Map<String, Statistics.Calls> calls() {
        Map<String, Statistics.Calls> calls = new TreeMap<>();
        Map<String, Long> weights = restWeight.counts();
        restRequests.forEach(
                (type, outcomes) -> {
                    long answered = outcomes.counts().getOrDefault("200", 0L);
                    calls.put(
                            type,
                            new Statistics.Calls(
                                    answered,
                                    outcomes.total() - answered,
                                    weights.getOrDefault(type, 0L)));
                });
        return calls;
    }

    private static String source(Input input) {
        if (input instanceof Input.Frame) {
            return "ws";
        }
        return input instanceof Input.NodeLine ? NODE : REST;
    }

    /** Of the names the bridge knows, never of what a frame says: that could be anything. */
    private static String channel(Normalized normalized) {
        String stream = normalized.stream();
        if (stream != null) {
            int colon = stream.indexOf(':');
            return colon < 0 ? stream : stream.substring(0, colon);
        }
        Control control = normalized.control();
        if (control instanceof Control.Pong) {
            return "pong";
        }
        if (control instanceof Control.Acknowledged) {
            return "subscriptionResponse";
        }
        return control instanceof Control.Refused ? "error" : "other";
    }

    private static String lower(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT);
    }
}
