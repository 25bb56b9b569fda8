package io.hyperwatch.testbed.exchange;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The simulated exchange without sockets and without threads: what a client says goes in, what it
 * hears goes to its {@link Session.Link}, and time is given. Everything it does by itself, it does
 * through the scheduler.
 */
public final class ExchangeCore implements AutoCloseable {

    private static final long HOUR_MS = Duration.ofHours(1).toMillis();

    /** Silent sockets are looked for ten times within the limit, so it is kept to 10 %. */
    private static final int CHECKS_PER_SILENCE = 10;

    private final ExchangeClock clock;
    private final Scheduler scheduler;
    private final Publications record = new Publications();
    private final LimitViolations violations;
    private final StreamHub hub;
    private final Market market;
    private final Faults faults;
    private final InfoService info;
    private final StreamProtocol protocol;
    private volatile boolean stopped;

    /**
     * Starts pushing by the settings' cadence, and settling funding each hour.
     *
     * @param settings their ports and clock are not used
     */
    public ExchangeCore(SimulatorSettings settings, ExchangeClock clock, Scheduler scheduler) {
        this.clock = clock;
        this.scheduler = scheduler;
        Limits limits = settings.limits();
        FaultState state = new FaultState(clock);
        this.violations = new LimitViolations(clock);
        this.hub = new StreamHub(state, record, violations);
        this.market = new Market(settings, hub, record);
        this.faults = new Faults(state, hub, market);
        this.info = new InfoService(market, limits, state, record, violations);
        this.protocol =
                new StreamProtocol(
                        market, hub, info, limits, state, violations, record, clock, scheduler);
        Cadence cadence = settings.cadence();
        every(cadence.mids(), market::pushMids);
        every(cadence.contexts(), market::pushContexts);
        every(cadence.books(), market::pushBooks);
        every(limits.silence().dividedBy(CHECKS_PER_SILENCE), () -> cutSilent(limits.silence()));
        settleOnTheHour();
    }

    public Market market() {
        return market;
    }

    public Faults faults() {
        return faults;
    }

    public Publications record() {
        return record;
    }

    public LimitViolations violations() {
        return violations;
    }

    /** Whether a handshake of now succeeds; call once for each. */
    public boolean accepts() {
        return protocol.accepts();
    }

    /**
     * A handshake has succeeded; the greeting is sent.
     *
     * @param known told the session before anything is sent to it
     */
    public void opened(Session.Link link, Consumer<Session> known) {
        protocol.opened(link, known);
    }

    /** A client's text frame. */
    public void received(Session session, String text) {
        protocol.received(session, text);
    }

    /** The socket is gone and the exchange knows it. */
    public void closed(Session session) {
        protocol.closed(session);
    }

    /** The socket is gone, but its subscriptions and users count a while longer. */
    public void abandoned(Session session, Duration lingering) {
        protocol.abandoned(session, lingering);
    }

    /**
     * {@code /info}.
     *
     * @param contentType null for none
     */
    public HttpAnswer info(String method, String contentType, String body) {
        return info.info(method, contentType, body);
    }

    /** {@code /Mainnet/leaderboard} of the statistics host. */
    public HttpAnswer leaderboard(String method) {
        return info.leaderboard(method);
    }

    /** Open sockets, oldest first. */
    public List<Session> sessions() {
        return hub.sessions();
    }

    /** Subscriptions that count, over all sockets. */
    public int subscriptions() {
        synchronized (market) {
            return hub.subscriptionCount();
        }
    }

    /** Pushes nothing more by itself. */
    @Override
    public void close() {
        stopped = true;
    }

    StreamProtocol protocol() {
        return protocol;
    }

    InfoService infoService() {
        return info;
    }

    private void cutSilent(Duration limit) {
        synchronized (market) {
            hub.cutSilent(limit);
        }
    }

    private void settleOnTheHour() {
        long nextMs =
                Math.floorDiv(clock.millis(), HOUR_MS) * HOUR_MS + HOUR_MS + CoinState.PAST_HOUR_MS;
        scheduler.after(
                Duration.ofMillis(nextMs - clock.millis()),
                () -> {
                    if (!stopped) {
                        market.settleFunding();
                        settleOnTheHour();
                    }
                });
    }

    private void every(Duration interval, Runnable push) {
        scheduler.after(
                interval,
                () -> {
                    if (!stopped) {
                        every(interval, push);
                        push.run();
                    }
                });
    }
}
