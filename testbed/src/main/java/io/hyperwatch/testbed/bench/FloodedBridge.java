package io.hyperwatch.testbed.bench;

import io.hyperwatch.bridge.connect.Plan;
import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.engine.Engine;
import io.hyperwatch.bridge.engine.Observer;
import io.hyperwatch.bridge.engine.Past;
import io.hyperwatch.bridge.engine.Relay;
import io.hyperwatch.bridge.normalize.Normalized;
import io.hyperwatch.bridge.observe.BridgeMetrics;
import io.hyperwatch.bridge.observe.HealthSnapshot;
import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.SpoolingPublisher;
import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.relay.Recorder;
import io.hyperwatch.bridge.rest.RestRequest;
import io.hyperwatch.bridge.rest.Share;
import io.hyperwatch.bridge.settings.BridgeSettings;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.testbed.exchange.Cadence;
import io.hyperwatch.testbed.exchange.ExchangeClock;
import io.hyperwatch.testbed.exchange.ExchangeCore;
import io.hyperwatch.testbed.exchange.Instrument;
import io.hyperwatch.testbed.exchange.Market;
import io.hyperwatch.testbed.exchange.SimulatorSettings;
import io.hyperwatch.testbed.virtual.MarketRates;
import io.hyperwatch.testbed.virtual.RandomMarket;
import io.hyperwatch.testbed.virtual.VirtualTime;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A bridge without sockets on a real Kafka: engine, relay thread, inbox, publisher and metrics as
 * they run, subscribed to 50 coins and four accounts of a simulated exchange in this process.
 */
final class FloodedBridge implements AutoCloseable {

    static final int COINS = 50;
    private static final int ACCOUNTS = 4;
    private static final int TRADERS = 200;
    private static final int SETTLED_AFTER = 20;
    private static final long LOOK_MS = 100;
    private static final Duration TAPE = Duration.ofSeconds(60);

