package io.hyperwatch.testbed.cluster;

import io.hyperwatch.jobs.io.KafkaRuleLog;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleScope;
import io.hyperwatch.rules.RuleState;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes one rule of a running stack: with the command, as people do, or behind its back. */
record RuleDesk(LocalStack stack, String rule) {

    /**
     * @param action such as {@code set}
     * @param options after the rule's id
     */
    void command(String action, String... options) throws IOException, InterruptedException {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                Installation.find().testbedClasspath(),
                                "io.hyperwatch.cli.Hyperwatch",
                                "rules",
                                action,
                                rule));
        line.addAll(List.of(options));
        line.addAll(List.of("--kafka", stack.kafkaBootstrapServers()));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** As it is, of every coin, without any check. */
    void write(int version, String parameters, long effectiveFromMs) {
        log().write(
                        List.of(
                                new RuleChange(
                                        rule,
                                        RuleScope.ALL,
                                        version,
                                        parameters,
                                        RuleState.ACTIVE,
                                        effectiveFromMs,
                                        "test")));
    }

    boolean allAreInForce() {
        return log().changes().stream()
                .filter(change -> change.rule().equals(rule))
                .allMatch(change -> change.effectiveFromMs() <= System.currentTimeMillis());
    }

    private KafkaRuleLog log() {
        return new KafkaRuleLog(stack.kafkaBootstrapServers());
    }

    /** Since when the job that judges has been running: later once it was restarted. */
    long judgedSinceMs() throws IOException {
        FlinkRest flink = stack.flink().rest();
        String id =
                flink.jobs().stream()
                        .filter(job -> job.name().equals(Job.RISK.jobName()) && !job.isOver())
                        .findFirst()
                        .orElseThrow()
                        .id();
        return flink.get("/jobs/" + id).path("timestamps").path("RUNNING").asLong();
    }

    /** Asks for what was told, by which version and threshold, and what became of it. */
    String outcomes() {
        return """
                SELECT coin || ' v' || rule_version || ' ' || (details->>'threshold_usd')
                    || CASE WHEN shadow THEN ' shadow ' ELSE ' ' END
                    || status || coalesce(' ' || reason, '')
                FROM hyperwatch.alerts JOIN hyperwatch.alert_deliveries USING (alert_id)
                WHERE rule = '%s' AND kind = 'open'
                ORDER BY alerts.event_time, coin"""
                .formatted(rule);
    }

    /** Asks for the versions that are in force or to come. */
    String versions() {
        return "SELECT version::text FROM hyperwatch.rules WHERE rule = '%s' ORDER BY version"
                .formatted(rule);
    }
}
