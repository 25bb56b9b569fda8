package io.hyperwatch.testbed.virtual;

import io.hyperwatch.bridge.connect.Plan;
import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.engine.Observer;
import io.hyperwatch.bridge.engine.Past;
import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.observe.HealthSnapshot;
import io.hyperwatch.bridge.observe.StreamStatus;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.rest.RestRequest;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.settings.BridgeSettings;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.TrackingPurpose;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.testbed.exchange.Cadence;
import io.hyperwatch.testbed.exchange.Instrument;
import io.hyperwatch.testbed.exchange.SimulatorSettings;
import io.hyperwatch.testbed.truth.PublishedLog;
import io.hyperwatch.testbed.truth.Truth;
import io.hyperwatch.testbed.virtual.RandomFaults.Kind;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole bridge but its threads, hours in seconds, against the simulated exchange with its
 * limits enforced: what has happened there is in the log, or inside a gap that says so.
 */
@Execution(ExecutionMode.CONCURRENT)
class BridgeUnderFaultsTest {

    private static final long START = 1_784_684_000_000L;

    /**
     * TCP loses no frame on a socket that lives on, and where the exchange itself left one out only
     * trades and fills could tell.
     */
    private static final Set<Kind> KINDS =
            EnumSet.complementOf(EnumSet.of(Kind.DROP_FRAMES_ONE, Kind.DROP_FRAMES_ALL));

    /** Eight hours, fifty coins, five hundred tracked accounts. */
    @Test
    void eightHours() {
        Run run = new Run(1, 50, Duration.ofSeconds(20));
        run.accounts(500);
        run.start(Past.NONE);
        run.faults(Duration.ofHours(8), 1);
        run.go(Duration.ofHours(8));
        run.calmDown();
        run.check();
        assertThat(run.log.records().get(Topic.ACCOUNT_STATES)).isGreaterThan(100_000);
    }

    /** Twenty minutes each, with many more faults. */
    @Test
    void randomFaults() {
        for (int seed = 100; seed < 114; seed++) {
            Run run = new Run(seed, 4, Duration.ofMillis(700));
            run.start(Past.NONE);
            run.faults(Duration.ofMinutes(20), 4);
            run.go(Duration.ofMinutes(20));
            run.calmDown();
            run.check();
        }
    }

    /** Killed at random moments, the next one started some seconds later. */
    @Test
    void killedAndRestarted() {
        for (int seed = 200; seed < 207; seed++) {
            Run run = new Run(seed, 4, Duration.ofMillis(700));
            run.start(Past.NONE);
            for (int life = 0; life < 4; life++) {
                run.go(Duration.ofSeconds(97 + 7 * seed % 60));
                run.bridge.kill();
                run.go(Duration.ofSeconds(1 + (seed * 13L + life * 29L) % 50));
                run.start(
                        new Past(
                                run.log.newestMs(),
                                run.log.lastTickMs() - 5_000,
                                run.log.openGaps()));
            }
            run.calmDown();
            run.check();
        }
    }

    /** Frames that never come on sockets that live on: candles and positions give them away. */
    @Test
    void framesThatAreLeftOut() {
        for (int seed = 300; seed < 306; seed++) {
            Run run = new Run(seed, 4, Duration.ofMillis(700));
            run.start(Past.NONE);
            for (int minute = 3; minute < 20; minute += 2) {
                run.leaveOut("trades", Duration.ofMinutes(minute));
                run.leaveOut("userFills", Duration.ofSeconds(60L * minute + seed % 50));
            }
            run.go(Duration.ofMinutes(20));
            run.calmDown();
            run.check();
        }
    }

    /** One bridge against one exchange. */
    private static final class Run {
        private final long seed;
        private final VirtualTime time = new VirtualTime(START);
        private final VirtualExchange exchange;
        private final RandomMarket market;
        private final PublishedLog log = new PublishedLog();
        private final Watch watch = new Watch();
        private final List<Instrument> instruments;
        private final List<String> accounts = RandomMarket.accounts(520);
        private final Map<String, String> values = new HashMap<>();
        private List<RandomFaults.Fault> faults = List.of();
        private VirtualBridge bridge;
        private int lives;

        Run(long seed, int coins, Duration trade) {
            this.seed = seed;
            this.instruments = RandomMarket.instruments(coins);
            this.exchange =
                    new VirtualExchange(
                            SimulatorSettings.defaults(time)
                                    .withSeed(seed)
                                    .withInstruments(instruments)
                                    .withCadence(
                                            new Cadence(
                                                    Duration.ofSeconds(10),
                                                    Duration.ofSeconds(4),
                                                    Duration.ofSeconds(15))),
                            time);
            this.market =
                    new RandomMarket(
                            seed,
                            MarketRates.moderate()
                                    .withTrade(trade)
                                    .withQuote(trade.multipliedBy(2)),
                            instruments,
                            accounts,
                            exchange);
            market.history(40, Duration.ofMinutes(5));
            market.start();
            values.put(
                    "POPULAR_COINS",
                    instruments.stream().map(Instrument::coin).collect(Collectors.joining(",")));
            values.put("MONITORED_ADDRESSES", String.join(",", accounts.subList(0, 4)));
            values.put("BRIDGE_TICK_INTERVAL", "1000");
        }

        void start(Past past) {
            bridge =
                    new VirtualBridge(
                            BridgeSettings.of(values),
                            time,
                            exchange.transport(seed + lives).lingering(Duration.ofSeconds(3)),
                            log,
                            watch,
                            past,
                            seed + lives);
            lives++;
            bridge.start();
        }

