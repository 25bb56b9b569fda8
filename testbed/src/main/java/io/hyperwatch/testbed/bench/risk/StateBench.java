package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.testbed.bench.BenchKafka;
import io.hyperwatch.testbed.bench.ChildJvm;
import io.hyperwatch.testbed.bench.Measurement;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the risk job keeps after two hours of trades and forced fills of 100,000 accounts: 10 M
 * events, 1,400 a second. And after a third of them: what is bounded by time does not grow after
 * the first hour.
 */
public final class StateBench {

    static final String SUITE = "risk-state";

    private static final Duration PATIENCE = Duration.ofHours(3);
    private static final int HEAP_MB = 8_192;
    private static final int PARTS = 3;

    private final int events;
    private final Consumer<String> progress;

    /**
     * @param events how many, 0 for 10 M
     */
    public StateBench(int events, Consumer<String> progress) {
        this.events = events == 0 ? RiskLog.STATE.defaultEvents() : events;
        this.progress = progress;
    }

    public List<Measurement> run() throws IOException, InterruptedException {
        List<Measurement> results = new ArrayList<>();
        for (int size : new int[] {events / PARTS, events}) {
            try (BenchKafka kafka = BenchKafka.start()) {
                progress.accept(SUITE + ": writing " + size + " events");
                long written = RiskLog.STATE.write(kafka.bootstrapServers(), size);
                progress.accept(SUITE + ": counting entries");
                results.add(measure("entries", RunMain.LOOP, written, kafka));
                progress.accept(SUITE + ": taking a savepoint of the job");
                results.add(measure("savepoint", "hashmap", written, kafka));
            }
        }
        return results;
    }

    private static Measurement measure(String what, String way, long written, BenchKafka kafka)
            throws IOException, InterruptedException {
        try (ChildJvm child =
                new ChildJvm(
                        RunMain.jvmOptions(HEAP_MB),
                        StateMain.class,
                        List.of(way, Long.toString(written), kafka.bootstrapServers()),
                        Map.of())) {
            Map<String, Object> figures =
                    new ObjectMapper()
                            .readValue(
                                    child.await(RunMain.RESULT.strip(), PATIENCE),
                                    new TypeReference<LinkedHashMap<String, Object>>() {});
            return new Measurement(SUITE, what + " after " + written + " events", figures);
        }
    }
}
