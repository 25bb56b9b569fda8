package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.bridge.publish.KafkaTopics;
import io.hyperwatch.bridge.relay.Ticks;
import io.hyperwatch.testbed.servers.KafkaServer;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The loop by hand and the risk job read the same topics and give the same alerts; with the Maven
 * profile {@code deep}, as it takes two minutes.
 */
@EnabledIfSystemProperty(named = "hyperwatch.deep", matches = "true")
class RiskLoopITCase {

    @TempDir private Path dir;

    @Test
    void onACalmDayOfAllTopics() throws Exception {
        try (KafkaServer kafka = log(RiskLog.MIXED, 150_000)) {
            RunOutcome loop = new RiskLoop().run(kafka.bootstrapServers(), Long.MAX_VALUE);

            assertThat(rules(loop))
                    .contains("oracle-deviation", "cascade", "flash-loan", "feed-stale");
            assertThat(loop.unreadable()).isZero();
            assertThat(job(kafka, "hashmap")).isEqualTo(loop.alerts());
            assertThat(job(kafka, "rocksdb")).isEqualTo(loop.alerts());
        }
    }

    @Test
    void inTheStormAndItsBlock() throws Exception {
        try (KafkaServer kafka = log(RiskLog.STORM, 60_000)) {
            RunOutcome loop = new RiskLoop().run(kafka.bootstrapServers(), Long.MAX_VALUE);

            assertThat(rules(loop)).contains("adl", "cascade", "flash-loan");
            assertThat(job(kafka, "hashmap")).isEqualTo(loop.alerts());
        }
    }

    private KafkaServer log(RiskLog log, int events) throws Exception {
        KafkaServer kafka = KafkaServer.start(dir.resolve("kafka"));
        KafkaTopics.ensure(kafka.bootstrapServers(), List.of(Topic.values()), Ticks.TOPICS);
        log.write(kafka.bootstrapServers(), events);
        return kafka;
    }

    private Set<String> job(KafkaServer kafka, String backend) throws Exception {
        return RiskJobRun.run(
                        kafka.bootstrapServers(),
                        backend,
                        dir.resolve("checkpoints-" + backend),
                        Long.MAX_VALUE)
                .alerts();
    }

    private static Set<String> rules(RunOutcome outcome) {
        return outcome.alerts().stream()
                .map(alert -> alert.replaceAll(".*\"rule\":\"([a-z-]+)\".*", "$1"))
                .collect(Collectors.toSet());
    }
}
