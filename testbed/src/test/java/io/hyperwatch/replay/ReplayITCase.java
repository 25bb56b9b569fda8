package io.hyperwatch.replay;

import io.hyperwatch.jobs.replay.LogFileWriter;
import io.hyperwatch.jobs.replay.LogFiles;
import io.hyperwatch.jobs.replay.Replay;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.testbed.Captures;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A recording gives the alerts that the job made of the log its bridge wrote. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayITCase {

    private static final long SEED = 11;

    @TempDir private static Path folder;
    private Path recording;
    private long secondLifeMs;
    private List<String> live;

    @BeforeAll
    void aBridgeOfTwoLivesInAWildMarket() throws Exception {
        recording = folder.resolve("recording.jsonl");
        Path log = Files.createDirectory(folder.resolve("live"));
        try (LogFileWriter writer = new LogFileWriter(log)) {
            RecordedWorld world = new RecordedWorld(SEED, recording, writer);
            world.start();
            world.go(Duration.ofSeconds(60));
            wild(world);
            world.dropAll();
            wild(world);
            world.restart(Duration.ofSeconds(20));
            secondLifeMs = world.nowMs();
            world.go(Duration.ofSeconds(60));
            wild(world);
            world.quiet(Duration.ofSeconds(150));
            world.close();
        }
        live =
                Replay.run(new Replay.Request(new LogFiles(log), List.of(), 1, Long.MIN_VALUE))
                        .alerts();
    }

    private static void wild(RecordedWorld world) {
        world.order(0, 1_500_000);
        world.go(Duration.ofSeconds(3));
        for (int victim = 0; victim < 3; victim++) {
            world.liquidation(victim, 300_000, (int) (world.nowMs() % 1_000_000) + victim);
            world.go(Duration.ofMillis(700));
        }
        world.oracle(1, "1.009", Duration.ofSeconds(12));
        world.oracle(1, "1.02", Duration.ofSeconds(12));
        world.oracle(1, "1", Duration.ofSeconds(2));
        world.go(Duration.ofSeconds(20));
    }

    private List<String> replay(Replays.Options options, List<String> told) throws Exception {
        return new Replays(
                        change -> {
                            if (!change.rule().equals("large-trade")) {
                                throw new IllegalArgumentException("no rule " + change.rule());
                            }
                        },
                        told::add)
                .run(options);
    }

    private static Replays.Options options(List<Path> files, Long sinceMs, Path rules, int tasks) {
        return new Replays.Options(files, "nowhere:1", sinceMs, Duration.ZERO, rules, tasks);
    }

    @Test
    void theLogIsWildEnoughToMeanSomething() {
        for (String rule : List.of("flash-loan", "large-trade", "oracle-deviation")) {
            assertThat(live).filteredOn(of(rule)).hasSizeGreaterThan(2);
        }
        for (String kind : List.of("open", "escalate", "resolve")) {
            assertThat(live).anyMatch(alert -> alert.contains("\"kind\":\"" + kind + "\""));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void asItWasLiveAtAnyParallelism(int parallelism) throws Exception {
        List<String> told = new ArrayList<>();

        assertThat(replay(options(List.of(recording), null, null, parallelism), told))
                .isEqualTo(live);
        assertThat(told).anyMatch(line -> line.endsWith("hl.trades.v1"));
        assertThat(told).last().asString().contains(live.size() + " alerts");
    }

    @Test
    void onlyAlertsSinceATimeAndByGivenRules() throws Exception {
        Path rules =
                Files.writeString(
                        folder.resolve("rules.jsonl"),
                        "{\"rule\":\"large-trade\",\"version\":2,\"state\":\"paused\",\"effective_from\":0}");

        List<String> alerts =
                replay(options(List.of(recording), secondLifeMs, rules, 2), new ArrayList<>());

        assertThat(alerts)
                .isNotEmpty()
                .isEqualTo(
                        live.stream()
                                .filter(of("large-trade").negate())
                                .filter(
                                        alert ->
                                                eventTime(alert)
                                                                .compareTo(
                                                                        CanonicalJson.time(
                                                                                secondLifeMs))
                                                        >= 0)
                                .toList());
    }

    @Test
    void aBadRuleIsAWrongCall() throws Exception {
        Path rules =
                Files.writeString(
                        folder.resolve("bad.json"),
                        "[{\"rule\":\"no-such\",\"version\":2,\"effective_from\":0}]");

        assertThatThrownBy(
                        () ->
                                replay(
                                        options(List.of(recording), null, rules, 1),
                                        new ArrayList<>()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad.json:1: no rule no-such");
    }

    @Test
    void aRecordingInPiecesGivesItsLogAgain() throws Exception {
        List<String> lines = Files.readAllLines(recording);
        int start = lines.size() - 1;
        while (!lines.get(start).contains("\"bridge\":{")) {
            start--;
        }
        Path first = Files.write(folder.resolve("1.jsonl"), lines.subList(0, start));
        Path second = Files.write(folder.resolve("2.jsonl"), lines.subList(start, lines.size()));
        List<String> garbled = new ArrayList<>();

        assertThat(replay(options(List.of(second, first), null, null, 1), garbled)).isEqualTo(live);
        assertThat(garbled).noneMatch(line -> line.contains("unreadable"));
    }

    /** The sample has two fills of each of some trades, and none of them is a liquidation. */
    @Test
    void aNodesFillsAreJudgedAsNews() throws Exception {
        Optional<Path> sample = Captures.file("node/20250716/node_fills");
        if (sample.isEmpty()) {
            return;
        }
        List<String> lines = Files.readAllLines(sample.get());
        List<String> told = new ArrayList<>();
        Path liquidations = folder.resolve("liquidations");
        Files.write(
                liquidations,
                lines.stream()
                        .filter(line -> line.contains("\"side\":\"A\""))
                        .map(ReplayITCase::liquidated)
                        .toList());

        assertThat(replay(options(List.of(sample.get()), null, null, 1), told)).isEmpty();
        assertThat(told).anyMatch(line -> line.endsWith(lines.size() + " hl.fills.v1"));
        List<String> alerts = replay(options(List.of(liquidations), null, null, 1), told);
        assertThat(alerts).filteredOn(of("flash-loan")).hasSize(1);
        assertThat(alerts)
                .allMatch(of("flash-loan").or(of("large-liquidation")))
                .allMatch(alert -> alert.contains("\"late\":false"));
    }

    /** As if each sale had been a market liquidation of ten million coins at 100 USD. */
    private static String liquidated(String line) {
        String user = line.substring(2, 44);
        return line.replaceFirst("\"px\":\"[^\"]*\"", "\"px\":\"100.0\"")
                .replaceFirst("\"sz\":\"[^\"]*\"", "\"sz\":\"10000000\"")
                .replaceFirst(
                        "\"feeToken\"",
                        "\"liquidation\":{\"liquidatedUser\":\""
                                + user
                                + "\",\"markPx\":\"100.0\",\"method\":\"market\"},\"feeToken\"");
    }

    @Test
    void nothingIsLeftInTheFolderOfTemporaryFiles() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        long before = replayFolders(temporary);
        replay(options(List.of(recording), Long.MAX_VALUE, null, 1), new ArrayList<>());

        assertThat(replayFolders(temporary)).isLessThanOrEqualTo(before);
    }

    private static long replayFolders(Path temporary) throws IOException {
        try (Stream<Path> files = Files.list(temporary)) {
            return files.filter(
                            file -> file.getFileName().toString().startsWith("hyperwatch-replay-"))
                    .count();
        }
    }

    private static Predicate<String> of(String rule) {
        return alert -> alert.contains("\"rule\":\"" + rule + "\"");
    }

    private static String eventTime(String alert) {
        int at = alert.indexOf("\"event_time\":\"") + 14;
        return alert.substring(at, at + 24);
    }
}
