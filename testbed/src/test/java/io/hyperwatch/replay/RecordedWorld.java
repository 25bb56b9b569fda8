package io.hyperwatch.replay;

import io.hyperwatch.bridge.engine.Observer;
import io.hyperwatch.bridge.engine.Past;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.bridge.relay.Recorder;
import io.hyperwatch.bridge.settings.BridgeSettings;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;
import io.hyperwatch.jobs.replay.LogFileWriter;
import io.hyperwatch.testbed.exchange.Cadence;
import io.hyperwatch.testbed.exchange.HlpVault;
import io.hyperwatch.testbed.exchange.Instrument;
import io.hyperwatch.testbed.exchange.Liquidation;
import io.hyperwatch.testbed.exchange.MarketOrder;
import io.hyperwatch.testbed.exchange.SimulatorSettings;
import io.hyperwatch.testbed.exchange.Slice;
import io.hyperwatch.testbed.truth.PublishedLog;
import io.hyperwatch.testbed.virtual.MarketRates;
import io.hyperwatch.testbed.virtual.RandomFaults;
import io.hyperwatch.testbed.virtual.RandomMarket;
import io.hyperwatch.testbed.virtual.VirtualBridge;
import io.hyperwatch.testbed.virtual.VirtualExchange;
import io.hyperwatch.testbed.virtual.VirtualTime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A bridge before a simulated exchange, in virtual time, with everything it receives recorded and
 * everything it publishes kept.
 */
final class RecordedWorld {

    static final long START = 1_784_684_000_000L;

    private final VirtualTime time = new VirtualTime(START);
    private final List<Instrument> instruments = RandomMarket.instruments(4);
    private final List<String> accounts = RandomMarket.accounts(40);
    private final VirtualExchange exchange;
    private final RandomMarket market;
    private final PublishedLog published = new PublishedLog();
    private final List<Envelope> records = new ArrayList<>();
    private final LogFileWriter live;
    private final Path recording;
    private final long seed;
    private VirtualBridge bridge;
    private Recorder recorder;
    private int lives;

    /**
     * @param live where the log goes as the bridge writes it, null for nowhere
     */
    RecordedWorld(long seed, Path recording, LogFileWriter live) {
        this.seed = seed;
        this.recording = recording;
        this.live = live;
        this.exchange =
                new VirtualExchange(
                        SimulatorSettings.defaults(time)
                                .withSeed(seed)
                                .withInstruments(instruments)
                                .withCadence(
                                        new Cadence(
                                                Duration.ofSeconds(10),
                                                Duration.ofSeconds(1),
                                                Duration.ofSeconds(15))),
                        time);
        this.market =
                new RandomMarket(
                        seed,
                        MarketRates.moderate().withTrade(Duration.ofMillis(700)),
                        instruments,
                        accounts,
                        exchange);
        market.history(40, Duration.ofMinutes(5));
        market.start();
    }

    void start() throws IOException {
        Past past =
                lives == 0
                        ? Past.NONE
                        : new Past(
                                published.newestMs(),
                                published.lastTickMs() - 5_000,
                                published.openGaps());
        recorder = Recorder.open(recording);
        bridge =
                new VirtualBridge(
                        BridgeSettings.of(
                                Map.of(
                                        "POPULAR_COINS",
                                        instruments.stream()
                                                .map(Instrument::coin)
                                                .collect(Collectors.joining(",")),
                                        "MONITORED_ADDRESSES",
                                        String.join(",", accounts.subList(0, 3)))),
                        time,
                        exchange.transport(seed + lives),
                        new Kept(),
                        recorder,
                        deaf(),
                        past,
                        seed + lives);
        lives++;
        bridge.start();
    }

    /** As {@code kill -9}, some seconds before the next start. */
    void restart(Duration pause) throws IOException {
        bridge.kill();
        recorder.close();
        go(pause);
        start();
    }

    void go(Duration length) {
        time.runFor(length);
    }

    void faults(Duration within, double intensity) {
        RandomFaults.play(
                new RandomFaults(seed, intensity).draw(Duration.ofSeconds(30), within), exchange);
    }

    void dropAll() {
        exchange.faults().dropAll();
    }

    /** Ends faults and trading; time goes on. */
    void quiet(Duration length) {
        exchange.faults().clear();
        market.stop();
        go(length);
    }

    void close() {
        bridge.kill();
        recorder.close();
        exchange.close();
    }

    long nowMs() {
        return time.epochMs();
    }

    /** An order worth so many USD. */
    void order(int coin, int usd) {
        Instrument instrument = instruments.get(coin);
        BigDecimal price = instrument.roundPrice(instrument.price());
        exchange.market()
                .trade(
                        MarketOrder.of(
                                instrument.coin(),
                                Side.B,
                                price,
                                instrument.sizeFor(BigDecimal.valueOf(usd), price),
                                accounts.get(30),
                                accounts.get(31)));
    }

    /** A liquidation worth so many USD that a strategy of HLP absorbs. */
    void liquidation(int coin, int usd, int victim) {
        Instrument instrument = instruments.get(coin);
        BigDecimal price = instrument.roundPrice(instrument.price());
        exchange.market()
                .liquidate(
                        new Liquidation(
                                "0xdead%036x".formatted(victim),
                                instrument.coin(),
                                PositionSide.LONG,
                                List.of(
                                        new Slice(
                                                price,
                                                instrument.sizeFor(BigDecimal.valueOf(usd), price),
                                                HlpVault.STRATEGY_A)),
                                LiquidationMethod.MARKET));
    }

    /** For so long the oracle stays so far above where the coin began. */
    void oracle(int coin, String factor, Duration length) {
        Instrument instrument = instruments.get(coin);
        BigDecimal price = instrument.price().multiply(new BigDecimal(factor));
        for (long ms = 0; ms < length.toMillis(); ms += 100) {
            time.after(
                    Duration.ofMillis(ms),
                    () ->
                            exchange.market()
                                    .setOracle(instrument.coin(), instrument.roundPrice(price)));
        }
        go(length);
    }

    /** All that was published, without ticks. */
    List<Envelope> records() {
        return records;
    }

    PublishedLog published() {
        return published;
    }

    private static Observer deaf() {
        return (Observer)
                Proxy.newProxyInstance(
                        RecordedWorld.class.getClassLoader(),
                        new Class<?>[] {Observer.class},
                        (proxy, method, arguments) -> null);
    }

    /** Keeps the log three times: as truth, as records, as files. */
    private final class Kept implements EventPublisher {

        @Override
        public void publish(Envelope record) {
            published.publish(record);
            if (!record.isTick()) {
                records.add(record);
            }
            try {
                if (live != null) {
                    live.append(record.topic(), LogBuilder.record(record));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean isHealthy() {
            return true;
        }

        @Override
        public long pending() {
            return 0;
        }

        @Override
        public long close(Duration timeout) {
            return 0;
        }
    }
}
