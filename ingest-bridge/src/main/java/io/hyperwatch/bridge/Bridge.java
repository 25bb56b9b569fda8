package io.hyperwatch.bridge;

import io.hyperwatch.bridge.engine.Engine;
import io.hyperwatch.bridge.engine.Past;
import io.hyperwatch.bridge.engine.Relay;
import io.hyperwatch.bridge.node.LineSink;
import io.hyperwatch.bridge.node.NodeFillTail;
import io.hyperwatch.bridge.observe.BridgeMetrics;
import io.hyperwatch.bridge.observe.HealthServer;
import io.hyperwatch.bridge.observe.Summary;
import io.hyperwatch.bridge.publish.DropListener;
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.bridge.publish.KafkaTopics;
import io.hyperwatch.bridge.publish.LogTail;
import io.hyperwatch.bridge.publish.SpoolingPublisher;
import io.hyperwatch.bridge.publish.TrackingRequests;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.relay.Recorder;
import io.hyperwatch.bridge.relay.Ticks;
import io.hyperwatch.bridge.settings.BridgeSettings;
import io.hyperwatch.bridge.settings.SettingKey;
import io.hyperwatch.bridge.transport.NetTransport;
import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.topics.Topic;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Relays the exchange into Kafka until closed: gives the {@link Engine} its threads, sockets, Kafka
 * and pages.
 */
