package io.hyperwatch.testbed.bench;

import io.hyperwatch.bridge.relay.Ticks;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.TrackingPurpose;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.testbed.exchange.Cadence;
import io.hyperwatch.testbed.exchange.ExchangeSimulator;
import io.hyperwatch.testbed.exchange.Instrument;
import io.hyperwatch.testbed.exchange.Scheduler;
import io.hyperwatch.testbed.exchange.SimulatorSettings;
import io.hyperwatch.testbed.truth.PublishedLog;
import io.hyperwatch.testbed.truth.Truth;
import io.hyperwatch.testbed.virtual.MarketRates;
import io.hyperwatch.testbed.virtual.RandomFaults;
import io.hyperwatch.testbed.virtual.RandomFaults.Fault;
import io.hyperwatch.testbed.virtual.RandomFaults.Kind;
import io.hyperwatch.testbed.virtual.RandomMarket;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The whole bridge in a process of its own against the simulated exchange over real sockets and a
 * real Kafka, while sockets break, stall and come late and requests fail. Then everything is read
 * back and held against what has happened.
 */
final class SoakBench {

    private static final int COINS = 50;
    private static final int MONITORED = 4;
    private static final int TRACKED = 120;
    private static final int TRADERS = 200;
    private static final double INTENSITY = 4;

    /** After the last fault, to repair what can be repaired while trading goes on. */
    private static final long CALM_SECONDS = 120;

    /** And then without trading, until everything is in Kafka. */
    private static final long QUIET_SECONDS = 90;

    private static final Duration FIRST_FAULT = Duration.ofSeconds(45);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Subscribing 50 coins takes some seconds; from then on everything has to be there. */
    private static final long SETTLING_MS = 20_000;

    private static final long UNJUDGED_MS = 60_000;
    private static final int SHOWN = 20;

    /**
     * TCP loses no frame on a socket that lives on, and where the exchange itself left one out only
     * trades and fills could tell.
     */
    private static final Set<Kind> KINDS =
            EnumSet.complementOf(EnumSet.of(Kind.DROP_FRAMES_ONE, Kind.DROP_FRAMES_ALL));

    private final Duration length;
    private final long seed;
    private final Consumer<String> progress;
    private final List<Instrument> instruments = RandomMarket.instruments(COINS);
    private final List<String> traders = RandomMarket.accounts(TRADERS);
    private final List<String> problems = new ArrayList<>();

    SoakBench(Duration length, long seed, Consumer<String> progress) {
        this.length = length;
        this.seed = seed;
        this.progress = progress;
    }

    /** What was lost, doubled or refused, a sentence each; empty when all is well. */
    List<String> problems() {
        return problems;
    }

    List<Measurement> run() throws IOException, InterruptedException {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        Scheduler time =
                (delay, task) -> thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        try (BenchKafka kafka = BenchKafka.start();
                ExchangeSimulator exchange =
                        ExchangeSimulator.start(
                                SimulatorSettings.defaults(InstantSource.system())
                                        .withSeed(seed)
                                        .withInstruments(instruments)
                                        .withCadence(Cadence.measured()))) {
            RandomMarket market =
                    new RandomMarket(
                            seed,
                            MarketRates.moderate(),
                            instruments,
                            traders,
                            exchange.market(),
                            time);
            market.history(40, Duration.ofMinutes(5));
            thread.execute(market::start);
            try (ChildJvm bridge = bridge(kafka, exchange)) {
                bridge.await("READY", PATIENCE);
                long fromMs = System.currentTimeMillis() + SETTLING_MS;
                track(kafka);
                List<Fault> faults = faults();
                List<String> happened =
                        RandomFaults.play(faults, exchange.faults(), time, InstantSource.system());
                MemorySamples memory = new MemorySamples(bridge);
                pass(length.dividedBy(2), happened);
                memory.take("middle");
                pass(length.dividedBy(2), happened);
                exchange.faults().clear();
                progress.accept("soak: no more faults, the bridge repairs what it can");
                TimeUnit.SECONDS.sleep(CALM_SECONDS);
                thread.execute(market::stop);
                TimeUnit.SECONDS.sleep(QUIET_SECONDS);
                memory.take("end");
                long untilMs = System.currentTimeMillis() - UNJUDGED_MS;
                return judge(kafka, exchange, fromMs, untilMs, happened, memory);
            }
        } finally {
            thread.shutdownNow();
        }
    }

    private ChildJvm bridge(BenchKafka kafka, ExchangeSimulator exchange) throws IOException {
        return new ChildJvm(
                MeasuredBridge.class,
                MeasuredBridge.arguments(
                        kafka.bootstrapServers(),
                        exchange,
                        instruments,
                        traders.subList(0, MONITORED)),
                Map.of("LOG_LEVEL", "ERROR"));
    }

