package io.hyperwatch.jobs;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Savepoints are found again by operator uids. A change of a golden file is a decision about the
 * state of every running job; {@code -Dgolden.write=true} writes them anew.
 */
class TopologyGoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/topology");

    @TestFactory
    Stream<DynamicTest> theGraphOfEveryJobIsThatOfItsGoldenFile() {
        return Stream.of(
                golden(MarketDataJob.NAME, MarketDataJob::attach),
                golden(RiskJob.NAME, RiskJob::attach),
                golden(AlertDeliveryJob.NAME, AlertDeliveryJob::attach));
    }

    private static DynamicTest golden(
            String job, BiConsumer<StreamExecutionEnvironment, JobSettings> attach) {
        return DynamicTest.dynamicTest(
                job,
                () -> {
                    JobSettings settings =
                            JobSettings.load(new String[] {"--parallelism", "2"}, Map.of());
                    StreamExecutionEnvironment env = JobEnvironment.create(settings, Duration.ZERO);
                    attach.accept(env, settings);
                    String graph = describe(env.getStreamGraph());
                    Path file = FOLDER.resolve(job + ".txt");
                    if (Boolean.getBoolean("golden.write")) {
                        Files.createDirectories(FOLDER);
                        Files.writeString(file, graph);
                    }
                    assertThat(file).hasContent(graph);
                });
    }

    private static String describe(StreamGraph graph) {
        return graph.getStreamNodes().stream()
                .map(
                        node ->
                                "%s | %s | parallelism %d of %d"
                                        .formatted(
                                                node.getTransformationUID(),
                                                node.getOperatorName(),
                                                node.getParallelism(),
                                                node.getMaxParallelism()))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
