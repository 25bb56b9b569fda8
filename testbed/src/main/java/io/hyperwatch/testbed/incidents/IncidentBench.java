package io.hyperwatch.testbed.incidents;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.testbed.bench.Measurement;
import io.hyperwatch.testbed.incidents.IncidentReport.Answer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** How the rules do on the calm day and the public incidents: precision, recall, time to detect. */
public final class IncidentBench {

    private static final String SUITE = "incidents";

    private final Consumer<String> progress;
    private final List<String> problems = new ArrayList<>();

    public IncidentBench(Consumer<String> progress) {
        this.progress = progress;
    }

    /** One line an incident and one a rule. */
    public List<Measurement> run() throws Exception {
        List<IncidentReport> reports = new ArrayList<>();
        for (IncidentScenario scenario : IncidentLibrary.all()) {
            progress.accept("replaying " + scenario.name() + ": " + scenario.story());
            reports.add(IncidentReport.of(scenario, 2));
        }
        List<Measurement> results = new ArrayList<>();
        reports.forEach(report -> results.add(ofIncident(report)));
        results.addAll(ofRules(reports));
        return results;
    }

    /** What did not fire in time, what should not have fired. */
    public List<String> problems() {
        return problems;
    }

    private Measurement ofIncident(IncidentReport report) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("alerts", report.alerts().size());
        figures.put("incidents", count(report, AlertKind.OPEN));
        figures.put("expected", report.answers().size());
        figures.put("recall", ratio(report.recall()));
        figures.put("precision", ratio(report.precision()));
        String name = report.scenario().name();
        for (Answer answer : report.answers()) {
            if (!answer.inTime()) {
                problems.add(
                        "%s: no %s %s on %s by its deadline"
                                .formatted(
                                        name,
                                        answer.expected().atLeast().wireName(),
                                        answer.expected().rule(),
                                        answer.expected().subject()));
            }
        }
        for (Alert alarm : report.falseAlarms()) {
            problems.add("%s: nothing explains %s".formatted(name, alarm.title()));
        }
        if (report.alerts().size() > report.scenario().maxAlerts()) {
            problems.add("%s: %d alerts".formatted(name, report.alerts().size()));
        }
        return new Measurement(SUITE, name, figures);
    }

    private static List<Measurement> ofRules(List<IncidentReport> reports) {
        Map<String, List<Answer>> answers = new TreeMap<>();
        Map<String, Integer> falseAlarms = new TreeMap<>();
        for (IncidentReport report : reports) {
            for (Answer answer : report.answers()) {
                answers.computeIfAbsent(answer.expected().rule(), rule -> new ArrayList<>())
                        .add(answer);
            }
            report.falseAlarms().forEach(alarm -> falseAlarms.merge(alarm.rule(), 1, Integer::sum));
        }
        falseAlarms.keySet().forEach(rule -> answers.putIfAbsent(rule, List.of()));
        List<Measurement> results = new ArrayList<>();
        answers.forEach(
                (rule, expected) ->
                        results.add(ofRule(rule, expected, falseAlarms.getOrDefault(rule, 0))));
        return results;
    }

    private static Measurement ofRule(String rule, List<Answer> expected, int falseAlarms) {
        List<Answer> told = expected.stream().filter(Answer::inTime).toList();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("expected", expected.size());
        figures.put("in time", told.size());
        figures.put("false alarms", falseAlarms);
        int loud = told.size() + falseAlarms;
        figures.put("precision", ratio(loud == 0 ? 1 : told.size() / (double) loud));
        figures.put(
                "recall", ratio(expected.isEmpty() ? 1 : told.size() / (double) expected.size()));
        told.stream()
                .mapToLong(Answer::delayMs)
                .max()
                .ifPresent(
                        delay -> figures.put("slowest after the onset, ms of event time", delay));
        return new Measurement(SUITE, "rule " + rule, figures);
    }

    private static long count(IncidentReport report, AlertKind kind) {
        return report.alerts().stream().filter(alert -> alert.kind() == kind).count();
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
