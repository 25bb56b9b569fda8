package io.hyperwatch.testbed.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The bridge alone, on a real Kafka: how many frames it takes, and how long each takes. */
final class BridgeBench {

    private static final int WARM_UP_SECONDS = 20;
    private static final int FLOOD_SECONDS = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FLOOD_RESULTS = 3;

    private final Consumer<String> progress;

    BridgeBench(Consumer<String> progress) {
        this.progress = progress;
    }

    List<Measurement> run() throws IOException, InterruptedException {
        List<Measurement> results = new ArrayList<>();
        try (BenchKafka kafka = BenchKafka.start()) {
            progress.accept("bridge: as many frames as it takes");
            results.addAll(flood(kafka));
        }
        try (BenchKafka kafka = BenchKafka.start()) {
            results.addAll(new SteadyBench(kafka, progress).run());
        }
        return results;
    }

    private static List<Measurement> flood(BenchKafka kafka)
            throws IOException, InterruptedException {
        List<Measurement> results = new ArrayList<>();
        try (ChildJvm flood =
                new ChildJvm(
                        FloodMain.class,
                        List.of(
                                kafka.bootstrapServers(),
                                Integer.toString(WARM_UP_SECONDS),
                                Integer.toString(FLOOD_SECONDS)),
                        Map.of("LOG_LEVEL", "ERROR"))) {
            ObjectMapper json = new ObjectMapper();
            for (int i = 0; i < FLOOD_RESULTS; i++) {
                results.add(read(json, flood.await(FloodMain.RESULT, PATIENCE)));
            }
        }
        return results;
    }

    private static Measurement read(ObjectMapper json, String line) throws JsonProcessingException {
        return json.readValue(line, Measurement.class);
    }
}