        void accounts(int count) {
            time.after(
                    Duration.ofSeconds(30),
                    () -> {
                        for (String user : accounts.subList(10, 10 + count)) {
                            bridge.track(
                                    new TrackingRequest(
                                            user,
                                            TrackingPurpose.STATE,
                                            5,
                                            time.epochMs(),
                                            null,
                                            null,
                                            "test"));
                        }
                    });
        }

        void faults(Duration within, double intensity) {
            faults =
                    new RandomFaults(seed, intensity, KINDS)
                            .draw(Duration.ofMinutes(2), within).stream()
                                    .map(Run::noticeable)
                                    .toList();
            RandomFaults.play(faults, exchange);
        }

        /** A stall that loses frames is found after 5 s where contexts flow, else after 9 s. */
        private static RandomFaults.Fault noticeable(RandomFaults.Fault fault) {
            boolean stall = fault.kind() == Kind.STALL_ONE || fault.kind() == Kind.STALL_ALL;
            return stall && fault.lasting().toSeconds() < 10
                    ? new RandomFaults.Fault(
                            fault.at(),
                            fault.kind(),
                            fault.lasting().plusSeconds(10),
                            fault.delay(),
                            fault.count(),
                            fault.channel(),
                            fault.socket())
                    : fault;
        }

        void leaveOut(String channel, Duration at) {
            time.after(at, () -> exchange.faults().dropFrames(channel, 2));
        }

        void go(Duration length) {
            time.runFor(length);
        }

        /** Ends all faults and gives the bridge time to repair what can be repaired. */
        void calmDown() {
            exchange.faults().clear();
            go(Duration.ofMinutes(6));
            market.stop();
            go(Duration.ofMinutes(6));
        }

        void check() {
            String name = "seed " + seed + "\n" + RandomFaults.print(faults);
            long until = time.epochMs() - 60_000;
            Truth truth = new Truth(exchange.record(), log, watch.firstPlanMs + 20_000, until);
            Set<String> coins =
                    instruments.stream().map(Instrument::coin).collect(Collectors.toSet());
            List<String> trades = truth.lostTrades();
            assertThat(trades)
                    .as("trades, " + name + (trades.isEmpty() ? "" : gaps("trades:")))
                    .isEmpty();
            assertThat(truth.lostFills(Set.copyOf(accounts.subList(0, 4))))
                    .as("fills, " + name)
                    .isEmpty();
            assertThat(truth.lostQuotes(coins)).as("quotes, " + name).isEmpty();
            assertThat(truth.falseAlarms()).as("false alarms, " + name).isEmpty();
            assertThat(log.disorders()).as("order, " + name).isEmpty();
            assertThat(exchange.violations().list()).as("violations, " + name).isEmpty();
            if (lives == 1) {
                assertThat(PublishedLog.repeated(log.trades()))
                        .as("repeated trades, " + name)
                        .isEmpty();
                // Fetched from further back than the bridge remembers they may come again.
                assertThat(log.repeatedFills()).as("repeated fills, " + name).isEmpty();
            }
            assertThat(
                            log.openGaps().stream()
                                    .map(g -> g.stream() + " " + g.gapStartMs() + " " + g.reason()))
                    .as("open gaps, " + name)
                    .isEmpty();
            assertThat(
                            watch.health.streams().entrySet().stream()
                                    .filter(s -> s.getValue().status() != StreamStatus.LIVE)
                                    .map(Object::toString))
                    .as("health, " + name)
                    .isEmpty();
            System.out.printf(
                    "seed %d: %d trades, %d fills, %d quotes, %d missing inside gaps, %d gaps,"
                            + " %d mismatches, %s%n",
                    seed,
                    log.trades().size(),
                    log.fills().size(),
                    log.quoteCount(),
                    truth.missing(),
                    log.gaps().size(),
                    log.coverage().stream().filter(e -> e.kind() == CoverageKind.MISMATCH).count(),
                    exchange.violations());
        }

        /** What was said about the streams of one kind, for the message of a failure. */
        private String gaps(String kind) {
            StringBuilder text = new StringBuilder();
            for (CoverageEvent event : log.coverage()) {
                if (event.stream().startsWith(kind)) {
                    text.append('\n').append(event);
                }
            }
            return text.toString();
        }
    }

    /** Keeps the newest of what the engine tells. */
    private static final class Watch implements Observer {
        private final Map<String, Integer> calls = new LinkedHashMap<>();
        private HealthSnapshot health;
        private long firstPlanMs = Long.MAX_VALUE;

        @Override
        public void relayed(Input input, Normalized normalized) {
            if (firstPlanMs == Long.MAX_VALUE && input instanceof Input.Opened) {
                firstPlanMs = input.receivedAtMs();
            }
        }

        @Override
        public void wrote(Envelope record) {
            // The log holds it.
        }

        @Override
        public void ticked(int partitions) {
            // The log counts them.
        }

        @Override
        public void called(
                RestRequest request, Share share, int status, long tookNanos, int weight) {
            calls.merge(request.type() + " " + status, 1, Integer::sum);
        }

        @Override
        public void disconnected(String cause) {
            // Seen as gaps.
        }

        @Override
        public void refusedStream(Subscription subscription) {
            throw new AssertionError("refused: " + subscription.stream());
        }

        @Override
        public void reported(HealthSnapshot snapshot) {
            health = snapshot;
        }

        @Override
        public void covered(CoverageEvent event) {
            // The log holds them.
        }

        @Override
        public void planned(Plan plan) {
            // Seen as streams.
        }

        @Override
        public void refused(List<String> problems) {
            throw new AssertionError(problems.toString());
        }
    }
}
