package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.connect.AccountPlaces;
import io.hyperwatch.bridge.connect.ConnectionSettings;
import io.hyperwatch.bridge.connect.Connections;
import io.hyperwatch.bridge.connect.Plan;
import io.hyperwatch.bridge.connect.Planner;
import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.connect.Wishes;
import io.hyperwatch.bridge.coverage.Backfill;
import io.hyperwatch.bridge.coverage.Coverage;
import io.hyperwatch.bridge.coverage.Takeover;
import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.normalize.Normalizer;
import io.hyperwatch.bridge.normalize.Notice;
import io.hyperwatch.bridge.normalize.Watchlist;
import io.hyperwatch.bridge.poll.Pollers;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.bridge.publish.SpoolState;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.relay.Recorder;
import io.hyperwatch.bridge.relay.Ticks;
import io.hyperwatch.bridge.rest.Budget;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.rest.RestQueue;
import io.hyperwatch.bridge.rest.RestRequest;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.settings.BridgeSettings;
import io.hyperwatch.bridge.transport.Transport;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.Source;
import io.hyperwatch.topics.Topic;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Everything the bridge decides, on one thread and by one clock:
 *
 * <pre>
 * sockets ─┐                                      ┌─> publisher ─> Kafka
 * REST ────┼─> inbox ─> normalize ─> records ─────┤
 * asks ────┘              └─> control, notices    └─> record file
 *                               │
 *       connections <── plan <── discovery      coverage ──> gaps, backfill, takeover
 *            └── sockets                        pollers ───> REST within one budget
 * </pre>
 *
 * Nothing here waits: all I/O is behind {@link Transport} and {@link EventPublisher}, and the
 * driver asks {@link #dueNanos} when to call {@link #advance} next.
 */
public final class Engine implements Connections.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /**
     * Every topic the bridge writes but the instruments, whose compacted topic takes no record
     * without a key: all their partitions get ticks.
     */
    public static final List<Topic> TICKED =
            List.of(
                    Topic.TRADES,
                    Topic.PRICES,
                    Topic.BOOKS,
                    Topic.CANDLES,
                    Topic.FILLS,
                    Topic.LEDGER,
                    Topic.USER_FUNDINGS,
                    Topic.ACCOUNT_STATES,
                    Topic.ORDERS,
                    Topic.FUNDING_RATES,
                    Topic.LEADERBOARD,
                    Topic.VAULTS,
                    Topic.COVERAGE,
                    Topic.DEAD_LETTERS);

    /** State machines that only have to be looked at now and then. */
    private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();

    private static final long REPORT_NANOS = Duration.ofSeconds(1).toNanos();

    /**
     * What the engine acts on.
     *
     * @param transport to the exchange
     * @param publisher to Kafka
     * @param recorder of raw input
     */
    public record Outside(
            Transport transport, EventPublisher publisher, Recorder recorder, Observer observer) {}

    private final BridgeSettings settings;
    private final Inbox inbox;
    private final BridgeClock clock;
    private final Outside outside;
    private final Normalizer normalizer;
    private final Ticks ticks;
    private final Connections connections;
    private final Budget budget;
    private final RestQueue rest;
    private final Pollers pollers;
    private final Discovery discovery;
    private final Coverage coverage;
    private final Backfill backfill;
    private final Takeover takeover;
    private final HealthReport health;
    private Plan plan;
    private boolean held;
    private int lastLost;
    private long nextReportNanos;
    private long nextLookNanos;
    private long dueNanos;

    public Engine(
            BridgeSettings settings,
            Inbox inbox,
            BridgeClock clock,
            RandomGenerator random,
            Outside outside,
            Past past) {
        this.settings = settings;
        this.inbox = inbox;
        this.clock = clock;
        this.outside = outside;
        long nowNanos = clock.nanos();
        long nowMs = clock.epochMs();
        // A clock that was set back must not make sequences fall over a restart.
        this.normalizer =
                new Normalizer(
                        Math.max(nowMs, past.newestMs() + 1),
                        new Watchlist(
                                settings.coins().names(),
                                settings.coins().all(),
                                settings.hlpVault(),
                                AccountPlaces.knownChildren(settings.hlpVault()),
                                settings.bookSigFigs()),
                        past.coveredUntilMs());
        this.ticks =
                new Ticks(
                        settings.tickInterval().toNanos(),
                        settings.tickSafety().toMillis(),
                        nowNanos);
        this.connections =
                new Connections(
                        outside.transport(),
                        ConnectionSettings.of(
                                        settings.limits(), settings.autoReconnect(), inbox::lagMs)
                                .withPingInterval(settings.pingInterval())
                                .withStallTimeout(settings.stallTimeout()),
                        clock,
                        random,
                        this);
        int weight = settings.weightPerMinute();
        this.budget = new Budget(clock, random, weight * 4 / 5, weight / 5);
        this.rest =
                new RestQueue(
                        outside.transport(),
                        budget,
                        settings.infoUrl(),
                        clock,
                        random,
                        outside.observer()::called);
        this.pollers = new Pollers(rest, clock, PollPlans.settings(settings));
        this.backfill = new Backfill(this::askForRepair, clock);
        this.coverage =
                new Coverage(this::tell, backfill, past.coveredUntilMs(), past.openGaps(), nowMs);
        this.takeover = new Takeover(coverage, this::askForRepair, nowNanos);
        this.discovery =
                new Discovery(
                        settings.coins(),
                        settings.hlpVault(),
                        this::askForBasics,
                        this::discovered,
                        nowNanos);
        this.health = new HealthReport(settings.webSocketEnabled(), weight * 4 / 5, nowMs);
        this.nextLookNanos = nowNanos;
        this.nextReportNanos = nowNanos;
        this.dueNanos = nowNanos;
    }

    /**
     * Takes one input.
     *
     * @throws InterruptedException when interrupted while publishing
     */
    public void handle(Input input) throws InterruptedException {
        Normalized normalized = normalizer.normalize(input);
        outside.recorder().record(input, normalized.json());
        for (Envelope record : normalized.records()) {
            outside.publisher().publish(record);
        }
        outside.observer().relayed(input, normalized);
        long nowMs = clock.epochMs();
        for (Notice notice : normalized.notices()) {
            coverage.notice(notice, nowMs);
        }
        if (input instanceof Input.Frame frame) {
            connections.frame(frame.connection(), normalized.stream(), normalized.control());
            if (normalized.stream() != null) {
                coverage.data(normalized.stream(), nowMs);
                health.heard(normalized.stream(), nowMs);
            }
            if (normalized.control() == null) {
                return;
            }
        } else {
            route(input);
        }
        dueNanos = clock.nanos();
    }

    private void route(Input input) {
        if (input instanceof Input.Opened opened) {
            connections.opened(opened);
            health.opened(opened.connection(), opened.receivedAtMs());
        } else if (input instanceof Input.Closed closed) {
            connections.closed(closed);
        } else if (input instanceof Input.Answer answer) {
            rest.answered(answer);
        } else if (input instanceof Input.Failed failed) {
            rest.failed(failed);
        } else if (input instanceof Input.Tracking tracking) {
            pollers.track(tracking.request());
        }
    }

    /** Does what the clock asks for. */
    public void advance() throws InterruptedException {
        long nowNanos = clock.nanos();
        if (nowNanos - dueNanos >= 0) {
            step(nowNanos);
        }
        if (ticks.untilDueNanos(nowNanos) <= 0) {
            tick(nowNanos);
        }
    }

    private void step(long nowNanos) {
        discovery.advance(nowNanos);
        holdBackWhileKafkaIsFull();
        connections.advance(nowNanos);
        if (nowNanos - nextLookNanos >= 0) {
            nextLookNanos = nowNanos + LOOK_NANOS;
            coverage.advance(clock.epochMs());
            backfill.advance(nowNanos);
            report(nowNanos);
        }
        if (!held) {
            takeover.advance(nowNanos, clock.epochMs());
            budget.lend(takeover.isActive());
            pollers.advance(nowNanos);
            rest.advance(nowNanos);
        }
        outside.publisher().advance(nowNanos);
        dueNanos = nextLookNanos;
        dueNanos = Math.min(dueNanos, discovery.dueNanos());
        dueNanos = Math.min(dueNanos, connections.dueNanos());
        dueNanos = Math.min(dueNanos, takeover.dueNanos());
        dueNanos = Math.min(dueNanos, pollers.dueNanos());
        dueNanos = Math.min(dueNanos, rest.dueNanos());
        dueNanos = Math.min(dueNanos, outside.publisher().dueNanos());
    }

    private void report(long nowNanos) {
        if (nowNanos - nextReportNanos >= 0) {
            nextReportNanos = nowNanos + REPORT_NANOS;
            outside.observer()
                    .reported(
                            health.snapshot(
                                    new HealthReport.Parts(
                                            coverage,
                                            connections.status(),
                                            budget,
                                            rest,
                                            outside.publisher(),
                                            inbox,
                                            plan,
                                            pollers.describe()),
                                    clock.epochMs()));
        }
    }

    /** When {@link #advance} has something to do. */
    public long dueNanos() {
        long nowNanos = clock.nanos();
        return Math.min(dueNanos, nowNanos + ticks.untilDueNanos(nowNanos));
    }

    /** Better no data for a while, and a gap that says so, than records without a place. */
    private void holdBackWhileKafkaIsFull() {
        boolean full = outside.publisher().state() == SpoolState.FULL;
        if (full && !held) {
            LOG.error("Kafka takes nothing and the spool is full: the sockets are closed");
            connections.pause("kafka");
        } else if (!full && held) {
            LOG.info("the spool has room again: the sockets are opened");
            connections.resume();
        }
        held = full;
    }

    private void tick(long nowNanos) throws InterruptedException {
        long horizonMs = Math.min(inbox.horizonMs(), normalizer.oldestWaitingMs());
        long timestampMs = ticks.take(nowNanos, horizonMs);
        int partitions = 0;
        for (Topic topic : TICKED) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                outside.publisher().publish(Envelope.tick(topic, partition, timestampMs));
                partitions++;
            }
        }
        outside.observer().ticked(partitions);
    }

    private void discovered(Discovery.Known known) {
        boolean first = plan == null;
        if (first && !known.unknown().isEmpty()) {
            outside.observer().refused(known.unknown());
            return;
        }
        known.unknown().forEach(problem -> LOG.error("{}; left out", problem));
        plan =
                Planner.plan(
                        new Wishes(
                                known.coins(),
                                known.dexes(),
                                settings.candleIntervals(),
                                settings.bookSigFigs(),
                                settings.addresses(),
                                known.vaultAccounts(),
                                settings.standby()),
                        settings.limits());
        List<Subscription> streaming = plan.streaming();
        coverage.want(streaming, clock.epochMs());
        pollers.plan(PollPlans.of(settings, known, plan));
        plan.explain(pollers.intervals()).forEach(LOG::info);
        if (settings.webSocketEnabled()) {
            connections.plan(plan.connections());
        } else if (first) {
            LOG.warn("WEBSOCKET_ENABLED is off: everything is polled over REST");
        }
        outside.observer().planned(plan);
    }

    private void askForBasics(InfoRequest request, Consumer<String> done) {
        rest.submit(request, Share.BASICS, 0, Source.REST, whole(done));
    }

    private void askForRepair(InfoRequest request, Source source, Backfill.Done done) {
        rest.submit(request, Share.GAP_REPAIR, 1, source, whole(body -> done.ended(body != null)));
    }

    private static RestQueue.Done whole(Consumer<String> done) {
        return new RestQueue.Done() {
            @Override
            public void answered(RestRequest request, Input.Answer answer) {
                done.accept(answer.response());
            }

            @Override
            public void failed(RestRequest request, int status, String reason) {
                done.accept(null);
            }
        };
    }

    /** What is known about the completeness of a stream goes into the log like everything else. */
    private void tell(CoverageEvent event) {
        try {
            for (Envelope record :
                    normalizer.own(Topic.COVERAGE, event.stream(), event, event.timeMs())) {
                outside.publisher().publish(record);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        outside.observer().covered(event);
    }

    /** A record for which there was no room, for good. */
    public void dropped(Topic topic, String key, long timestampMs) {
        String type =
                switch (topic) {
                    case TRADES -> "trades:";
                    case FILLS -> "userFills:";
                    case BOOKS -> "l2Book:";
                    default -> topic.topicName() + ":";
                };
        coverage.lostForGood(type + key, timestampMs, timestampMs, "kafka", clock.epochMs());
    }

    @Override
    public void confirmed(int connection, Subscription subscription) {
        coverage.confirmed(connection, subscription, clock.epochMs());
    }

    @Override
    public void lost(int connection, Subscription subscription, long lastHeardMs, String reason) {
        if (connection > lastLost) {
            // Told for each stream of the socket; numbers rise.
            lastLost = connection;
            outside.observer().disconnected(reason);
        }
        coverage.lost(connection, subscription, lastHeardMs, reason, clock.epochMs());
    }

    @Override
    public void silent(int connection, Subscription subscription, Duration silence) {
        coverage.silent(subscription, silence.toMillis(), clock.epochMs());
    }

    @Override
    public void speaks(int connection, Subscription subscription) {
        coverage.speaks(subscription, clock.epochMs());
    }

    @Override
    public void refused(Subscription subscription, String message) {
        LOG.warn("{} was refused: {}", subscription.stream(), message);
        outside.observer().refusedStream(subscription);
    }
}
