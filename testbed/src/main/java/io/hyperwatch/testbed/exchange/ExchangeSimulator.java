package io.hyperwatch.testbed.exchange;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A stand-in for the exchange that speaks its protocol: WebSocket streams, {@code /info} and the
 * leaderboard file, on the loopback interface. {@link #market} makes things happen, {@link #faults}
 * makes it misbehave, {@link #record} is the truth to compare with.
 */
public final class ExchangeSimulator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeSimulator.class);
    private static final int STOP_MILLIS = 1_000;

    /** Silent sockets are looked for ten times within the limit, so it is kept to 10 %. */
    private static final int CHECKS_PER_SILENCE = 10;

    private final Market market;
    private final Publications record = new Publications();
    private final Faults faults;
    private final StreamHub hub;
    private final StreamServer streams;
    private final InfoServer http;
    private final ScheduledExecutorService scheduler;

    private ExchangeSimulator(SimulatorSettings settings) throws IOException {
        Limits limits = settings.limits();
        FaultState state = new FaultState();
        this.hub = new StreamHub(state, record);
        this.market = new Market(settings, hub, record);
        this.faults = new Faults(state, hub, market);
        this.scheduler =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "exchange-cadence");
                            thread.setDaemon(true);
                            return thread;
                        });
        InfoRequests info = new InfoRequests(market);
        StreamProtocol protocol = new StreamProtocol(market, hub, info, limits, state, scheduler);
        this.http = new InfoServer(settings.httpPort(), market, info, limits, state, record);
        this.streams = new StreamServer(settings.wsPort(), protocol, hub, limits, state, record);
        Cadence cadence = settings.cadence();
        every(cadence.mids(), market::pushMids);
        every(cadence.contexts(), market::pushContexts);
        every(cadence.books(), market::pushBooks);
        every(
                limits.silence().dividedBy(CHECKS_PER_SILENCE),
                () -> hub.cutSilent(limits.silence()));
    }

    /**
     * Opens both ports.
     *
     * @throws UncheckedIOException when one of them is taken
     */
    public static ExchangeSimulator start(SimulatorSettings settings) {
        try {
            ExchangeSimulator simulator = new ExchangeSimulator(settings);
            try {
                simulator.streams.startAndAwait();
                simulator.http.start();
                return simulator;
            } catch (IOException e) {
                simulator.http.stop();
                simulator.scheduler.shutdownNow();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the simulated exchange did not start: " + e.getMessage(), e);
        }
    }

    /** {@code ws://host:port/ws}. */
    public String wsUrl() {
        return "ws://127.0.0.1:" + streams.getPort() + "/ws";
    }

    /** Base of the REST API; {@code /info} is below it. */
    public String apiUrl() {
        return "http://127.0.0.1:" + http.port();
    }

    /** Base of the statistics host; {@code /Mainnet/leaderboard} is below it. */
    public String statsUrl() {
        return apiUrl();
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

    /** Open sockets. */
    public int connections() {
        return hub.sessions().size();
    }

    /** Subscriptions in force, over all sockets. */
    public int subscriptions() {
        synchronized (market) {
            return hub.subscriptionCount();
        }
    }

    /** Closes all sockets and both ports. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        http.stop();
        try {
            streams.stop(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void every(Duration interval, Runnable push) {
        scheduler.scheduleAtFixedRate(
                () -> {
                    try {
                        push.run();
                    } catch (RuntimeException e) {
                        LOG.error("a push of the simulated exchange failed", e);
                    }
                },
                interval.toNanos(),
                interval.toNanos(),
                TimeUnit.NANOSECONDS);
    }
}
