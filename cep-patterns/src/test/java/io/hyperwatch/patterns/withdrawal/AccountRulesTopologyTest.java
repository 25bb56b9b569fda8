package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.patterns.hosts.AccountStoryRulesFunction;
import io.hyperwatch.patterns.hosts.WithdrawalRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.FlinkDetectorOperator;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Both halves of the rule and the pattern between them, as the job wires them. */
class AccountRulesTopologyTest {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final int ACCOUNTS = 20;
    private static final List<RuleChange> CHANGES =
            List.of(
                    new RuleChange(
                            WithdrawThenLiquidateCore.RULE,
                            "*",
                            2,
                            "{\"within_ms\":300000}",
                            RuleState.ACTIVE,
                            0,
                            "test"));

    /** Captures nothing, so that it can be sent to a task. */
    private static final RuleLog RULES = () -> CHANGES;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void givesTheSameAtAnyParallelism(int parallelism) throws Exception {
        List<String> expected = new ArrayList<>();
        List<Step<AccountFact>> all = new ArrayList<>();
        try (var cep = Stories.cep()) {
            for (long seed = 0; seed < ACCOUNTS; seed++) {
                List<Step<AccountFact>> log = new RandomFacts(seed).steps(50);
                log.stream().filter(step -> step.input() != null).forEach(all::add);
                long endMs = log.get(log.size() - 1).logTimeMs();
                List<Step<StoryStep>> steps =
                        Stories.steps(Stories.first(CHANGES), RandomFacts.released(log));
                Stories.second(CHANGES)
                        .run(Stories.inOrder(cep.matches(steps, endMs, new Random(seed))))
                        .recorded()
                        .alerts()
                        .forEach(alert -> expected.add(AlertJson.canonical(alert)));
            }
        }
        all.sort(Comparator.comparingLong(Step::logTimeMs));
        List<String> alerts = new ArrayList<>();
        try (var found = alerts(all, parallelism).executeAndCollect()) {
            found.forEachRemaining(alert -> alerts.add(AlertJson.canonical(alert)));
        }
        assertThat(expected).hasSizeGreaterThan(10);
        assertThat(alerts).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static DataStream<Alert> alerts(List<Step<AccountFact>> log, int parallelism) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        List<Tuple2<Long, AccountFact>> stamped = new ArrayList<>();
        log.forEach(step -> stamped.add(Tuple2.of(step.logTimeMs(), step.input())));
        long endMs = log.get(log.size() - 1).logTimeMs() + 7_200_000;
        stamped.add(Tuple2.of(endMs, tick(endMs)));
        DataStream<AccountFact> facts =
                env.fromData(stamped, Types.TUPLE(Types.LONG, AccountStoryRulesFunction.FACT_TYPE))
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Tuple2<Long, AccountFact>>forGenerator(
                                                context -> new EachRecord())
                                        .withTimestampAssigner((fact, before) -> fact.f0))
                        .setParallelism(1)
                        .map(fact -> fact.f1, AccountStoryRulesFunction.FACT_TYPE)
                        .setParallelism(1);
        DataStream<RuleChange> changes =
                env.fromData(CHANGES, TypeInformation.of(RuleChange.class)).setParallelism(1);
        var first =
                FlinkDetectorOperator.judge(
                        facts.keyBy(AccountFact::account, Types.STRING),
                        changes,
                        "Account stories",
                        new AccountStoryRulesFunction(RULES, List.of(new AccountStoryRule())));
        DataStream<LiquidatedAfterWithdrawal> found =
                WithdrawThenLiquidatePattern.follow(
                        first.getSideOutput(DetectorFunction.tag(AccountStoryRule.STEPS)));
        return FlinkDetectorOperator.judge(
                found.keyBy(one -> one.liquidated().account(), Types.STRING),
                changes,
                "Withdrawals",
                new WithdrawalRulesFunction(RULES, List.of(new WithdrawThenLiquidateRule())));
    }

    private static AccountFact tick(long timeMs) {
        return new AccountFact(
                FactKind.UNKNOWN,
                "0x",
                null,
                timeMs,
                timeMs,
                new Sequence(1, 1),
                "tick",
                BigDecimal.ZERO,
                false,
                null,
                null);
    }

    /** Announces one millisecond less than each record, as ticks do. */
    private static final class EachRecord implements WatermarkGenerator<Tuple2<Long, AccountFact>> {

        @Override
        public void onEvent(
                Tuple2<Long, AccountFact> fact, long timestampMs, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestampMs - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // no record, no time
        }
    }
}
