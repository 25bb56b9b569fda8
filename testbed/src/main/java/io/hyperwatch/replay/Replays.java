package io.hyperwatch.replay;

import io.hyperwatch.jobs.replay.KafkaPast;
import io.hyperwatch.jobs.replay.LogFileWriter;
import io.hyperwatch.jobs.replay.LogFiles;
import io.hyperwatch.jobs.replay.Replay;
import io.hyperwatch.rules.RuleChange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What {@code ./hyperwatch replay} does. */
public final class Replays {

    /** What a rule may refuse; the topology that reads the log knows its rules. */
    private final Consumer<RuleChange> check;

    private final Consumer<String> tell;

    /**
     * What to replay.
     *
     * @param files empty to read from Kafka
     * @param kafka {@code host:port,…}; not looked at with files
     * @param sinceMs event time from which alerts are given, null for all
     * @param warmUp how long before that reading from Kafka begins: windows need a past
     * @param rules file of changes, null for those in Kafka or, with files, the defaults
     * @param parallelism tasks of each operator
     */
    public record Options(
            List<Path> files,
            String kafka,
            Long sinceMs,
            Duration warmUp,
            Path rules,
            int parallelism) {}

    /**
     * @param check throws an {@link IllegalArgumentException} that says what is wrong with a change
     * @param tell takes what is worth saying beside the alerts, a line each
     */
    public Replays(Consumer<RuleChange> check, Consumer<String> tell) {
        this.check = check;
        this.tell = tell;
    }

    /**
     * @return the alerts in canonical JSON and in order
     * @throws IllegalArgumentException when the call is wrong, naming the file at fault
     * @throws Exception when it cannot be carried out
     */
    public List<String> run(Options options) throws Exception {
        List<RuleChange> rules = options.rules() == null ? null : readRules(options.rules(), check);
        return options.files().isEmpty() ? kafka(options, rules) : files(options, rules);
    }

    private List<String> kafka(Options options, List<RuleChange> given) throws Exception {
        Long fromMs =
                options.sinceMs() == null
                        ? null
                        : Long.valueOf(options.sinceMs() - options.warmUp().toMillis());
        KafkaPast past = new KafkaPast(options.kafka(), fromMs);
        List<RuleChange> rules = given == null ? past.ruleChanges() : given;
        Replay.Outcome outcome =
                Replay.run(
                        new Replay.Request(
                                past, rules, options.parallelism(), since(options.sinceMs())));
        ReplaySummary.of(outcome).forEach(tell);
        return outcome.alerts();
    }

    private List<String> files(Options options, List<RuleChange> rules) throws Exception {
        options.files().forEach(Replays::checkReadable);
        Complaints complaints = new Complaints(tell);
        Path folder = Files.createTempDirectory("hyperwatch-replay-");
        try {
            LogBuilder.Written written;
            try (LogFileWriter log = new LogFileWriter(folder)) {
                written = LogBuilder.build(options.files(), log, complaints);
            }
            ReplaySummary.of(written, complaints).forEach(tell);
            Replay.Outcome outcome =
                    Replay.run(
                            new Replay.Request(
                                    new LogFiles(folder),
                                    rules == null ? List.of() : rules,
                                    options.parallelism(),
                                    since(options.sinceMs())));
            ReplaySummary.of(outcome).forEach(tell);
            return outcome.alerts();
        } finally {
            delete(folder);
        }
    }

    private static long since(Long sinceMs) {
        return sinceMs == null ? Long.MIN_VALUE : sinceMs;
    }

    private static List<RuleChange> readRules(Path file, Consumer<RuleChange> check) {
        try {
            return RulesFile.read(file, check);
        } catch (IOException e) {
            throw new IllegalArgumentException("--rules " + file + " cannot be read: " + why(e));
        }
    }

    private static void checkReadable(Path file) {
        try (LineReader opened = LineReader.open(file)) {
            opened.line();
        } catch (IOException e) {
            throw new IllegalArgumentException("--from " + file + " cannot be read: " + why(e));
        }
    }

    private static String why(IOException e) {
        return e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }
}
