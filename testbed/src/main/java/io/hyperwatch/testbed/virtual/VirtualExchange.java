package io.hyperwatch.testbed.virtual;

import io.hyperwatch.testbed.exchange.ExchangeCore;
import io.hyperwatch.testbed.exchange.Faults;
import io.hyperwatch.testbed.exchange.LimitViolations;
import io.hyperwatch.testbed.exchange.Market;
import io.hyperwatch.testbed.exchange.Publications;
import io.hyperwatch.testbed.exchange.SimulatorSettings;

/** The simulated exchange in virtual time: no ports, no threads. */
public final class VirtualExchange implements AutoCloseable {

    private final VirtualTime time;
    private final ExchangeCore core;

    /**
     * @param settings their ports and clock are not used
     */
    public VirtualExchange(SimulatorSettings settings, VirtualTime time) {
        this.time = time;
        this.core = new ExchangeCore(settings.withClock(time), time, time);
    }

    /**
     * A client at the same IP address as all others: the limits hold for them together.
     *
     * @param seed of its latencies
     */
    public VirtualTransport transport(long seed) {
        return new VirtualTransport(core, time, seed);
    }

    public VirtualTime time() {
        return time;
    }

    public Market market() {
        return core.market();
    }

    public Faults faults() {
        return core.faults();
    }

    /** What happened, to compare with. */
    public Publications record() {
        return core.record();
    }

    public LimitViolations violations() {
        return core.violations();
    }

    /** Sockets that the exchange holds open. */
    public int connections() {
        return core.sessions().size();
    }

    /** Subscriptions that count against the limit. */
    public int subscriptions() {
        return core.subscriptions();
    }

    /** Pushes nothing more by itself. */
    @Override
    public void close() {
        core.close();
    }
}