    /** As the jobs ask for accounts. */
    private void track(BenchKafka kafka) {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(
                        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer())) {
            long nowMs = System.currentTimeMillis();
            for (String user : traders.subList(MONITORED, MONITORED + TRACKED)) {
                TrackingRequest request =
                        new TrackingRequest(
                                user, TrackingPurpose.STATE, 5, nowMs, null, null, "soak");
                producer.send(
                        new ProducerRecord<>(
                                Topic.TRACKING_REQUESTS.topicName(),
                                null,
                                nowMs,
                                user,
                                EventCodec.encode(request)));
            }
        }
    }

    private List<Fault> faults() {
        return new RandomFaults(seed, INTENSITY, KINDS)
                .draw(FIRST_FAULT, length).stream().map(SoakBench::noticeable).toList();
    }

    /** A stall that loses frames is found after 5 s where contexts flow, else after 9 s. */
    private static Fault noticeable(Fault fault) {
        boolean stall = fault.kind() == Kind.STALL_ONE || fault.kind() == Kind.STALL_ALL;
        return stall && fault.lasting().toSeconds() < 10
                ? new Fault(
                        fault.at(),
                        fault.kind(),
                        fault.lasting().plusSeconds(10),
                        fault.delay(),
                        fault.count(),
                        fault.channel(),
                        fault.socket())
                : fault;
    }

    private void pass(Duration part, List<String> happened) throws InterruptedException {
        long end = System.nanoTime() + part.toNanos();
        while (System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.sleep(
                    Math.min(Duration.ofMinutes(1).toNanos(), end - System.nanoTime()));
            progress.accept("soak: " + happened.size() + " faults so far");
        }
    }

    private List<Measurement> judge(
            BenchKafka kafka,
            ExchangeSimulator exchange,
            long fromMs,
            long untilMs,
            List<String> happened,
            MemorySamples memory) {
        PublishedLog log = new PublishedLog();
        try (TopicReader reader = new TopicReader(kafka.bootstrapServers(), Ticks.TOPICS)) {
            reader.readAll(log::publish);
        }
        Truth truth = new Truth(exchange.record(), log, fromMs, untilMs);
        Set<String> coins = instruments.stream().map(Instrument::coin).collect(Collectors.toSet());
        report("lost trades", truth.lostTrades());
        report("lost fills", truth.lostFills(Set.copyOf(traders.subList(0, MONITORED))));
        report("lost quotes", truth.lostQuotes(coins));
        report("false alarms", truth.falseAlarms());
        report("repeated trades", PublishedLog.repeated(log.trades()));
        report("repeated fills", log.repeatedFills());
        report("out of order", log.disorders());
        report("violations of limits", exchange.violations().list());
        report("gaps still open", log.openGaps().stream().map(CoverageEvent::toString).toList());
        if (!problems.isEmpty()) {
            problems.add("faults of seed " + seed + ":\n" + String.join("\n", happened));
        }
        return List.of(
                new Measurement(
                        "soak",
                        "%d min with faults, %d coins, %d accounts, seed %d"
                                .formatted(length.toMinutes(), COINS, MONITORED + TRACKED, seed),
                        figures(exchange, log, truth, happened.size())),
                new Measurement(
                        "soak", "memory of the bridge after a collection", memory.figures()));
    }

    private Map<String, Object> figures(
            ExchangeSimulator exchange, PublishedLog log, Truth truth, int faults) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("faults", faults);
        figures.put("trades", log.trades().size());
        figures.put("fills", log.fills().size());
        figures.put("quotes", log.quoteCount());
        figures.put("account_states", log.records().getOrDefault(Topic.ACCOUNT_STATES, 0L));
        figures.put("missing_inside_gaps", truth.missing());
        figures.put("gaps", log.gaps().size());
        figures.put(
                "gaps_filled",
                log.gaps().values().stream()
                        .filter(
                                gap ->
                                        CoverageEvent.REPLAY.equals(gap.closedBy())
                                                || CoverageEvent.BACKFILL.equals(gap.closedBy()))
                        .count());
        figures.put("sockets_opened", exchange.record().connectionsOpened());
        figures.put("max_subscriptions", exchange.violations().maxSubscriptions());
        figures.put("max_users", exchange.violations().maxUsers());
        figures.put("max_weight_in_a_minute", exchange.violations().maxWeightInAMinute());
        figures.put("max_messages_in_a_minute", exchange.violations().maxMessagesInAMinute());
        figures.put("violations", exchange.violations().list().size());
        figures.put("problems", problems.size());
        return figures;
    }

    private void report(String what, Collection<?> found) {
        if (!found.isEmpty()) {
            problems.add(
                    what
                            + ": "
                            + found.size()
                            + ", such as\n  "
                            + found.stream()
                                    .limit(SHOWN)
                                    .map(Object::toString)
                                    .collect(Collectors.joining("\n  ")));
        }
    }
}
