package io.hyperwatch.testbed.bench;

import io.hyperwatch.events.Side;
import io.hyperwatch.testbed.cluster.LocalStack;
import io.hyperwatch.testbed.exchange.MarketOrder;
import io.hyperwatch.testbed.exchange.Slice;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Trades as fast as the stack takes them, from the exchange's socket to the last row: every trade
 * in table {@code trades} and counted in a candle. Simulator, bridge, Kafka, Flink and Postgres
 * share the machine.
 */
final class ThroughputBench {

    private static final int ORDERS = 20_000;
    private static final int TRADES_PER_ORDER = 5;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final String TAKER = "0x" + "c".repeat(40);
    private static final String MAKER = "0x" + "d".repeat(40);

    private final BenchStack bench;
    private final Consumer<String> progress;

    ThroughputBench(BenchStack bench, Consumer<String> progress) {
        this.bench = bench;
        this.progress = progress;
    }

    List<Measurement> run() throws InterruptedException, SQLException, IOException {
        try (Connection tables = DriverManager.getConnection(bench.stack().postgresUrl())) {
            long before = counted(tables);
            long start = System.nanoTime();
            for (int i = 0; i < ORDERS; i++) {
                bench.exchange().market().trade(order(i));
            }
            double publishedAfter = seconds(start);
            progress.accept("throughput: all trades left the exchange, waiting for the tables");
            awaitCounted(tables, before + (long) ORDERS * TRADES_PER_ORDER);
            double storedAfter = seconds(start);
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("trades", ORDERS * TRADES_PER_ORDER);
            figures.put("frames", ORDERS);
            figures.put("published_s", round(publishedAfter));
            figures.put("stored_s", round(storedAfter));
            figures.put("trades_per_s", Math.round(ORDERS * TRADES_PER_ORDER / storedAfter));
            List<Measurement> measurements = new ArrayList<>();
            measurements.add(
                    new Measurement("throughput", "trades, exchange -> every row", figures));
            measurements.add(
                    new Measurement("throughput", "peak memory of each process, MB", memory()));
            return measurements;
        }
    }

    private static MarketOrder order(int number) {
        BigDecimal price = new BigDecimal(67_000 + number % 100);
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < TRADES_PER_ORDER; i++) {
            slices.add(new Slice(price.add(BigDecimal.valueOf(i)), new BigDecimal("0.01"), MAKER));
        }
        return new MarketOrder("BTC", Side.B, TAKER, slices, false);
    }

    private static long counted(Connection tables) throws SQLException {
        try (Statement statement = tables.createStatement();
                ResultSet count =
                        statement.executeQuery(
                                "SELECT least((SELECT count(*) FROM hyperwatch.trades), (SELECT"
                                        + " coalesce(sum(trade_count), 0) FROM hyperwatch.candles))")) {
            count.next();
            return count.getLong(1);
        }
    }

    private static void awaitCounted(Connection tables, long wanted)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (counted(tables) < wanted) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "only " + counted(tables) + " of " + wanted + " trades arrived");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** From {@code /proc}: Linux only; elsewhere empty. */
    private Map<String, Object> memory() throws IOException {
        LocalStack stack = bench.stack();
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("kafka", stack.kafka().pid());
        pids.put("flink_jobmanager", stack.flink().jobManager().pid());
        pids.put("flink_taskmanager", stack.flink().taskManager().pid());
        pids.put("bench_with_bridge_and_simulator", ProcessHandle.current().pid());
        Map<String, Object> peaks = new LinkedHashMap<>();
        long sum = 0;
        for (Map.Entry<String, Long> pid : pids.entrySet()) {
            Path status = Path.of("/proc", pid.getValue().toString(), "status");
            if (!Files.exists(status)) {
                return Map.of();
            }
            long peak = peakMegabytes(status);
            sum += peak;
            peaks.put(pid.getKey(), peak);
        }
        peaks.put("sum", sum);
        return peaks;
    }

    private static long peakMegabytes(Path status) throws IOException {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private static double round(double seconds) {
        return Math.round(seconds * 100) / 100.0;
    }
}
