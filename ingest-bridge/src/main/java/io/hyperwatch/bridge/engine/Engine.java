package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.check.Checks;
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
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.bridge.publish.SpoolState;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.relay.BridgeStart;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.relay.Recorder;
import io.hyperwatch.bridge.relay.Ticks;
import io.hyperwatch.bridge.rest.Budget;
import io.hyperwatch.bridge.rest.RestQueue;
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
public final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

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
    private final LogWriter log;
    private final Connections connections;
    private final Budget budget;
    private final RestQueue rest;
    private final Pollers pollers;
    private final Discovery discovery;
    private final Coverage coverage;
    private final Backfill backfill;
    private final Takeover takeover;
    private final Checks checks;
    private final HealthReport health;
    private Plan plan;
    private boolean held;
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
        long epochMs = Math.max(nowMs, past.newestMs() + 1);
        outside.recorder()
                .started(
                        nowMs,
                        new BridgeStart(
                                epochMs,
                                settings.coins().names(),
                                settings.coins().all(),
                                settings.hlpVault(),
                                settings.bookSigFigs(),
                                past.coveredUntilMs()));
        this.normalizer =
                new Normalizer(
                        epochMs,
                        new Watchlist(
                                settings.coins().names(),
                                settings.coins().all(),
                                settings.hlpVault(),
                                AccountPlaces.knownChildren(settings.hlpVault()),
                                settings.bookSigFigs()),
                        past.coveredUntilMs());
        this.log =
                new LogWriter(
                        outside.publisher(),
                        normalizer,
                        inbox,
                        clock,
                        outside.recorder(),
                        outside.observer(),
                        new Ticks(
                                settings.tickInterval().toNanos(),
                                settings.tickSafety().toMillis(),
                                nowNanos));
        int weight = settings.weightPerMinute();
        this.budget = Budget.of(weight, clock, random);
        this.rest =
                new RestQueue(
                        outside.transport(),
                        budget,
                        settings.infoUrl(),
                        clock,
                        random,
                        outside.observer()::called);
        Questions questions = new Questions(rest);
        this.pollers = new Pollers(rest, clock, PollPlans.settings(settings));
        this.backfill = new Backfill(questions::repair, clock);
        this.coverage =
                new Coverage(this::tell, backfill, past.coveredUntilMs(), past.openGaps(), nowMs);
        this.takeover = new Takeover(coverage, questions::repair, nowNanos);
        this.checks =
                new Checks(
                        questions::check,
                        clock,
                        coverage::isLive,
                        new CheckFindings(coverage, log::mark, clock));
        this.connections =
                new Connections(
                        outside.transport(),
                        ConnectionSettings.of(
                                        settings.limits(), settings.autoReconnect(), inbox::lagMs)
                                .withPingInterval(settings.pingInterval())
                                .withStallTimeout(settings.stallTimeout()),
                        clock,
                        random,
                        new StreamEvents(coverage, outside.observer(), clock));
        this.discovery =
                new Discovery(
                        settings.coins(),
                        settings.hlpVault(),
                        questions::basics,
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
        outside.recorder().record(input, normalized.json(), normalized.records().size());
        log.publish(normalized.records());
        outside.observer().relayed(input, normalized);
        observe(input, normalized);
        long nowMs = clock.epochMs();
        for (Notice notice : normalized.notices()) {
            coverage.notice(notice, nowMs);
        }
        if (input instanceof Input.Frame frame) {
            connections.frame(frame.connection(), normalized.stream(), normalized.control());
            if (normalized.stream() != null) {
                coverage.data(normalized.stream(), nowMs);
                if (coverage.isLive(normalized.stream())) {
                    health.heard(normalized.stream(), nowMs);
                }
            }
            if (normalized.control() == null) {
                return;
            }
        } else {
            route(input);
        }
        dueNanos = clock.nanos();
    }

    /** Trades that had to wait may go out with any input, be it the end of a socket. */
    private void observe(Input input, Normalized normalized) {
        if (normalized.events().isEmpty() || input instanceof Input.NodeLine) {
            return;
        }
        int connection = input instanceof Input.Frame frame ? frame.connection() : 0;
        Source source = input instanceof Input.Answer answer ? answer.source() : Source.WS;
        for (Object event : normalized.events()) {
            checks.observe(event, source, connection, input.receivedAtMs());
        }
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
        if (log.untilTickNanos(nowNanos) <= 0) {
            outside.observer().ticked(log.tick(nowNanos));
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
            budget.lend(takeover.isActive() || backfill.isBehind());
            pollers.advance(nowNanos);
            checks.advance(nowNanos);
            rest.advance(nowNanos);
        }
        outside.publisher().advance(nowNanos);
        dueNanos = nextLookNanos;
        dueNanos = Math.min(dueNanos, discovery.dueNanos());
        dueNanos = Math.min(dueNanos, connections.dueNanos());
        if (!held) {
            dueNanos = Math.min(dueNanos, takeover.dueNanos());
            dueNanos = Math.min(dueNanos, pollers.dueNanos());
            dueNanos = Math.min(dueNanos, checks.dueNanos());
            dueNanos = Math.min(dueNanos, rest.dueNanos());
        }
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
                                            HealthReport.polled(pollers.describe(), plan)),
                                    clock.epochMs()));
        }
    }

    /** When {@link #advance} has something to do. */
    public long dueNanos() {
        long nowNanos = clock.nanos();
        return Math.min(dueNanos, nowNanos + log.untilTickNanos(nowNanos));
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
        checks.plan(known.coins(), known.dexes(), PollPlans.users(plan, "userFills"));
        plan.explain(pollers.intervals()).forEach(LOG::info);
        pollers.describe().forEach(line -> LOG.info("polled: {}", line));
        if (settings.webSocketEnabled()) {
            connections.plan(plan.connections());
        } else if (first) {
            LOG.warn("WEBSOCKET_ENABLED is off: everything is polled over REST");
        }
        outside.observer().planned(plan);
    }

    /** What is known about the completeness of a stream goes into the log like everything else. */
    private void tell(CoverageEvent event) {
        log.tell(event);
        checks.covered(event);
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
        if (topic == Topic.TRADES) {
            log.mark(key, timestampMs, timestampMs);
        }
        coverage.lostForGood(type + key, timestampMs, timestampMs, "kafka", clock.epochMs());
    }
}
