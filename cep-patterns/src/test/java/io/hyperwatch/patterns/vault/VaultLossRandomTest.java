package io.hyperwatch.patterns.vault;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.patterns.hosts.VaultRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.RandomRules;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class VaultLossRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);
    private static final int LENGTH = 34;

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new HashMap<>();
        Map<Severity, Integer> severities = new HashMap<>();
        int scored = 0;
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<VaultSnapshot>> log = new RandomVaults(seed).steps(LENGTH);
            List<RuleChange> changes = changes(seed, log);
            NaiveVaultLoss naive = new NaiveVaultLoss(changes);
            naive.run(log);
            RuleRun<VaultSnapshot, VaultLossParameters> run = Vaults.run(changes).run(log);

            assertThat(run.recorded().alerts().stream().map(Told::of))
                    .as("alerts of stream %s", seed)
                    .containsExactlyElementsOf(naive.told);
            assertThat(run.sent(VaultLossRule.STATISTICS).stream().map(VaultLossRandomTest::shown))
                    .as("figures of stream %s", seed)
                    .containsExactlyElementsOf(naive.figures);
            for (Told told : naive.told) {
                kinds.merge(told.kind(), 1, Integer::sum);
                severities.merge(told.severity(), 1, Integer::sum);
            }
            scored +=
                    (int)
                            run.sent(VaultLossRule.STATISTICS).stream()
                                    .map(VaultStatistics::zScore)
                                    .filter(Objects::nonNull)
                                    .count();
        }
        assertThat(kinds.get(AlertKind.OPEN)).isGreaterThan(STREAMS / 2);
        assertThat(kinds.get(AlertKind.ESCALATE)).isGreaterThan(STREAMS / 10);
        assertThat(kinds.get(AlertKind.RESOLVE)).isGreaterThan(STREAMS / 10);
        assertThat(severities).containsOnlyKeys(Severity.WARNING, Severity.HIGH, Severity.CRITICAL);
        assertThat(scored).isGreaterThan(STREAMS);
    }

    @Test
    void givesTheSameWhenTimePassesInSmallSteps() {
        for (long seed = 0; seed < 1_000; seed++) {
            List<Step<VaultSnapshot>> log = new RandomVaults(seed).steps(LENGTH);
            List<RuleChange> changes = changes(seed, log);
            RecordedVerdicts inJumps = Vaults.run(changes).run(log).recorded();
            RecordedVerdicts inSteps =
                    Vaults.run(changes).runInSmallSteps(log, new Random(seed)).recorded();

            assertThat(inSteps.alerts()).as("stream %s", seed).isEqualTo(inJumps.alerts());
            assertThat(inSteps.incidents()).as("stream %s", seed).isEqualTo(inJumps.incidents());
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            List<Step<VaultSnapshot>> log = new RandomVaults(seed).steps(LENGTH);
            List<RuleChange> changes = changes(seed, log);
            RuleRun<VaultSnapshot, VaultLossParameters> run = Vaults.run(changes).run(log);
            DetectorHarness<VaultSnapshot> flink =
                    new DetectorHarness<>(
                            rules -> new VaultRulesFunction(rules, List.of(new VaultLossRule())),
                            VaultSnapshot::vault,
                            List.of(DetectorFunction.tag(VaultLossRule.STATISTICS)),
                            changes);
            flink.run(log, new Random(seed));

            assertThat(flink.verdicts().alerts().stream().map(AlertJson::canonical))
                    .as("stream %s", seed)
                    .containsExactlyElementsOf(
                            run.recorded().alerts().stream().map(AlertJson::canonical).toList());
            assertThat(flink.verdicts().incidents())
                    .as("stream %s", seed)
                    .isEqualTo(run.recorded().incidents());
            assertThat(flink.others().stream().map(record -> (Object) record.getValue()))
                    .as("stream %s", seed)
                    .containsExactlyElementsOf(run.sent(VaultLossRule.STATISTICS));
        }
    }

    private static String shown(VaultStatistics figures) {
        return plain(figures.drawdownPct())
                + " "
                + plain(figures.zScore())
                + " "
                + plain(figures.anomalyScore());
    }

    private static String plain(BigDecimal figure) {
        return figure == null ? null : figure.toPlainString();
    }

    private static List<RuleChange> changes(long seed, List<Step<VaultSnapshot>> log) {
        return RandomRules.of(
                VaultLossCore.RULE,
                new Random(seed),
                log.get(0).logTimeMs(),
                log.get(log.size() - 1).logTimeMs(),
                List.of("*", "*", "account:" + Vaults.HLP),
                List.of(
                        "{}",
                        "{\"loss_high_usd\":500000,\"drawdown_pct\":\"5\"}",
                        "{\"z_min_snapshots\":3,\"z_snapshots\":10,\"z_warning\":\"1\",\"z_high\":\"2\"}",
                        "{\"z_min_deviation_usd\":0,\"rearm_ratio\":1}",
                        "{\"anomaly_warning\":15,\"anomaly_high\":35}"));
    }
}
