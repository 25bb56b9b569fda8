package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Side;
import io.hyperwatch.events.Trade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Plays frames captured from the real exchange, with all times moved so that they are recent. Reads
 * one frame a line, either {@code {"received_wall_ns", "channel", "data"}} or {@code
 * {"received_at", "frame": {"channel", "data"}}}; plays {@code trades}, {@code bbo} and {@code
 * l2Book}, skips the rest.
 */
public final class CapturePlayer {

    private static final Set<String> PLAYED = Set.of("trades", "bbo", "l2Book");
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final List<Frame> frames;

    private record Frame(long receivedMs, String channel, JsonNode data) {}

    private CapturePlayer(List<Frame> frames) {
        this.frames = frames;
    }

    /**
     * @throws IOException when the file cannot be read or a line is not JSON
     * @throws IllegalArgumentException when it has no frame that can be played
     */
    public static CapturePlayer load(Path file) throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode node = WireJson.MAPPER.readTree(line);
            JsonNode frame = node.has("frame") ? node.path("frame") : node;
            if (PLAYED.contains(frame.path("channel").asText())) {
                long receivedMs =
                        node.has("received_at")
                                ? node.path("received_at").asLong()
                                : node.path("received_wall_ns").asLong() / NANOS_PER_MILLI;
                frames.add(
                        new Frame(receivedMs, frame.path("channel").asText(), frame.path("data")));
            }
        }
        if (frames.isEmpty()) {
            throw new IllegalArgumentException(file + " has no trades, bbo or l2Book frame");
        }
        return new CapturePlayer(List.copyOf(frames));
    }

    /** The coins of the capture, for the settings of the exchange it is to be played on. */
    public List<Instrument> instruments() {
        Map<String, Instrument> instruments = new LinkedHashMap<>();
        for (Frame frame : frames) {
            JsonNode first = frame.data().isArray() ? frame.data().path(0) : frame.data();
            String coin = first.path("coin").asText();
            if (frame.channel().equals("trades") && !instruments.containsKey(coin)) {
                String price = first.path("px").asText();
                instruments.put(coin, Instrument.perp(coin, 5, price, "100000000"));
            }
        }
        return List.copyOf(instruments.values());
    }

    /** How many frames there are. */
    public int size() {
        return frames.size();
    }

    public Duration duration() {
        return Duration.ofMillis(last().receivedMs() - frames.get(0).receivedMs());
    }

    /** Sends everything now; the last frame counts as received at this moment. */
    public void playAtOnce(ExchangeSimulator exchange) {
        long shiftMs = exchange.market().now() - last().receivedMs();
        frames.forEach(frame -> send(frame, shiftMs, exchange.market()));
    }

    /**
     * Plays in real time, starting now.
     *
     * @return completes after the last frame
     */
    public CompletableFuture<Void> play(ExchangeSimulator exchange) {
        long firstMs = frames.get(0).receivedMs();
        long shiftMs = exchange.market().now() - firstMs;
        CompletableFuture<Void> played = CompletableFuture.completedFuture(null);
        long startNanos = System.nanoTime();
        for (Frame frame : frames) {
            played =
                    played.thenRunAsync(
                            () -> send(frame, shiftMs, exchange.market()),
                            at(startNanos, frame.receivedMs() - firstMs));
        }
        return played;
    }

    private static Executor at(long startNanos, long offsetMs) {
        return task -> {
            long elapsedMs = (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
            CompletableFuture.delayedExecutor(
                            Math.max(0, offsetMs - elapsedMs), TimeUnit.MILLISECONDS)
                    .execute(task);
        };
    }

    private Frame last() {
        return frames.get(frames.size() - 1);
    }

    private static void send(Frame frame, long shiftMs, Market market) {
        JsonNode data = frame.data();
        switch (frame.channel()) {
            case "trades" -> {
                List<Trade> trades = new ArrayList<>();
                data.forEach(trade -> trades.add(trade(trade, shiftMs)));
                market.replay(trades);
            }
            case "bbo" -> market.replay(quote(data, shiftMs));
            default -> {
                ObjectNode book = data.deepCopy();
                book.put("time", data.path("time").asLong() + shiftMs);
                market.replayBook(data.path("coin").asText(), book);
            }
        }
    }

    private static Trade trade(JsonNode trade, long shiftMs) {
        JsonNode users = trade.path("users");
        return new Trade(
                trade.path("coin").asText(),
                Side.valueOf(trade.path("side").asText()),
                decimal(trade, "px"),
                decimal(trade, "sz"),
                trade.path("time").asLong() + shiftMs,
                trade.path("hash").asText(),
                trade.path("tid").asLong(),
                users.isArray() ? users.get(0).asText() : null,
                users.isArray() ? users.get(1).asText() : null,
                null);
    }

    private static Quote quote(JsonNode data, long shiftMs) {
        JsonNode bid = data.path("bbo").path(0);
        JsonNode ask = data.path("bbo").path(1);
        return new Quote(
                data.path("coin").asText(),
                data.path("time").asLong() + shiftMs,
                decimal(bid, "px"),
                decimal(bid, "sz"),
                decimal(ask, "px"),
                decimal(ask, "sz"));
    }

    private static BigDecimal decimal(JsonNode node, String field) {
        return node.has(field) ? new BigDecimal(node.path(field).asText()) : null;
    }
}
