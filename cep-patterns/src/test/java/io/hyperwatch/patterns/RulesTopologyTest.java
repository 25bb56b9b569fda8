package io.hyperwatch.patterns;

import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.IncidentState;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.hosts.PriceRulesFunction;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.FlinkDetectorOperator;
import io.hyperwatch.patterns.incident.IncidentLedgerFunction;
import io.hyperwatch.patterns.incident.IncidentRisk;
import io.hyperwatch.patterns.oracle.OracleBreachPattern;
import io.hyperwatch.patterns.oracle.OracleDeviationRule;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.rules.RuleChange;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The oracle rule as the job wires it: detector, pattern and ledger. */
class RulesTopologyTest {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final long BEGINNING = 1_760_130_903_000L;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void thePatternRaisesTheRiskOfTheIncidentThatTheDetectorOpened(int parallelism)
            throws Exception {
        Map<String, Incident> rows = new HashMap<>();
        try (var incidents = incidents(parallelism).executeAndCollect()) {
            incidents.forEachRemaining(
                    row ->
                            rows.merge(
                                    row.subject(),
                                    row,
                                    (one, other) ->
                                            one.revision() > other.revision() ? one : other));
        }
        assertThat(rows).containsOnlyKeys("coin:BTC", "coin:ETH");
        Incident btc = rows.get("coin:BTC");
        assertThat(btc.state()).isEqualTo(IncidentState.RESOLVED);
        assertThat(btc.riskScore()).isEqualByComparingTo("80");
        assertThat(btc.resolvedAtMs()).isEqualTo(BEGINNING + 95_000);
        // its breach goes on when the input ends, and the end of the input is not time
        Incident eth = rows.get("coin:ETH");
        assertThat(eth.state()).isEqualTo(IncidentState.OPEN);
        assertThat(eth.riskScore()).isEqualByComparingTo("90");
    }

    @Test
    void hasNoGenericTypes() {
        assertThat(incidents(1).getType()).isEqualTo(IncidentLedgerFunction.INCIDENT_TYPE);
    }

    private static DataStream<Incident> incidents(int parallelism) {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        SingleOutputStreamOperator<Price> prices =
                env.fromData(TypeInformation.of(Price.class), prices().toArray(Price[]::new))
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Price>forGenerator(context -> new EachRecord())
                                        .withTimestampAssigner((price, before) -> price.timeMs()))
                        .setParallelism(1);
        DataStream<RuleChange> changes =
                env.fromData(
                                TypeInformation.of(RuleChange.class),
                                OracleDeviationRule.DEFINITION.seed())
                        .setParallelism(1);
        var alerts =
                FlinkDetectorOperator.judge(
                        prices.keyBy(Price::coin, Types.STRING),
                        changes,
                        "Prices",
                        new PriceRulesFunction(RuleLog.EMPTY, List.of(new OracleDeviationRule())));
        DataStream<IncidentRisk> risks =
                OracleBreachPattern.follow(
                        alerts.getSideOutput(
                                DetectorFunction.tag(OracleDeviationRule.BREACH_SIGNALS)));
        return alerts.getSideOutput(DetectorFunction.INCIDENTS)
                .connect(risks)
                .keyBy(Incident::incidentId, IncidentRisk::incidentId, Types.STRING)
                .process(new IncidentLedgerFunction(), IncidentLedgerFunction.INCIDENT_TYPE);
    }

    /** BTC is 1.5 % off for 35 s with a price a second; ETH says it once and then falls silent. */
    private static List<Price> prices() {
        List<Price> prices = new ArrayList<>();
        prices.add(context("ETH", 0, "102"));
        for (int second = 0; second < 100; second++) {
            String mid = second < 35 ? second % 34 == 0 ? "101.5" : "100.6" : "100";
            prices.add(context("BTC", second * 1_000L, mid));
        }
        return prices;
    }

    private static Price context(String coin, long atMs, String mid) {
        Provenance provenance =
                new Provenance(
                        Source.WS,
                        BEGINNING + atMs,
                        new Sequence(1, atMs + 1),
                        1,
                        atMs,
                        0,
                        true,
                        false);
        return new Price(
                PriceKind.CONTEXT,
                coin,
                BEGINNING + atMs,
                null,
                null,
                null,
                null,
                new BigDecimal(mid),
                null,
                new BigDecimal("100"),
                null,
                null,
                null,
                new BigDecimal("50000000"),
                null,
                null,
                provenance);
    }

    /** Announces one millisecond less than each record, as ticks do. */
    private static final class EachRecord implements WatermarkGenerator<Price> {

        @Override
        public void onEvent(Price price, long timestampMs, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestampMs - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // no record, no time
        }
    }
}
