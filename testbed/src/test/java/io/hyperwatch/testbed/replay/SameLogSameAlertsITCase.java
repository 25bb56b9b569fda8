package io.hyperwatch.testbed.replay;

import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.patterns.burst.BurstCore;
import io.hyperwatch.patterns.burst.TrackingDeskCore;
import io.hyperwatch.patterns.catalog.RuleCatalog;
import io.hyperwatch.patterns.rules.RuleDefinition;
import io.hyperwatch.testbed.servers.KafkaServer;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same log gives byte-identical alerts and incidents: at any parallelism, on either state
 * backend, through failures. The logs have all topics and every rule has something to tell.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameLogSameAlertsITCase {

    private static final List<Long> SEEDS = List.of(1L, 2L, 3L, 4L, 5L);
    private static final int MINUTES = 3;
    private static final long LONG_SEED = 20_251_010;
    private static final int LONG_MINUTES = 15;
    private static final int AT_LEAST = 3;

    /** They ask and infer; others make alerts of it. */
    private static final Set<String> SILENT = Set.of(BurstCore.RULE, TrackingDeskCore.RULE);

    private final List<LogRange> logs = new ArrayList<>();
    private final Map<LogRange, RunOutcome> alone = new HashMap<>();
    private KafkaServer kafka;
    private LogRange longLog;
    private RunOutcome reference;

    @BeforeAll
    void writeTheLogs(@TempDir Path dir) throws Exception {
        kafka = KafkaServer.start(dir.resolve("kafka"));
        LogsInKafka written = new LogsInKafka(kafka.bootstrapServers());
        written.createTopics();
        for (long seed : SEEDS) {
            logs.add(written.write(RandomLog.of(seed, logs.size(), MINUTES)));
        }
        longLog = written.write(RandomLog.of(LONG_SEED, logs.size(), LONG_MINUTES));
        reference = run(longLog, 1, "hashmap", 0);
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void everyRuleHasSomethingToTell() throws Exception {
        Map<String, Integer> opened = new TreeMap<>();
        for (JsonNode alert : alerts()) {
            if (kind(alert).equals(AlertKind.OPEN.wireName())) {
                opened.merge(alert.path("rule").asText(), 1, Integer::sum);
            }
        }
        for (RuleDefinition<?> rule : RuleCatalog.definitions()) {
            if (!SILENT.contains(rule.rule())) {
                assertThat(opened.getOrDefault(rule.rule(), 0))
                        .as("incidents of %s, of %s", rule.rule(), opened)
                        .isGreaterThanOrEqualTo(AT_LEAST);
            }
        }
        assertThat(alerts())
                .extracting(SameLogSameAlertsITCase::kind)
                .contains(
                        AlertKind.OPEN.wireName(),
                        AlertKind.ESCALATE.wireName(),
                        AlertKind.RESOLVE.wireName());
        assertThat(alerts())
                .anyMatch(alert -> alert.path("shadow").asBoolean())
                .anyMatch(alert -> alert.path("late").asBoolean());
        assertThat(reference.rest())
                .containsKeys(
                        "liquidations", "auto-deleveragings", "questions", "vaults", "unreadable");
    }

    @Test
    void noTwoAlertsShareAnId() throws Exception {
        Map<String, List<JsonNode>> byId =
                alerts().stream()
                        .collect(Collectors.groupingBy(it -> it.path("alert_id").asText()));
        assertThat(byId.values()).filteredOn(same -> same.size() > 1).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shortLogs")
    void atAnyParallelism(LogRange log) throws Exception {
        assertThat(alone(log).alerts()).isNotEmpty();
        assertSame(run(log, 2, "hashmap", 0), alone(log));
        assertSame(run(log, 4, "hashmap", 0), alone(log));
    }

    @Test
    void onRocksDb() throws Exception {
        assertSame(run(longLog, 4, "rocksdb", 0), reference);
    }

    @Test
    void throughFailures() throws Exception {
        assertSame(run(logs.get(1), 2, "hashmap", 2), alone(logs.get(1)));
    }

    @Test
    void throughAFailureOnRocksDb() throws Exception {
        assertSame(run(logs.get(0), 2, "rocksdb", 1), alone(logs.get(0)));
    }

    private List<LogRange> shortLogs() {
        return logs;
    }

    /** At parallelism 1, undisturbed. */
    private RunOutcome alone(LogRange log) throws Exception {
        RunOutcome known = alone.get(log);
        if (known == null) {
            known = run(log, 1, "hashmap", 0);
            alone.put(log, known);
        }
        return known;
    }

    private RunOutcome run(LogRange log, int parallelism, String backend, int failures)
            throws Exception {
        RunOutcome outcome =
                new RiskRun(kafka.bootstrapServers(), log, parallelism, backend, failures)
                        .execute();
        assertThat(outcome.late()).as("late signals of %s", log).isEmpty();
        assertThat(outcome.restored()).as("restores of %s", log).isEqualTo(failures);
        return outcome;
    }

    private static void assertSame(RunOutcome outcome, RunOutcome expected) {
        assertThat(outcome.differences(expected)).isEmpty();
    }

    private List<JsonNode> alerts() throws Exception {
        List<JsonNode> alerts = new ArrayList<>();
        for (String json : reference.alerts()) {
            alerts.add(EventCodec.mapper().readTree(json));
        }
        return alerts;
    }

    private static String kind(JsonNode alert) {
        return alert.path("kind").asText();
    }
}
