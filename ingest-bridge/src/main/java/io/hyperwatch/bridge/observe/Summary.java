package io.hyperwatch.bridge.observe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The statistics printed when the bridge ends: aligned columns, one thing a line. */
public final class Summary {

    private final List<String> lines = new ArrayList<>();

    private Summary() {}

    /** Lines separated by line breaks, without one at the end. */
    public static String of(Statistics statistics) {
        Summary summary = new Summary();
        summary.write(statistics);
        return String.join("\n", summary.lines);
    }

    private void write(Statistics s) {
        double seconds = Math.max(1, s.runMs()) / 1000.0;
        lines.add("ran for " + duration(s.runMs()));

        Statistics.Traffic all = total(s.channels());
        heading("received", "messages", "bytes", "a second");
        new TreeMap<>(s.channels()).forEach((name, traffic) -> traffic(name, traffic, seconds));
        traffic("total", all, seconds);

        heading("written", "records");
        new TreeMap<>(s.records()).forEach(this::row);
        row("total", s.records().values().stream().mapToLong(Long::longValue).sum());
        row("ticks", s.ticks());
        row("duplicates left out", s.duplicates());
        row("dropped, spool full", s.dropped());
        row("not confirmed by Kafka", s.undelivered());

        heading("connections", "number");
        row("opened", s.connects());
        row("of these reconnects", s.reconnects());
        new TreeMap<>(s.disconnects()).forEach((cause, count) -> row("lost: " + cause, count));

        heading("gaps", "number");
        row("opened", s.gaps().opened());
        new TreeMap<>(s.gaps().closed()).forEach((by, count) -> row("closed by " + by, count));
        row("still open", s.gaps().stillOpen());
        columns("seconds lost", decimal(s.gaps().lostSeconds()));

        heading("REST", "answered", "failed", "weight");
        new TreeMap<>(s.rest())
                .forEach(
                        (type, calls) ->
                                columns(
                                        type,
                                        number(calls.answered()),
                                        number(calls.failed()),
                                        number(calls.weight())));

        heading("dead letters", "number");
        new TreeMap<>(s.deadLetters()).forEach(this::row);

        heading("Kafka latency", "p50 ms", "p99 ms", "max ms");
        columns(
                number(s.kafka().count()) + " records",
                decimal(s.kafka().p50Ms()),
                decimal(s.kafka().p99Ms()),
                decimal(s.kafka().maxMs()));
    }

    private static Statistics.Traffic total(Map<String, Statistics.Traffic> channels) {
        long messages = 0;
        long bytes = 0;
        for (Statistics.Traffic traffic : channels.values()) {
            messages += traffic.messages();
            bytes += traffic.bytes();
        }
        return new Statistics.Traffic(messages, bytes);
    }

    private void traffic(String name, Statistics.Traffic traffic, double seconds) {
        columns(
                name,
                number(traffic.messages()),
                number(traffic.bytes()),
                decimal(traffic.messages() / seconds));
    }

    private void row(String name, long count) {
        columns(name, number(count));
    }

    private void heading(String name, String... columns) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-32s", name));
        for (String column : columns) {
            line.append(String.format(Locale.ROOT, "%16s", column));
        }
        lines.add(line.toString());
    }

    private void columns(String name, String... columns) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-30s", name));
        for (String column : columns) {
            line.append(String.format(Locale.ROOT, "%16s", column));
        }
        lines.add(line.toString());
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }

    private static String duration(long millis) {
        Duration d = Duration.ofMillis(millis);
        return String.format(
                Locale.ROOT, "%d:%02d:%02d", d.toHours(), d.toMinutesPart(), d.toSecondsPart());
    }
}
