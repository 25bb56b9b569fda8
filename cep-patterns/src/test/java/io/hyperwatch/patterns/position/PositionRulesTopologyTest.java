package io.hyperwatch.patterns.position;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.patterns.hosts.PositionRulesFunction;
import io.hyperwatch.patterns.hosts.RapidUnwindRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.FlinkDetectorOperator;
import io.hyperwatch.patterns.incident.RandomLog;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;

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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** Both rules on position events, and the pattern, as the job wires them. */
class PositionRulesTopologyTest {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private static final int ACCOUNTS = 10;
    private static final TypeInformation<PositionEvent> EVENT_TYPE =
            TypeInformation.of(PositionEvent.class);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void givesTheSameAtAnyParallelism(int parallelism) throws Exception {
        List<String> expected = new ArrayList<>();
        List<Step<PositionEvent>> all = new ArrayList<>();
        try (CepRun<UnwindStep, RapidUnwind> cep = RapidUnwindPatternTest.cep()) {
            for (long seed = 0; seed < ACCOUNTS; seed++) {
                List<Step<PositionEvent>> log = new RandomPositions(seed).steps(50);
                log.stream().filter(step -> step.input() != null).forEach(all::add);
                expected(cep, log).forEach(alert -> expected.add(AlertJson.canonical(alert)));
            }
        }
        all.sort(Comparator.comparingLong(Step::logTimeMs));
        List<String> alerts = new ArrayList<>();
        try (var found = alerts(all, parallelism).executeAndCollect()) {
            found.forEachRemaining(alert -> alerts.add(AlertJson.canonical(alert)));
        }
        assertThat(expected)
                .anyMatch(alert -> alert.contains("rapid-unwind"))
                .anyMatch(alert -> alert.contains("whale-position"));
        assertThat(alerts).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<Alert> expected(
            CepRun<UnwindStep, RapidUnwind> cep, List<Step<PositionEvent>> log) throws Exception {
        List<Step<UnwindStep>> steps =
                CepRun.steps(
                        new RuleRun<>(
                                new UnwindStepsRule(), PositionRulesTopologyTest::scope, List.of()),
                        UnwindStepsRule.STEPS,
                        log);
        long endMs = log.get(log.size() - 1).logTimeMs();
        List<Alert> alerts = new ArrayList<>();
        alerts.addAll(
                new RuleRun<>(
                                new RapidUnwindRule(),
                                (RapidUnwind unwind) ->
                                        new RecordScope(null, null, unwind.ended().timeMs()),
                                List.of())
                        .run(cep.matches(steps, endMs, new Random(1)))
                        .recorded()
                        .alerts());
        alerts.addAll(
                new RuleRun<>(new WhalePositionRule(), PositionRulesTopologyTest::scope, List.of())
                        .run(log)
                        .recorded()
                        .alerts());
        return alerts;
    }

    private static RecordScope scope(PositionEvent event) {
        return new RecordScope(event.coin(), event.address(), event.timeMs());
    }

    private static DataStream<Alert> alerts(List<Step<PositionEvent>> log, int parallelism) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        List<Tuple2<Long, PositionEvent>> stamped = new ArrayList<>();
        log.forEach(step -> stamped.add(Tuple2.of(step.logTimeMs(), step.input())));
        long endMs = log.get(log.size() - 1).logTimeMs() + 7_200_000;
        stamped.add(Tuple2.of(endMs, tick(endMs)));
        DataStream<PositionEvent> events =
                env.fromData(stamped, Types.TUPLE(Types.LONG, EVENT_TYPE))
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Tuple2<Long, PositionEvent>>forGenerator(
                                                context -> new EachRecord())
                                        .withTimestampAssigner((event, before) -> event.f0))
                        .setParallelism(1)
                        .map(event -> event.f1, EVENT_TYPE)
                        .setParallelism(1);
        DataStream<RuleChange> changes =
                env.fromData(
                                TypeInformation.of(RuleChange.class),
                                RapidUnwindRule.DEFINITION.seed())
                        .setParallelism(1);
        var first =
                FlinkDetectorOperator.judge(
                        events.keyBy(PositionRulesFunction::key, Types.STRING),
                        changes,
                        "Positions",
                        new PositionRulesFunction(
                                RuleLog.EMPTY,
                                List.of(new WhalePositionRule(), new UnwindStepsRule())));
        DataStream<RapidUnwind> unwinds =
                RapidUnwindPattern.follow(
                        first.getSideOutput(DetectorFunction.tag(UnwindStepsRule.STEPS)));
        return first.union(
                FlinkDetectorOperator.judge(
                        unwinds.keyBy(unwind -> unwind.ended().position(), Types.STRING),
                        changes,
                        "Rapid unwinds",
                        new RapidUnwindRulesFunction(
                                RuleLog.EMPTY, List.of(new RapidUnwindRule()))));
    }

    /** Nobody watches this account. */
    private static PositionEvent tick(long timeMs) {
        return Positions.event(
                "tick",
                "0x",
                "BTC",
                timeMs,
                "0",
                "1",
                "1",
                false,
                new RandomLog(new Random(1)).provenance());
    }

    /** Announces one millisecond less than each record, as ticks do. */
    private static final class EachRecord
            implements WatermarkGenerator<Tuple2<Long, PositionEvent>> {

        @Override
        public void onEvent(
                Tuple2<Long, PositionEvent> event, long timestampMs, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestampMs - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // no record, no time
        }
    }
}