    private final ScheduledExecutorService exchange =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "exchange");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final FrameTape tape = new FrameTape();
    private final List<Instrument> instruments = RandomMarket.instruments(COINS);
    private final List<String> traders = RandomMarket.accounts(TRADERS);
    private final ExchangeCore core;
    private final Inbox inbox;
    private final SpoolingPublisher publisher;
    private final Relay relay;
    private final AtomicLong framesRelayed = new AtomicLong();
    private final AtomicLong recordsRelayed = new AtomicLong();
    private volatile boolean recording;
    private volatile Throwable failure;

    FloodedBridge(String kafka) throws IOException {
        core =
                new ExchangeCore(
                        SimulatorSettings.defaults(InstantSource.system())
                                .withInstruments(instruments)
                                .withCadence(Cadence.onDemand()),
                        ExchangeClock.of(InstantSource.system()),
                        (delay, task) ->
                                exchange.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS));
        BridgeSettings settings =
                BridgeSettings.of(
                        Map.of(
                                "POPULAR_COINS",
                                instruments.stream()
                                        .map(Instrument::coin)
                                        .collect(Collectors.joining(",")),
                                "MONITORED_ADDRESSES",
                                String.join(",", traders.subList(0, ACCOUNTS))));
        BridgeMetrics metrics = new BridgeMetrics(BridgeClock.SYSTEM);
        inbox = new Inbox(settings.queueCapacity(), BridgeClock.SYSTEM);
        publisher =
                SpoolingPublisher.connect(
                        kafka,
                        settings.spoolBytes(),
                        (topic, key, timestampMs) ->
                                failed(new IllegalStateException("a record was dropped")),
                        metrics.kafkaLatencyNanos(),
                        System::nanoTime);
        Recorder recorder = Recorder.open(null);
        Engine engine =
                new Engine(
                        settings,
                        inbox,
                        BridgeClock.SYSTEM,
                        new SplittableRandom(1),
                        new Engine.Outside(
                                new DirectTransport(core, inbox, exchange, this::tap),
                                publisher,
                                recorder,
                                new Watch(metrics)),
                        Past.NONE);
        relay = new Relay(inbox, engine, recorder, BridgeClock.SYSTEM, this::failed);
    }

    /** Starts the bridge, waits for its subscriptions and records a tape of their frames. */
    FrameTape start() throws InterruptedException {
        Market market = core.market();
        VirtualTime time = new VirtualTime(System.currentTimeMillis());
        RandomMarket random =
                new RandomMarket(
                        1,
                        MarketRates.moderate()
                                .withQuote(Duration.ofMillis(250))
                                .withTrade(Duration.ofSeconds(1)),
                        instruments,
                        traders,
                        market,
                        time);
        random.history(40, Duration.ofMinutes(5));
        relay.start();
        awaitSubscribed();
        every(time, Duration.ofSeconds(1), market::pushContexts);
        every(time, Duration.ofSeconds(5), market::pushBooks);
        every(time, Duration.ofSeconds(5), market::pushMids);
        random.start();
        recording = true;
        time.runFor(TAPE);
        recording = false;
        awaitQuiet();
        return tape;
    }

    private static void every(VirtualTime time, Duration interval, Runnable push) {
        time.after(
                interval,
                () -> {
                    push.run();
                    every(time, interval, push);
                });
    }

    private void awaitSubscribed() throws InterruptedException {
        int subscriptions = 0;
        int same = 0;
        while (same < SETTLED_AFTER) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            int now = core.subscriptions();
            same = now == subscriptions && now >= COINS ? same + 1 : 0;
            subscriptions = now;
            failIfFailed();
        }
    }

    /** Waits until everything is relayed and confirmed by Kafka. */
    void awaitQuiet() throws InterruptedException {
        while (inbox.size() > 0 || publisher.pending() > 0) {
            TimeUnit.MILLISECONDS.sleep(1);
            failIfFailed();
        }
    }

    private void failIfFailed() {
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    private void tap(int connection, String text) {
        if (recording) {
            tape.record(connection, text);
        }
    }

    /** Waits while the bridge has enough to do. */
    void feed(FrameTape.Frame frame) throws InterruptedException {
        inbox.frame(frame.connection(), frame.text());
    }

    /** Records that Kafka has not confirmed. */
    long pending() {
        return publisher.pending();
    }

    long framesRelayed() {
        return framesRelayed.get();
    }

    long recordsRelayed() {
        return recordsRelayed.get();
    }

    private void failed(Throwable cause) {
        failure = cause;
    }

    @Override
    public void close() throws InterruptedException {
        relay.drain(Duration.ofSeconds(10));
        publisher.close();
        exchange.shutdownNow();
    }

    /** Counts, and keeps the metrics that a real bridge keeps. */
    private final class Watch implements Observer {
        private final BridgeMetrics metrics;

        Watch(BridgeMetrics metrics) {
            this.metrics = metrics;
        }

        @Override
        public void relayed(Input input, Normalized normalized) {
            metrics.relayed(input, normalized);
            if (input instanceof Input.Frame) {
                framesRelayed.lazySet(framesRelayed.get() + 1);
                recordsRelayed.lazySet(recordsRelayed.get() + normalized.records().size());
            }
        }

        @Override
        public void wrote(Envelope record) {
            metrics.published(record);
        }

        @Override
        public void ticked(int partitions) {
            metrics.ticked(partitions);
        }

        @Override
        public void called(
                RestRequest request, Share share, int status, long tookNanos, int weight) {
            metrics.called(request.type(), status, weight);
        }

        @Override
        public void disconnected(String cause) {
            failed(new IllegalStateException("a connection was lost: " + cause));
        }

        @Override
        public void refusedStream(Subscription subscription) {
            failed(new IllegalStateException("refused: " + subscription.stream()));
        }

        @Override
        public void reported(HealthSnapshot snapshot) {
            metrics.observe(snapshot);
        }

        @Override
        public void covered(CoverageEvent event) {
            metrics.covered(event);
        }

        @Override
        public void planned(Plan plan) {
            // Its subscriptions are waited for.
        }

        @Override
        public void refused(List<String> problems) {
            failed(new IllegalStateException(problems.toString()));
        }
    }
}
