package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Trade;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class CapturePlayerTest {

    private static final String CAPTURE = "shared/data/hyperliquid/ws/live_bbo_90s.jsonl";

    @Test
    void streamsRealFramesWithTheirTimesMovedToNow() throws Exception {
        Path file = capture();
        assumeTrue(file != null, "skipped: no " + CAPTURE + " beside or above this folder");
        CapturePlayer capture = CapturePlayer.load(file);
        try (ExchangeSimulator exchange =
                ExchangeSimulator.start(Sample.settings().withInstruments(capture.instruments()))) {
            StreamClient client = StreamClient.connect(exchange.wsUrl());
            client.subscribe("{\"type\":\"trades\",\"coin\":\"BTC\"}");
            client.subscribe("{\"type\":\"bbo\",\"coin\":\"BTC\"}");
            client.nextFrame("bbo");

            long before = System.currentTimeMillis();
            capture.playAtOnce(exchange);
            List<JsonNode> trades = new ArrayList<>();
            for (JsonNode frame : client.framesUntilPong()) {
                if (frame.path("channel").asText().equals("trades")) {
                    frame.path("data").forEach(trades::add);
                }
            }
            List<Trade> published =
                    exchange.record().trades().stream()
                            .map(Publication::event)
                            .filter(trade -> trade.coin().equals("BTC"))
                            .toList();
            assertThat(published).hasSizeGreaterThan(30);
            assertThat(trades)
                    .extracting(trade -> trade.path("px").asText())
                    .containsExactlyElementsOf(
                            published.stream().map(t -> t.price().toPlainString()).toList());
            long newest = trades.get(trades.size() - 1).path("time").asLong();
            assertThat(newest).isBetween(before - 60_000, System.currentTimeMillis());
        }
    }

    /** The captures are kept outside the project; a system property may say where. */
    private static Path capture() {
        String folder = System.getProperty("hyperwatch.captures");
        if (folder != null) {
            return Path.of(folder, "ws", "live_bbo_90s.jsonl");
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(CAPTURE))) {
                return at.resolve(CAPTURE);
            }
        }
        System.out.println("no captured frames found: the test is skipped");
        return null;
    }
}