public final class Bridge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

    /** Events reach us up to this long after their exchange time. */
    private static final long IN_FLIGHT_MS = 5_000;

    /** The first plan comes 12 s after the start at the latest. */
    private static final Duration FIRST_PLAN = Duration.ofSeconds(30);

    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration FLUSH = Duration.ofSeconds(10);

    private final BridgeMetrics metrics;
    private final HealthServer healthServer;
    private final Inbox inbox;
    private final NetTransport transport;
    private final EventPublisher publisher;
    private final EngineWatch watch;
    private final Relay relay;
    private final TrackingRequests requests;
    private final NodeFillTail nodeFills;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Throwable failure;
    private volatile boolean running;
    private boolean closed;
    private long undelivered;

    /** Makes the way into Kafka, once there is somebody to tell what found no room. */
    private interface Publishing {
        EventPublisher connect(BridgeMetrics metrics, DropListener drops);
    }

    /**
     * Starts a bridge on the Kafka of the settings, creating the topics it needs.
     *
     * @throws StartupException with a sentence for the user and the exit code
     */
    public static Bridge start(BridgeSettings settings)
            throws StartupException, InterruptedException {
        return start(settings, BridgeClock.SYSTEM);
    }

    /** As above, by another clock: records and ticks carry its time. */
    public static Bridge start(BridgeSettings settings, BridgeClock clock)
            throws StartupException, InterruptedException {
        String kafka = settings.kafkaBootstrapServers();
        try {
            long newestMs = KafkaTopics.ensure(kafka, List.of(Topic.values()), Ticks.TOPICS);
            OptionalLong ticked = LogTail.lastTicks(kafka, Ticks.TOPICS, clock::nanos).overall();
            Past past =
                    new Past(
                            newestMs,
                            ticked.isPresent() ? ticked.getAsLong() - IN_FLIGHT_MS : null,
                            LogTail.openGaps(kafka, clock::nanos));
            return start(
                    settings,
                    clock,
                    past,
                    (metrics, drops) ->
                            SpoolingPublisher.connect(
                                    kafka,
                                    settings.spoolBytes(),
                                    drops,
                                    metrics.kafkaLatencyNanos(),
                                    clock::nanos),
                    kafka);
        } catch (KafkaTopics.TopicsException e) {
            throw new StartupException(
                    StartupException.FAILURE,
                    SettingKey.KAFKA_BOOTSTRAP_SERVERS.displayName() + ": " + e.getMessage());
        }
    }

    /** Starts a bridge on another publisher, which it closes in the end. */
    public static Bridge start(BridgeSettings settings, EventPublisher publisher)
            throws StartupException, InterruptedException {
        return start(settings, BridgeClock.SYSTEM, Past.NONE, (metrics, drops) -> publisher, null);
    }

    private static Bridge start(
            BridgeSettings settings,
            BridgeClock clock,
            Past past,
            Publishing publishing,
            String requestsFrom)
            throws StartupException, InterruptedException {
        Bridge bridge = new Bridge(settings, clock, past, publishing, requestsFrom);
        try {
            bridge.run(clock);
            return bridge;
        } catch (StartupException | InterruptedException | RuntimeException e) {
            bridge.close();
            throw e;
        }
    }

    private Bridge(
            BridgeSettings settings,
            BridgeClock clock,
            Past past,
            Publishing publishing,
            String requestsFrom)
            throws StartupException {
        if (past.newestMs() > clock.epochMs()) {
            LOG.warn(
                    "Kafka holds records {} ms ahead of this machine's clock",
                    past.newestMs() - clock.epochMs());
        }
        this.metrics = new BridgeMetrics(clock);
        this.watch = new EngineWatch(metrics);
        Recorder recorder = openRecorder(settings);
        this.healthServer = openHealthServer(settings);
        this.inbox = new Inbox(settings.queueCapacity(), clock);
        this.transport = new NetTransport(settings.webSocketUrl(), inbox);
        AtomicReference<Engine> told = new AtomicReference<>();
        this.publisher =
                publishing.connect(
                        metrics,
                        (topic, key, timestampMs) -> told.get().dropped(topic, key, timestampMs));
        metrics.watch(inbox, publisher);
        Engine engine =
                new Engine(
                        settings,
                        inbox,
                        clock,
                        new SplittableRandom(),
                        new Engine.Outside(transport, publisher, recorder, watch),
                        past);
        told.set(engine);
        this.relay = new Relay(inbox, engine, recorder, clock, this::failed);
        this.requests =
                requestsFrom == null
                        ? null
                        : TrackingRequests.start(requestsFrom, clock.epochMs(), new Requests());
        this.nodeFills =
                settings.nodeFills() == null
                        ? null
                        : new NodeFillTail(
                                settings.nodeFills(),
                                settings.stateDir(),
                                NodeFillTail.Start.END,
                                new NodeLines());
    }

    private void run(BridgeClock clock) throws StartupException, InterruptedException {
        relay.start();
        List<String> problems = watch.awaitPlan(FIRST_PLAN);
        if (!problems.isEmpty()) {
            throw new StartupException(
                    StartupException.WRONG_CALL,
                    SettingKey.POPULAR_COINS.displayName() + ": " + String.join("; ", problems));
        }
        if (nodeFills != null) {
            nodeFills.start();
        }
        running = true;
        LOG.info("health on port {}", healthServer.port());
    }

    private void failed(Throwable cause) {
        failure = cause;
        watch.giveUp();
        ended.countDown();
    }

    /** Port of /health and /metrics. */
    public int healthPort() {
        return healthServer.port();
    }

    /**
     * Waits until the bridge has failed or the time is up.
     *
     * @param timeout null to wait for ever
     * @return the failure, null for none
     */
    public Throwable await(Duration timeout) throws InterruptedException {
        if (timeout == null) {
            ended.await();
        } else if (!ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.info("the duration of {} s is over", timeout.toSeconds());
        }
        return failure;
    }

    /** Stops the sockets, relays what was received, flushes Kafka. Safe to call twice. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted();
        try {
            if (nodeFills != null) {
                nodeFills.close();
            }
            transport.close();
            if (!relay.drain(DRAIN)) {
                LOG.error("{} received inputs could not be relayed", inbox.size());
                undelivered = Math.max(1, inbox.size());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (requests != null) {
            requests.close();
        }
        undelivered += publisher.close(FLUSH);
        if (undelivered > 0) {
            LOG.error("{} records were not confirmed by Kafka", undelivered);
        }
        healthServer.close();
        if (running) {
            LOG.info("{}", Summary.of(metrics.statistics(undelivered)));
        }
        ended.countDown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Records or frames that {@link #close} could not deliver. */
    public synchronized long undelivered() {
        return undelivered;
    }

    private HealthServer openHealthServer(BridgeSettings settings) throws StartupException {
        try {
            return new HealthServer(
                    settings.healthPort(), metrics::healthPage, metrics::metricsPage);
        } catch (IOException e) {
            throw new StartupException(
                    StartupException.WRONG_CALL,
                    SettingKey.BRIDGE_HEALTH_PORT.displayName()
                            + ": port "
                            + settings.healthPort()
                            + ": "
                            + e.getMessage());
        }
    }

    private static Recorder openRecorder(BridgeSettings settings) throws StartupException {
        try {
            return Recorder.open(settings.recordTo());
        } catch (IOException e) {
            throw new StartupException(
                    StartupException.WRONG_CALL,
                    SettingKey.BRIDGE_RECORD.displayName() + ": cannot be written: " + e);
        }
    }

    /** A line is settled once Kafka has confirmed everything that was made of it. */
    private final class NodeLines implements LineSink {
        private long settled;

        @Override
        public void line(String file, String text) throws InterruptedException {
            inbox.nodeLine(file, text);
        }

        @Override
        public long settled() {
            // In this order: what is relayed later does not count.
            long relayed = watch.nodeLines();
            if (publisher.pending() == 0) {
                settled = relayed;
            }
            return settled;
        }
    }

    /** What jobs ask for goes the way of everything else. */
    private final class Requests implements TrackingRequests.Sink {
        @Override
        public void requested(TrackingRequest request) throws InterruptedException {
            String user = request.user() == null ? "" : request.user().toLowerCase(Locale.ROOT);
            if (Fields.isAddress(user) && request.purpose() != null) {
                inbox.tracking(request.of(user));
            } else {
                unreadable(request.toString(), "user: 0x and 40 hex digits expected");
            }
        }

        @Override
        public void unreadable(String text, String reason) throws InterruptedException {
            inbox.unreadable(Topic.TRACKING_REQUESTS.topicName(), text, reason);
        }
    }
}
