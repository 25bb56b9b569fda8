package io.hyperwatch.testbed.exchange;

import java.time.InstantSource;
import java.util.List;

/**
 * What the simulated exchange is.
 *
 * @param clock stamps everything the exchange publishes
 * @param seed of hashes, trade ids and order ids
 * @param wsPort 0 picks a free one
 * @param httpPort 0 picks a free one
 * @param instruments the coins it lists
 * @param hlp its own vault
 * @param limits what it refuses
 * @param cadence how often it pushes
 */
public record SimulatorSettings(
        InstantSource clock,
        long seed,
        int wsPort,
        int httpPort,
        List<Instrument> instruments,
        HlpVault hlp,
        Limits limits,
        Cadence cadence) {

    public SimulatorSettings {
        instruments = List.copyOf(instruments);
    }

    /** Seven large coins, a HIP-3 coin, two spot pairs and a delisted coin, on free ports. */
    public static SimulatorSettings defaults(InstantSource clock) {
        return new SimulatorSettings(
                clock,
                1,
                0,
                0,
                defaultInstruments(),
                HlpVault.mainnet(),
                Limits.documented(),
                Cadence.measured());
    }

    /**
     * The coins of {@link #defaults}: every name {@code POPULAR_COINS} has by default, and more.
     */
    public static List<Instrument> defaultInstruments() {
        return List.of(
                Instrument.perp("BTC", 5, "67000", "2500000000"),
                Instrument.perp("ETH", 4, "3400", "1200000000"),
                Instrument.perp("MATIC", 1, "0.4", "0").asDelisted(),
                Instrument.perp("SOL", 2, "150", "600000000"),
                Instrument.perp("AVAX", 2, "28", "60000000"),
                Instrument.perp("ARB", 1, "0.62", "40000000"),
                Instrument.perp("OP", 1, "1.4", "30000000"),
                Instrument.perp("HYPE", 2, "38", "400000000"),
                Instrument.perp("xyz:SP500", 3, "7400", "50000000"),
                Instrument.spot("PURR/USDC", 0, "0.2", "3000000"),
                Instrument.spot("@107", 2, "38", "80000000"));
    }

    public SimulatorSettings withClock(InstantSource newClock) {
        return new SimulatorSettings(
                newClock, seed, wsPort, httpPort, instruments, hlp, limits, cadence);
    }

    public SimulatorSettings withSeed(long newSeed) {
        return new SimulatorSettings(
                clock, newSeed, wsPort, httpPort, instruments, hlp, limits, cadence);
    }

    public SimulatorSettings withPorts(int newWsPort, int newHttpPort) {
        return new SimulatorSettings(
                clock, seed, newWsPort, newHttpPort, instruments, hlp, limits, cadence);
    }

    public SimulatorSettings withInstruments(List<Instrument> newInstruments) {
        return new SimulatorSettings(
                clock, seed, wsPort, httpPort, newInstruments, hlp, limits, cadence);
    }

    public SimulatorSettings withLimits(Limits newLimits) {
        return new SimulatorSettings(
                clock, seed, wsPort, httpPort, instruments, hlp, newLimits, cadence);
    }

    public SimulatorSettings withCadence(Cadence newCadence) {
        return new SimulatorSettings(
                clock, seed, wsPort, httpPort, instruments, hlp, limits, newCadence);
    }
}
