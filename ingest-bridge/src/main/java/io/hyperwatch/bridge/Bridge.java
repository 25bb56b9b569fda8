package io.hyperwatch.bridge;

import io.hyperwatch.bridge.normalize.Control;
import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.normalize.Normalizer;
import io.hyperwatch.bridge.normalize.Watchlist;
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.bridge.publish.KafkaPublisher;
import io.hyperwatch.bridge.publish.KafkaTopics;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.relay.Recorder;
import io.hyperwatch.bridge.relay.Relay;
import io.hyperwatch.bridge.relay.RelayListener;
import io.hyperwatch.bridge.rest.HlpAccounts;
import io.hyperwatch.bridge.rest.InfoClient;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.ws.SocketSupervisor;
import io.hyperwatch.bridge.ws.Subscription;
import io.hyperwatch.topics.Topic;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Relays the exchange into Kafka until closed.
 *
 * <pre>
 * socket ──┐
 *          ├─> inbox ──> relay (normalize, tick) ──> publisher ──> Kafka
 * REST ────┘               └─> record file, health, answers to the socket
 * </pre>
 */
public final class Bridge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);

    /** Every topic the bridge writes; all their partitions get ticks. */
    static final List<Topic> WRITTEN =
            List.of(Topic.TRADES, Topic.PRICES, Topic.FILLS, Topic.DEAD_LETTERS);

    private static final int MAX_SUBSCRIPTIONS = 1_000;
    private static final Duration RETRY_DISCOVERY = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration FLUSH = Duration.ofSeconds(10);

    private final BridgeSettings settings;
    private final EventPublisher publisher;
    private final BridgeMetrics metrics = new BridgeMetrics(BridgeClock.SYSTEM);
    private final StreamHealth health = new StreamHealth(BridgeClock.SYSTEM::epochMs);
    private final HealthServer healthServer;
    private final Inbox inbox;
    private final Relay relay;
    private final InfoClient client;
    private final Discovery discovery;
    private final SocketSupervisor socket;
    private final ScheduledExecutorService background;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Throwable failure;
    private boolean closed;
    private long undelivered;

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
        try {
            long newestMs =
                    KafkaTopics.ensure(
                            settings.kafkaBootstrapServers(), List.of(Topic.values()), WRITTEN);
            return start(
                    settings,
                    KafkaPublisher.connect(settings.kafkaBootstrapServers()),
                    newestMs,
                    clock);
        } catch (KafkaTopics.TopicsException e) {
            throw new StartupException(
                    StartupException.FAILURE,
                    SettingKey.KAFKA_BOOTSTRAP_SERVERS.displayName() + ": " + e.getMessage());
        }
    }

    /** Starts a bridge on another publisher, which it closes in the end. */
    public static Bridge start(BridgeSettings settings, EventPublisher publisher)
            throws StartupException, InterruptedException {
        return start(settings, publisher, 0, BridgeClock.SYSTEM);
    }

    private static Bridge start(
            BridgeSettings settings, EventPublisher publisher, long newestMs, BridgeClock clock)
            throws StartupException, InterruptedException {
        Bridge bridge;
        try {
            bridge = new Bridge(settings, publisher, newestMs, clock);
        } catch (StartupException | RuntimeException e) {
            publisher.close();
            throw e;
        }
        try {
            bridge.run();
            return bridge;
        } catch (StartupException | InterruptedException | RuntimeException e) {
            bridge.close();
            throw e;
        }
    }

    private Bridge(
            BridgeSettings settings, EventPublisher publisher, long newestMs, BridgeClock clock)
            throws StartupException {
        this.settings = settings;
        this.publisher = publisher;
        Recorder recorder = openRecorder(settings);
        this.healthServer = openHealthServer(settings);
        this.inbox = new Inbox(settings.queueCapacity(), clock);
        if (newestMs > clock.epochMs()) {
            LOG.warn(
                    "Kafka holds records {} ms ahead of this machine's clock",
                    newestMs - clock.epochMs());
        }
        // A clock that was set back must not make sequences fall over a restart.
        long epochMs = Math.max(clock.epochMs(), newestMs + 1);
        Watchlist watchlist =
                new Watchlist(
                        settings.coins().names(),
                        settings.coins().all(),
                        settings.hlpVault(),
                        HlpAccounts.knownChildren(settings.hlpVault()));
        this.relay =
                new Relay(
                        inbox,
                        new Normalizer(epochMs, watchlist),
                        publisher,
                        recorder,
                        new Observer(),
                        clock,
                        WRITTEN,
                        settings.tickInterval(),
                        settings.tickSafety());
        this.client = new InfoClient(settings.infoUrl(), metrics.registry());
        this.discovery = new Discovery(settings, client, inbox);
        this.socket =
                new SocketSupervisor(
                        settings.socket(), inbox::frame, inbox::lagMs, metrics.registry());
        this.background =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "discovery");
                            thread.setDaemon(true);
                            return thread;
                        });
        metrics.watch(inbox, publisher);
    }

    private void run() throws StartupException, InterruptedException {
        relay.start();
        discovery.start();
        List<Subscription> wanted = subscriptions();
        if (wanted.size() > MAX_SUBSCRIPTIONS) {
            throw new StartupException(
                    StartupException.WRONG_CALL,
                    SettingKey.POPULAR_COINS.displayName()
                            + ": "
                            + wanted.size()
                            + " subscriptions, the exchange allows "
                            + MAX_SUBSCRIPTIONS);
        }
        if (settings.webSocketEnabled()) {
            health.connectedBy(new SocketHealth());
            socket.want(wanted);
            socket.start();
        } else {
            health.want(List.of(), List.of());
            LOG.warn("WEBSOCKET_ENABLED is off: nothing is streamed");
        }
        if (!discovery.isComplete()) {
            background.scheduleWithFixedDelay(
                    this::retryDiscovery,
                    RETRY_DISCOVERY.toSeconds(),
                    RETRY_DISCOVERY.toSeconds(),
                    TimeUnit.SECONDS);
        }
        LOG.info("health on port {}", healthServer.port());
    }

    private List<Subscription> subscriptions() {
        List<Subscription> wanted = discovery.subscriptions();
        HlpAccounts.Followed followed = discovery.followed();
        health.want(wanted, followed.leftOut());
        LOG.info(
                "{} streams; fills of {}{}",
                wanted.size(),
                followed.streamed(),
                followed.leftOut().isEmpty()
                        ? ""
                        : "; no place for the fills of " + followed.leftOut());
        return wanted;
    }

    private void retryDiscovery() {
        try {
            if (!discovery.isComplete() && discovery.retry() && settings.webSocketEnabled()) {
                socket.want(subscriptions());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("discovery failed, trying again later", e);
        }
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

    /** Stops the socket, relays what was received, flushes Kafka. Safe to call twice. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted();
        background.shutdownNow();
        try {
            socket.stop();
            if (!relay.drain(DRAIN)) {
                LOG.error("{} received frames could not be relayed", inbox.size());
                undelivered = Math.max(1, inbox.size());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        undelivered += publisher.close(FLUSH);
        if (undelivered > 0) {
            LOG.error("{} records were not confirmed by Kafka", undelivered);
        }
        client.close();
        healthServer.close();
        ended.countDown();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Records or frames that {@link #close} could not deliver. */
    public synchronized long undelivered() {
        return undelivered;
    }

    private HealthServer.Page healthPage() {
        boolean kafkaHealthy = failure == null && publisher.isHealthy();
        Map<String, StreamStatus> statuses = health.statuses();
        StreamStatus overall = health.overall(statuses, kafkaHealthy);
        return new HealthServer.Page(
                overall == StreamStatus.DOWN ? 503 : 200,
                "application/json",
                health.json(statuses, overall, kafkaHealthy));
    }

    private HealthServer openHealthServer(BridgeSettings settings) throws StartupException {
        try {
            return new HealthServer(settings.healthPort(), this::healthPage, metrics::page);
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

    /** The relay's view of the rest. */
    private final class Observer implements RelayListener {
        @Override
        public void relayed(Input input, Normalized normalized) {
            metrics.relayed(input, normalized);
            if (normalized.stream() != null) {
                health.seen(normalized.stream(), input.receivedAtMs());
            }
        }

        @Override
        public void controlled(int connection, Control control) {
            socket.heard(connection, control);
        }

        @Override
        public void failed(Throwable cause) {
            failure = cause;
            ended.countDown();
        }
    }

    private final class SocketHealth implements StreamHealth.Connection {
        @Override
        public int number() {
            return socket.connection();
        }

        @Override
        public boolean isAnswering() {
            return socket.isAnswering();
        }

        @Override
        public Set<String> confirmedStreams() {
            return socket.confirmedStreams();
        }
    }
}
