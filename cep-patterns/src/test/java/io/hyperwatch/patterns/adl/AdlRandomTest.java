package io.hyperwatch.patterns.adl;

import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Fill;
import io.hyperwatch.patterns.hosts.AdlRulesFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.RandomRules;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class AdlRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);
    private static final int STEPS = 40;

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        Map<AlertKind, Integer> kinds = new EnumMap<>(AlertKind.class);
        Set<Severity> opened = EnumSet.noneOf(Severity.class);
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<Fill>> log = new RandomAdlFills(seed).steps(STEPS);
            List<RuleChange> changes = changes(seed, log);
            NaiveAdl naive = new NaiveAdl(changes);
            naive.run(log);
            List<Told> told = new ArrayList<>();
            run(changes).run(log).recorded().alerts().forEach(alert -> told.add(Told.of(alert)));

            assertThat(told)
                    .as("alerts of stream %s", seed)
                    .containsExactlyElementsOf(naive.incidents.told());
            assertThat(told)
                    .as("stream %s", seed)
                    .extracting(Told::alertId)
                    .doesNotHaveDuplicates();
            told.forEach(one -> kinds.merge(one.kind(), 1, Integer::sum));
            told.stream()
                    .filter(one -> one.kind() == AlertKind.OPEN)
                    .forEach(one -> opened.add(one.severity()));
        }
        assertThat(kinds.get(AlertKind.OPEN)).isGreaterThan(STREAMS);
        assertThat(kinds.get(AlertKind.ESCALATE)).isGreaterThan(STREAMS / 2);
        assertThat(kinds.get(AlertKind.RESOLVE)).isEqualTo(kinds.get(AlertKind.OPEN));
        assertThat(opened).containsExactlyInAnyOrder(Severity.WARNING, Severity.CRITICAL);
    }

    @Test
    void givesTheSameWhenTimePassesInSmallSteps() {
        for (long seed = 0; seed < 1_000; seed++) {
            List<Step<Fill>> log = new RandomAdlFills(seed).steps(STEPS);
            List<RuleChange> changes = changes(seed, log);
            RecordedVerdicts inJumps = run(changes).run(log).recorded();
            RecordedVerdicts inSteps =
                    run(changes).runInSmallSteps(log, new Random(seed)).recorded();

            assertThat(inSteps.alerts()).as("stream %s", seed).isEqualTo(inJumps.alerts());
            assertThat(inSteps.incidents()).as("stream %s", seed).isEqualTo(inJumps.incidents());
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            List<Step<Fill>> log = new RandomAdlFills(seed).steps(STEPS);
            List<RuleChange> changes = changes(seed, log);
            RecordedVerdicts verdicts = run(changes).run(log).recorded();
            DetectorHarness<Fill> flink =
                    new DetectorHarness<>(
                            rules -> new AdlRulesFunction(rules, List.of(new AdlRule())),
                            Fill::coin,
                            List.of(),
                            changes);
            flink.run(log, new Random(seed));

            assertThat(flink.verdicts().alerts().stream().map(AlertJson::canonical))
                    .as("stream %s", seed)
                    .containsExactlyElementsOf(
                            verdicts.alerts().stream().map(AlertJson::canonical).toList());
            assertThat(flink.verdicts().incidents())
                    .as("stream %s", seed)
                    .isEqualTo(verdicts.incidents());
        }
    }

    private static RuleRun<Fill, AdlParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new AdlRule(),
                fill -> new RecordScope(fill.coin(), fill.user(), fill.timeMs()),
                changes);
    }

    private static List<RuleChange> changes(long seed, List<Step<Fill>> log) {
        return RandomRules.of(
                AdlCore.RULE,
                new Random(seed),
                log.get(0).logTimeMs(),
                log.get(STEPS).logTimeMs(),
                List.of("*", "*", "coin:BTC", "account:" + RandomAdlFills.ALICE),
                List.of(
                        "{}",
                        "{\"critical_usd\":150000}",
                        "{\"critical_usd\":\"49999.99\"}",
                        "{\"window_ms\":600000,\"critical_usd\":300000}",
                        "{\"window_ms\":1}"));
    }
}
