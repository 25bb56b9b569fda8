package io.hyperwatch.testbed.bench;

import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.testbed.cluster.AlertTail;
import io.hyperwatch.testbed.exchange.HlpVault;
import io.hyperwatch.testbed.exchange.Liquidation;
import io.hyperwatch.testbed.exchange.Slice;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * From the completing frame leaving the exchange to the alert readable in Kafka, through WebSocket,
 * bridge, Kafka and Flink. Each trial is a new incident: after it the shared clock is put forward
 * until the last one has resolved. Nothing follows the completing frame but ticks.
 */
final class LatencyBench {

    private static final int WARM_UP = 20;
    private static final int TRIALS = 200;
    private static final long TO_RESOLVE_MS = 150_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long FORWARD_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    private static final int FORWARDS = 50;
    private static final BigDecimal PRICE = new BigDecimal("67000");
    private static final BigDecimal SIZE = new BigDecimal("4.5");

    private final BenchStack bench;
    private final Consumer<String> progress;
    private int victims;

    LatencyBench(BenchStack bench, Consumer<String> progress) {
        this.bench = bench;
        this.progress = progress;
    }

    List<Measurement> run() throws InterruptedException {
        return List.of(
                trials("flash-loan", "a lone pair of liquidations", ignored -> liquidations()),
                trials("oracle-deviation", "a best bid and ask 0.7 % off", ignored -> breach()));
    }

    private Measurement trials(String rule, String what, ToLongFunction<Integer> trial)
            throws InterruptedException {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < WARM_UP + TRIALS; i++) {
            int before = bench.alerts().seen().size();
            long sentNanos = trial.applyAsLong(i);
            AlertTail.Seen opened = await(before, rule, AlertKind.OPEN);
            if (i >= WARM_UP) {
                micros.add(TimeUnit.NANOSECONDS.toMicros(opened.seenNanos() - sentNanos));
            }
            calm();
            resolve(before, rule);
            if ((i + 1) % 50 == 0) {
                progress.accept(rule + ": " + (i + 1) + " of " + (WARM_UP + TRIALS) + " trials");
            }
        }
        return new Measurement(
                "latency",
                rule + ": " + what + " -> alert in Kafka",
                Map.of(
                        "trials", micros.size(),
                        "p50_ms", Percentiles.of(micros, 50) / 1000.0,
                        "p99_ms", Percentiles.of(micros, 99) / 1000.0,
                        "max_ms", Percentiles.of(micros, 100) / 1000.0));
    }

    /**
     * @return when the second frame left
     */
    private long liquidations() {
        liquidate();
        liquidate();
        var fills = bench.exchange().record().fills();
        return fills.get(fills.size() - 1).sentNanos() != 0
                ? fills.get(fills.size() - 1).sentNanos()
                : fills.get(fills.size() - 2).sentNanos();
    }

    private void liquidate() {
        String victim = "0x" + "%040x".formatted(0xbad0000 + victims++);
        bench.exchange()
                .market()
                .liquidate(
                        new Liquidation(
                                victim,
                                "BTC",
                                PositionSide.LONG,
                                List.of(new Slice(PRICE, SIZE, HlpVault.STRATEGY_A)),
                                LiquidationMethod.MARKET));
    }

    private long breach() {
        context();
        quote("1.007");
        var quotes = bench.exchange().record().quotes();
        return quotes.get(quotes.size() - 1).sentNanos();
    }

    /** The context comes last: its mid is the calm one, whenever the frames arrive. */
    private void calm() {
        quote("1");
        context();
    }

    private void context() {
        bench.exchange().market().setOracle("BTC", PRICE);
        bench.exchange().market().setMark("BTC", PRICE);
        bench.exchange().market().pushContext("BTC");
    }

    private void quote(String factor) {
        BigDecimal mid = PRICE.multiply(new BigDecimal(factor));
        bench.exchange()
                .market()
                .quote(
                        "BTC",
                        mid.subtract(BigDecimal.ONE),
                        BigDecimal.ONE,
                        mid.add(BigDecimal.ONE),
                        BigDecimal.ONE);
    }

    /**
     * Puts the clock forward until the incident has resolved. More than once where the calm frame
     * was still under way at the first time: received that late, it counts from its receipt.
     */
    private void resolve(int from, String rule) throws InterruptedException {
        for (int i = 0; i < FORWARDS; i++) {
            bench.clock().forward(TO_RESOLVE_MS);
            if (seen(from, rule, AlertKind.RESOLVE, FORWARD_PATIENCE_NANOS) != null) {
                return;
            }
        }
        throw new IllegalStateException("no resolve alert of " + rule + " came");
    }

    private AlertTail.Seen await(int from, String rule, AlertKind kind)
            throws InterruptedException {
        AlertTail.Seen alert = seen(from, rule, kind, PATIENCE_NANOS);
        if (alert == null) {
            throw new IllegalStateException(
                    "no " + kind.wireName() + " alert of " + rule + " came");
        }
        return alert;
    }

    /** Null when none came in time. */
    private AlertTail.Seen seen(int from, String rule, AlertKind kind, long patienceNanos)
            throws InterruptedException {
        long deadline = System.nanoTime() + patienceNanos;
        while (System.nanoTime() < deadline) {
            List<AlertTail.Seen> seen = bench.alerts().seen();
            for (AlertTail.Seen one : seen.subList(Math.min(from, seen.size()), seen.size())) {
                if (one.alert().rule().equals(rule) && one.alert().kind() == kind) {
                    return one;
                }
            }
            TimeUnit.MICROSECONDS.sleep(500);
        }
        return null;
    }
}
