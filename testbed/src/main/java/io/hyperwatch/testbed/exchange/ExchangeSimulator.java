package io.hyperwatch.testbed.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A stand-in for the exchange that speaks its protocol: WebSocket streams, {@code /info} and the
 * leaderboard file, on the loopback interface. {@link #market} makes things happen, {@link #faults}
 * makes it misbehave, {@link #record} is the truth to compare with.
 */
public final class ExchangeSimulator implements AutoCloseable {

    private static final int STOP_MILLIS = 1_000;

    /** Silent sockets are looked for ten times within the limit, so it is kept to 10 %. */
    private static final int CHECKS_PER_SILENCE = 10;

    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final ExchangeCore core;
    private final StreamServer streams;
    private final InfoServer http;

    private ExchangeSimulator(SimulatorSettings settings) throws IOException {
        this.core = new ExchangeCore(settings, ExchangeClock.of(settings.clock()), scheduler);
        this.http = new InfoServer(settings.httpPort(), core.infoService());
        this.streams = new StreamServer(settings.wsPort(), core.protocol());
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
                simulator.scheduler.close();
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
        return core.market();
    }

    public Faults faults() {
        return core.faults();
    }

    public Publications record() {
        return core.record();
    }

    /** What was refused because a client went over a limit. */
    public LimitViolations violations() {
        return core.violations();
    }

    /** Open sockets. */
    public int connections() {
        return core.sessions().size();
    }

    /** Subscriptions in force, over all sockets. */
    public int subscriptions() {
        return core.subscriptions();
    }

    /** Closes all sockets and both ports. */
    @Override
    public void close() {
        core.close();
        scheduler.close();
        http.stop();
        try {
            streams.stop(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
