package io.hyperwatch.patterns.factlog;

import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.Trade;
import io.hyperwatch.json.EventCodec;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Real captured payloads, which are not part of the code: looked for in the folder that the system
 * property {@code hyperwatch.captures} or the variable {@code HYPERWATCH_CAPTURES} names, else in
 * {@code shared/data/hyperliquid} beside a folder above. A test without them is skipped.
 */
public final class Captures {

    private static final String FOLDER = "shared/data/hyperliquid";

    private Captures() {}

    public static Path file(String name) {
        Path folder = folder();
        Path file = folder == null ? null : folder.resolve(name);
        boolean present = file != null && Files.isRegularFile(file);
        if (!present) {
            System.out.println("SKIPPED: no captured file " + name);
        }
        Assumptions.assumeTrue(present, "no captured file " + name);
        return file;
    }

    public static JsonNode json(String name) throws IOException {
        return EventCodec.mapper().readTree(Files.readAllBytes(file(name)));
    }

    /** The trades of a recording of frames, as the bridge would have logged them. */
    public static List<Logged<Trade>> trades(String name) throws IOException {
        LogWriter<Trade> log = new LogWriter<>();
        long frame = 0;
        long counter = 0;
        for (String line : Files.readAllLines(file(name))) {
            JsonNode message = EventCodec.mapper().readTree(line);
            if (!"trades".equals(message.get("channel").asText())) {
                continue;
            }
            frame++;
            long receivedAtMs = message.get("received_wall_ns").asLong() / 1_000_000;
            JsonNode data = message.get("data");
            for (int i = 0; i < data.size(); i++) {
                Provenance provenance =
                        new Provenance(
                                Source.WS,
                                receivedAtMs,
                                new Sequence(1, ++counter),
                                1,
                                frame,
                                i,
                                i == data.size() - 1,
                                false);
                Trade trade = trade(data.get(i), provenance);
                log.event(trade, trade.timeMs(), receivedAtMs);
            }
        }
        return log.entries();
    }

    public static Set<String> coins(List<Logged<Trade>> log) {
        Set<String> coins = new HashSet<>();
        log.forEach(entry -> coins.add(entry.event().coin()));
        return coins;
    }

    private static Path folder() {
        String named =
                System.getProperty("hyperwatch.captures", System.getenv("HYPERWATCH_CAPTURES"));
        if (named != null) {
            return Path.of(named);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(FOLDER))) {
                return at.resolve(FOLDER);
            }
        }
        return null;
    }

    private static Trade trade(JsonNode trade, Provenance provenance) {
        return new Trade(
                trade.get("coin").asText(),
                Side.valueOf(trade.get("side").asText()),
                new BigDecimal(trade.get("px").asText()),
                new BigDecimal(trade.get("sz").asText()),
                trade.get("time").asLong(),
                trade.get("hash").asText(),
                trade.get("tid").asLong(),
                trade.get("users").get(0).asText(),
                trade.get("users").get(1).asText(),
                provenance);
    }
}
