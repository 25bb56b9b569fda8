package io.hyperwatch.testbed.replay;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.jobs.risk.RiskTopology;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;

/**
 * What a run gave out, sorted; what was given out again after a failure stands there once.
 *
 * @param alerts canonical JSON
 * @param incidents the row with the highest revision of each; two where they differ
 * @param rest all other outputs by their names, and what came too late for a pattern
 * @param restored how often the job went on from a checkpoint
 */
record RunOutcome(
        List<String> alerts, List<String> incidents, Map<String, List<String>> rest, int restored) {

    private static final String LATE = "late for ";
    private static final NavigableSet<String> ALERTS = new ConcurrentSkipListSet<>();
    private static final Map<String, NavigableSet<String>> REST = new ConcurrentHashMap<>();
    private static final Map<String, Newest> INCIDENTS = new ConcurrentHashMap<>();

    /** The rows of an incident with the highest revision. */
    private record Newest(int revision, NavigableSet<String> rows) {

        static Newest of(Incident incident) {
            NavigableSet<String> rows = new ConcurrentSkipListSet<>();
            rows.add(incident.toString());
            return new Newest(incident.revision(), rows);
        }

        Newest or(Newest other) {
            if (revision == other.revision) {
                rows.addAll(other.rows);
            }
            return revision >= other.revision ? this : other;
        }
    }

    private interface Taking<T> extends Consumer<T>, Serializable {}

    /** A run begins; there is one at a time. */
    static void begin() {
        ALERTS.clear();
        REST.clear();
        INCIDENTS.clear();
    }

    static void collect(RiskTopology.Outputs out) {
        take(out.alerts(), "alerts", alert -> ALERTS.add(AlertJson.canonical(alert)));
        take(
                out.incidents(),
                "incidents",
                incident ->
                        INCIDENTS.merge(incident.incidentId(), Newest.of(incident), Newest::or));
        takeRest(out.liquidations(), "liquidations");
        takeRest(out.adlFills(), "auto-deleveragings");
        takeRest(out.questions(), "questions");
        takeRest(out.vaults(), "vaults");
        takeRest(out.unreadable(), "unreadable");
    }

    static void collectLate(DataStream<?> signals, String pattern) {
        takeRest(signals, LATE + pattern);
    }

    static RunOutcome end() {
        Map<String, List<String>> rest = new TreeMap<>();
        REST.forEach((name, rows) -> rest.put(name, List.copyOf(rows)));
        List<String> incidents =
                INCIDENTS.values().stream()
                        .flatMap(newest -> newest.rows().stream())
                        .sorted()
                        .toList();
        return new RunOutcome(List.copyOf(ALERTS), incidents, rest, PlannedFailures.happened());
    }

    /** Signals that no pattern looked at. */
    List<String> late() {
        return rest.entrySet().stream()
                .filter(output -> output.getKey().startsWith(LATE))
                .flatMap(output -> output.getValue().stream())
                .toList();
    }

    /** What another run of the same log gave out and this one did not, and the other way round. */
    List<String> differences(RunOutcome other) {
        Set<String> here = rows();
        Set<String> there = other.rows();
        List<String> differences = new ArrayList<>();
        here.stream().filter(row -> !there.contains(row)).forEach(r -> differences.add("+ " + r));
        there.stream().filter(row -> !here.contains(row)).forEach(r -> differences.add("- " + r));
        return differences;
    }

    private Set<String> rows() {
        Set<String> rows = new TreeSet<>();
        alerts.forEach(row -> rows.add("alert " + row));
        incidents.forEach(row -> rows.add("incident " + row));
        rest.forEach((name, some) -> some.forEach(row -> rows.add(name + " " + row)));
        return rows;
    }

    private static <T> void takeRest(DataStream<T> stream, String name) {
        take(
                stream,
                name,
                row ->
                        REST.computeIfAbsent(name, key -> new ConcurrentSkipListSet<>())
                                .add(row.toString()));
    }

    private static <T> void take(DataStream<T> stream, String name, Taking<T> taking) {
        MapFunction<T, Boolean> map =
                row -> {
                    taking.accept(row);
                    return true;
                };
        stream.map(map)
                .returns(Types.BOOLEAN)
                .uid("take." + name)
                .sinkTo(new DiscardingSink<>())
                .uid("discard." + name);
    }
}
