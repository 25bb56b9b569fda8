package io.hyperwatch.testbed.bench;

import io.hyperwatch.events.Trade;
import io.hyperwatch.testbed.exchange.ExchangeSimulator;
import io.hyperwatch.testbed.exchange.Instrument;
import io.hyperwatch.testbed.exchange.Publication;
import io.hyperwatch.testbed.exchange.Publications;
import io.hyperwatch.testbed.exchange.Quote;
import io.hyperwatch.testbed.exchange.SimulatorSettings;
import io.hyperwatch.testbed.virtual.MarketRates;
import io.hyperwatch.testbed.virtual.RandomMarket;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Some 2,000 frames a second at random distances, from the simulated exchange over real sockets
 * through the whole bridge in a process of its own: how long until a consumer can read what became
 * of a frame, and whether the bridge's memory stays what it is.
 */
final class SteadyBench {

    private static final int COINS = 50;
    private static final int TRADERS = 200;
    private static final int MONITORED = 4;

    /**
     * Per coin 22 quotes, and 5.5 orders of three frames each: the trades on two sockets, and a
     * candle. With the contexts this makes 2,000 frames a second of all coins.
     */
    private static final MarketRates RATES =
            MarketRates.moderate()
                    .withQuote(Duration.ofMillis(45))
                    .withTrade(Duration.ofMillis(180));

    private static final long WARM_UP_SECONDS = 60;
    private static final long HALF_SECONDS = 90;

    /** A collection asked for is not the bridge's own: what it delays is not counted. */
    private static final long SETTLING_SECONDS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final BenchKafka kafka;
    private final Consumer<String> progress;
    private final List<Instrument> instruments = RandomMarket.instruments(COINS);
    private final List<String> traders = RandomMarket.accounts(TRADERS);

    SteadyBench(BenchKafka kafka, Consumer<String> progress) {
        this.kafka = kafka;
        this.progress = progress;
    }

    List<Measurement> run() throws IOException, InterruptedException {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        try (ExchangeSimulator exchange =
                ExchangeSimulator.start(
                        SimulatorSettings.defaults(InstantSource.system())
                                .withInstruments(instruments))) {
            RandomMarket market =
                    new RandomMarket(
                            1,
                            RATES,
                            instruments,
                            traders,
                            exchange.market(),
                            (delay, task) ->
                                    thread.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS));
            market.history(40, Duration.ofMinutes(5));
            try (ChildJvm bridge = bridge(exchange);
                    SentToRead latency = new SentToRead(kafka.bootstrapServers())) {
                String port = bridge.await("READY", PATIENCE);
                exchange.record().clear();
                exchange.record().keep(false);
                exchange.record().listener(told(latency));
                thread.execute(market::start);
                progress.accept("bridge: 2,000 frames a second, warming up");
                TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
                MemorySamples memory = new MemorySamples(bridge);
                memory.take("start");
                double rate = half(exchange, latency);
                memory.take("middle");
                rate = (rate + half(exchange, latency)) / 2;
                Map<String, Object> figures = new LinkedHashMap<>();
                figures.put("frames_per_s", Math.round(rate));
                figures.putAll(latency.figures());
                figures.putAll(ownFigures(port));
                memory.take("end");
                return List.of(
                        new Measurement(
                                "bridge",
                                "latency: frame sent -> record readable in Kafka, real sockets",
                                figures),
                        new Measurement(
                                "bridge",
                                "memory of the bridge after a collection",
                                memory.figures()));
            }
        } finally {
            thread.shutdownNow();
        }
    }

    private ChildJvm bridge(ExchangeSimulator exchange) throws IOException {
        return new ChildJvm(
                MeasuredBridge.class,
                MeasuredBridge.arguments(
                        kafka.bootstrapServers(),
                        exchange,
                        instruments,
                        traders.subList(0, MONITORED)),
                Map.of("LOG_LEVEL", "ERROR"));
    }

    private static Publications.Listener told(SentToRead latency) {
        return new Publications.Listener() {
            @Override
            public void trade(Publication<Trade> trade) {
                latency.happened(SentToRead.of(trade.event()), trade);
            }

            @Override
            public void quote(Publication<Quote> quote) {
                latency.happened(SentToRead.of(quote.event()), quote);
            }
        };
    }

    /**
     * @return frames a second
     */
    private double half(ExchangeSimulator exchange, SentToRead latency)
            throws InterruptedException {
        TimeUnit.SECONDS.sleep(SETTLING_SECONDS);
        long frames = frames(exchange);
        long start = System.nanoTime();
        latency.count(true);
        TimeUnit.SECONDS.sleep(HALF_SECONDS);
        latency.count(false);
        double rate = (frames(exchange) - frames) / ((System.nanoTime() - start) / 1e9);
        progress.accept("bridge: " + Math.round(rate) + " frames a second");
        return rate;
    }

    private static long frames(ExchangeSimulator exchange) {
        return exchange.record().framesByChannel().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** What the bridge says of the last minutes: its own share, and Kafka's. */
    private static Map<String, Object> ownFigures(String port)
            throws IOException, InterruptedException {
        String page =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create("http://127.0.0.1:" + port + "/metrics"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("received_to_published_p99_ms", millis(page, "relay_seconds", "0.99"));
        figures.put(
                "published_to_acknowledged_p50_ms", millis(page, "kafka_latency_seconds", "0.5"));
        figures.put(
                "published_to_acknowledged_p99_ms", millis(page, "kafka_latency_seconds", "0.99"));
        return figures;
    }

    private static double millis(String page, String name, String quantile) {
        String start = "hyperwatch_bridge_" + name + "{quantile=\"" + quantile + "\"}";
        return page.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> Double.parseDouble(line.substring(start.length()).strip()))
                .map(seconds -> Math.round(seconds * 100_000) / 100.0)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(page + "\nhas no " + start));
    }
}
