package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Trade;
import io.hyperwatch.testbed.Captures;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class CapturePlayerTest {

    @Test
    void streamsRealFramesWithTheirTimesMovedToNow() throws Exception {
        Optional<Path> file = Captures.file("ws/live_bbo_90s.jsonl");
        assumeTrue(file.isPresent(), "no captured frames here");
        CapturePlayer capture = CapturePlayer.load(file.get());
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
}
