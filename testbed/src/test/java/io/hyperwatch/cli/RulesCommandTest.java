package io.hyperwatch.cli;

import io.hyperwatch.bridge.publish.KafkaTopics;
import io.hyperwatch.jobs.io.KafkaRuleLog;
import io.hyperwatch.patterns.catalog.RuleCatalog;
import io.hyperwatch.patterns.flashloan.FlashLoanParameters;
import io.hyperwatch.patterns.flashloan.FlashLoanRule;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.rules.RuleBook;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;
import io.hyperwatch.testbed.servers.KafkaServer;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The command against a real broker, as people call it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesCommandTest {

    private KafkaServer kafka;
    private String err;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        kafka = KafkaServer.start(folder);
        KafkaTopics.ensure(kafka.bootstrapServers(), List.of(Topic.RULES), List.of());
    }

    @AfterAll
    void stop() {
        kafka.close();
    }

    @Test
    void whatIsSetIsInForceFromItsTimeOnAndABadChangeLeavesTheOldOne() {
        assertThat(run("list")).isZero();
        assertThat(log()).containsAll(RuleCatalog.seeds());

        assertThat(run("set", "flash-loan", "threshold_usd=250000.5", "--coin", "BTC")).isZero();
        assertThat(run("set", "flash-loan", "window_ms=20000", "--coin", "BTC", "--by", "ana"))
                .isZero();
        assertThat(run("pause", "flash-loan")).isZero();
        assertThat(run("resume", "flash-loan", "--effective-from", "2035-01-01T00:00:00Z"))
                .isZero();
        assertThat(run("set", "flash-loan", "--state", "shadow", "--coin", "ETH")).isZero();

        int written = log().size();
        assertThat(run("set", "flash-loan", "treshold=1")).isEqualTo(2);
        assertThat(err).contains("flash-loan has no parameter treshold");
        assertThat(run("set", "flash-loan", "threshold_usd=-1")).isEqualTo(2);
        assertThat(err).contains("threshold_usd must be a decimal above 0");
        assertThat(run("set", "no-rule", "x=1")).isEqualTo(2);
        assertThat(err).contains("there is no rule no-rule");
        assertThat(run("set", "flash-loan", "x")).isEqualTo(2);
        assertThat(err).contains("NAME=VALUE");
        assertThat(run("set", "flash-loan")).isEqualTo(2);
        assertThat(run("pause", "flash-loan", "--effective-from", "2020-01-01T00:00:00Z"))
                .isEqualTo(2);
        assertThat(err).contains("--effective-from must be at least 5 s ahead");
        assertThat(log()).hasSize(written);

        RuleBook<FlashLoanParameters> book = new RuleBook<>(FlashLoanRule.DEFINITION);
        log().stream().filter(change -> change.rule().equals("flash-loan")).forEach(book::add);
        long soonMs = System.currentTimeMillis() + 60_000;
        InForce<FlashLoanParameters> btc = book.at("BTC", null, soonMs);
        assertThat(btc.parameters().thresholdUsd()).isEqualByComparingTo("250000.5");
        assertThat(btc.parameters().windowMs()).isEqualTo(20_000);
        assertThat(btc.state()).isEqualTo(RuleState.ACTIVE);
        assertThat(book.at("SOL", null, soonMs).isPaused()).isTrue();
        assertThat(book.at("SOL", null, 2_051_222_400_000L).isPaused()).isFalse();
        assertThat(book.at("ETH", null, soonMs).isShadow()).isTrue();
        assertThat(book.at("SOL", null, 0).version()).isEqualTo(1);
        assertThat(log().stream().map(RuleChange::changedBy)).contains("ana");
    }

    @Test
    void aChangeOfAnotherToolThatTheJobsRefuseIsNotBuiltOn() {
        assertThat(run("set", "cascade", "high_score=55")).isZero();
        RuleChange good = newest("cascade");
        new KafkaRuleLog(kafka.bootstrapServers())
                .write(
                        List.of(
                                new RuleChange(
                                        "cascade",
                                        "*",
                                        good.version() + 1,
                                        "{\"high_scor\":\"60\"}",
                                        RuleState.PAUSED,
                                        good.effectiveFromMs() + 1,
                                        "another tool")));

        assertThat(run("set", "cascade", "high_score=60")).isZero();

        RuleChange next = newest("cascade");
        assertThat(next.version()).isEqualTo(good.version() + 2);
        assertThat(next.state()).isEqualTo(RuleState.ACTIVE);
        assertThat(next.parameters()).isEqualTo(good.parameters().replace("55", "60"));
        assertThat(
                        new RuleEdits(log())
                                .inForceOrComing(next.effectiveFromMs()).stream()
                                        .filter(change -> change.rule().equals("cascade"))
                                        .map(RuleChange::version))
                .containsExactly(next.version());
    }

    private RuleChange newest(String rule) {
        return log().stream()
                .filter(change -> change.rule().equals(rule))
                .max(Comparator.comparingInt(RuleChange::version))
                .orElseThrow();
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() {
        StringWriter text = new StringWriter();
        RulesCommand.Log log = new RulesCommand.Log();
        log.kafka = kafka.bootstrapServers();
        assertThat(log.read()).isNotNull();
        assertThat(
                        Hyperwatch.commandLine(Shutdown.never())
                                .setErr(new PrintWriter(text))
                                .execute("rules", "list", "--kafka", "not a host"))
                .isEqualTo(1);
        assertThat(text.toString()).contains("not a host").contains("--kafka");
    }

    private int run(String... arguments) {
        List<String> call = new ArrayList<>(List.of("rules"));
        call.addAll(Arrays.asList(arguments));
        call.addAll(List.of("--kafka", kafka.bootstrapServers()));
        StringWriter text = new StringWriter();
        int exitCode =
                Hyperwatch.commandLine(Shutdown.never())
                        .setErr(new PrintWriter(text))
                        .execute(call.toArray(String[]::new));
        err = text.toString();
        return exitCode;
    }

    private List<RuleChange> log() {
        return new KafkaRuleLog(kafka.bootstrapServers()).changes();
    }
}
