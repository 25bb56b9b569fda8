package io.hyperwatch.testbed.incidents;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.bridge.relay.Ticks;
import io.hyperwatch.jobs.replay.LogFileWriter;
import io.hyperwatch.jobs.replay.LogFiles;
import io.hyperwatch.jobs.replay.Replay;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.testbed.incidents.IncidentScenario.Expected;
import io.hyperwatch.topics.Topic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the rules told of an incident, held against what happened.
 *
 * @param scenario what happened
 * @param alerts what was told, in order
 * @param answers one for each alert that was expected
 * @param falseAlarms alerts above the loudness that the scenario allows, which nothing explains
 */
public record IncidentReport(
        IncidentScenario scenario,
        List<Alert> alerts,
        List<Answer> answers,
        List<Alert> falseAlarms) {

    private static final long TICK_EVERY_MS = 250;
    private static final long TICK_SAFETY_MS = 1_000;

    /**
     * @param told the alert that reached the expected severity first, or null
     */
    public record Answer(Expected expected, Alert told) {

        public boolean inTime() {
            return told != null && told.eventTimeMs() <= expected.latestMs();
        }

        /** From the onset to the alert, in event time. */
        public long delayMs() {
            return told.eventTimeMs() - expected.onsetMs();
        }
    }

    /** Runs the risk topology over the scenario's log. */
    public static IncidentReport of(IncidentScenario scenario, int parallelism) throws Exception {
        Path folder = Files.createTempDirectory("incident");
        try {
            write(scenario.log(), folder);
            Replay.Outcome outcome =
                    Replay.run(
                            new Replay.Request(
                                    new LogFiles(folder), List.of(), parallelism, Long.MIN_VALUE));
            return of(scenario, read(outcome.alerts()));
        } finally {
            delete(folder);
        }
    }

    static IncidentReport of(IncidentScenario scenario, List<Alert> alerts) {
        List<Answer> answers = new ArrayList<>();
        for (Expected expected : scenario.expected()) {
            answers.add(
                    new Answer(
                            expected,
                            alerts.stream()
                                    .filter(alert -> answers(expected, alert))
                                    .min(Comparator.comparingLong(Alert::eventTimeMs))
                                    .orElse(null)));
        }
        List<Alert> falseAlarms =
                alerts.stream()
                        .filter(alert -> alert.kind() != AlertKind.RESOLVE)
                        .filter(alert -> alert.severity().compareTo(scenario.loudest()) > 0)
                        .filter(alert -> !isExplained(scenario, alert))
                        .toList();
        return new IncidentReport(scenario, alerts, answers, falseAlarms);
    }

    /** Of the expected alerts that came in time; 1 where none was expected. */
    public double recall() {
        return answers.isEmpty()
                ? 1
                : answers.stream().filter(Answer::inTime).count() / (double) answers.size();
    }

    /** Of the loud alerts those that something explains; 1 where there was none. */
    public double precision() {
        long loud =
                alerts.stream()
                        .filter(alert -> alert.kind() != AlertKind.RESOLVE)
                        .filter(alert -> alert.severity().compareTo(scenario.loudest()) > 0)
                        .count();
        return loud == 0 ? 1 : (loud - falseAlarms.size()) / (double) loud;
    }

    private static boolean answers(Expected expected, Alert alert) {
        return alert.kind() != AlertKind.RESOLVE
                && alert.rule().equals(expected.rule())
                && alert.subject().equals(expected.subject())
                && alert.severity().isAtLeast(expected.atLeast())
                && alert.eventTimeMs() >= expected.onsetMs();
    }

    private static boolean isExplained(IncidentScenario scenario, Alert alert) {
        Optional<Expected> expected =
                scenario.expected().stream()
                        .filter(one -> one.rule().equals(alert.rule()))
                        .filter(one -> one.subject().equals(alert.subject()))
                        .filter(one -> alert.eventTimeMs() >= one.onsetMs())
                        .findFirst();
        return expected.isPresent() || scenario.mayTell(alert.rule(), alert.subject());
    }

    /** With ticks as the bridge writes them. */
    static void write(MarketLog log, Path folder) throws IOException {
        try (LogFileWriter writer = new LogFileWriter(folder)) {
            long tickedAtMs = Long.MIN_VALUE;
            long lastMs = 0;
            for (MarketLog.Received record : log.records()) {
                if (tickedAtMs == Long.MIN_VALUE || record.atMs() >= tickedAtMs + TICK_EVERY_MS) {
                    tickedAtMs = record.atMs();
                    tick(writer, tickedAtMs);
                }
                writer.append(record.topic(), record.record());
                lastMs = record.atMs();
            }
            tick(writer, lastMs);
        }
    }

    private static void tick(LogFileWriter writer, long nowMs) throws IOException {
        for (Topic topic : Ticks.TOPICS) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                writer.tick(topic, partition, nowMs - TICK_SAFETY_MS);
            }
        }
    }

    /** The canonical form leaves out the wall clock, which nothing here looks at. */
    private static List<Alert> read(List<String> canonical) throws MalformedEventException {
        List<Alert> alerts = new ArrayList<>();
        for (String json : canonical) {
            alerts.add(
                    AlertJson.decode(
                            ("{\"detected_at\":\"1970-01-01T00:00:00.000Z\"," + json.substring(1))
                                    .getBytes(StandardCharsets.UTF_8)));
        }
        return alerts;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
