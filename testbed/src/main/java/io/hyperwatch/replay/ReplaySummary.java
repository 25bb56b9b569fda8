package io.hyperwatch.replay;

import io.hyperwatch.jobs.replay.Replay;
import io.hyperwatch.json.CanonicalJson;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a replay has read and found, in lines for people. */
final class ReplaySummary {

    private ReplaySummary() {}

    /** Of the files. */
    static List<String> of(LogBuilder.Written written, Complaints complaints) {
        List<String> lines = new ArrayList<>();
        if (written.fromMs() <= written.toMs()) {
            lines.add(
                    "received from %s to %s"
                            .formatted(
                                    CanonicalJson.time(written.fromMs()),
                                    CanonicalJson.time(written.toMs())));
        } else {
            lines.add("nothing was received in these files");
        }
        written.records().forEach((topic, count) -> lines.add(line(count, topic.topicName())));
        if (written.duplicates() > 0) {
            lines.add(line(written.duplicates(), "events that were known already"));
        }
        complaints
                .byFile()
                .forEach((file, count) -> lines.add(line(count, "unreadable lines in " + file)));
        written.faults()
                .forEach(
                        (fault, count) ->
                                lines.add(
                                        line(
                                                count,
                                                "dead letters: "
                                                        + fault.name()
                                                                .toLowerCase(Locale.ROOT)
                                                                .replace('_', ' '))));
        return lines;
    }

    /** Of the run. */
    static List<String> of(Replay.Outcome outcome) {
        List<String> lines = new ArrayList<>();
        outcome.records().forEach((topic, count) -> lines.add(line(count, "judged of " + topic)));
        outcome.unreadable()
                .forEach((reason, count) -> lines.add(line(count, "unreadable: " + reason)));
        outcome.byRule().forEach((rule, count) -> lines.add(line(count, "alerts of " + rule)));
        lines.add(
                line(outcome.alerts().size(), "alerts")
                        + (outcome.late() > 0
                                ? ", %d of them late".formatted(outcome.late())
                                : ""));
        return lines;
    }

    private static String line(long count, String what) {
        return String.format(Locale.ROOT, "%,12d %s", count, what);
    }
}
