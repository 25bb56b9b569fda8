package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Recommendation;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Signal;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.hosts.SignalRulesFunction;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.patterns.signal.SignalChangeRule;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class DetectorFunctionTest {

    private static final long BEGINNING = 1_760_130_903_000L;

    private KeyedBroadcastOperatorTestHarness<String, Signal, RuleChange, Alert> harness;

    @Test
    void ofTwoChangesWithOneKeyTheFirstIsInForceAlsoAfterARestart() throws Exception {
        open(null);
        harness.processBroadcastElement(new StreamRecord<>(movesBy("0.5")));
        harness.processBroadcastElement(new StreamRecord<>(movesBy("0.2")));
        signal(0, "0.1");
        signal(1, "0.4");
        assertThat(harness.extractOutputValues()).isEmpty();

        OperatorSubtaskState snapshot = harness.snapshot(0, 0);
        harness.close();
        open(snapshot);
        signal(2, "0.1");
        assertThat(harness.extractOutputValues()).isEmpty();
        signal(3, "0.6");
        assertThat(harness.extractOutputValues())
                .singleElement()
                .extracting(Alert::ruleVersion)
                .isEqualTo(2);
        harness.close();
    }

    private static RuleChange movesBy(String threshold) {
        return new RuleChange(
                "signal-change",
                "*",
                2,
                "{\"min_bias_move\":\"%s\"}".formatted(threshold),
                RuleState.ACTIVE,
                0,
                "test");
    }

    private void signal(int number, String longBias) throws Exception {
        long timeMs = BEGINNING + number * 300_000L;
        harness.processElement(
                new StreamRecord<>(
                        new Signal(
                                "BTC",
                                timeMs,
                                Recommendation.NEUTRAL,
                                new BigDecimal(longBias),
                                BigDecimal.ZERO,
                                BigDecimal.ZERO,
                                BigDecimal.ZERO,
                                1,
                                1,
                                1,
                                new Provenance(
                                        Source.WS, timeMs, Sequence.NONE, 1, 1, 0, true, false)),
                        timeMs));
    }

    private void open(OperatorSubtaskState snapshot) throws Exception {
        harness =
                new KeyedBroadcastOperatorTestHarness<>(
                        new FlinkDetectorOperator<>(
                                new SignalRulesFunction(
                                        RuleLog.of(List.of()), List.of(new SignalChangeRule()))),
                        Signal::coin,
                        Types.STRING,
                        1,
                        1,
                        0);
        harness.setup(
                DetectorFunction.ALERT_TYPE.createSerializer(
                        harness.getExecutionConfig().getSerializerConfig()));
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
    }
}
