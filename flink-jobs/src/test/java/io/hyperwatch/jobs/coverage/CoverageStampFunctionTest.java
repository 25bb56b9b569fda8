package io.hyperwatch.jobs.coverage;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class CoverageStampFunctionTest {

    private static final long TIME_MS = 1_760_130_903_000L;
    private static final long NOW_MS = 1_760_130_903_777L;

    @Test
    void stampsTheClockAndWhatIsKnownAlsoAfterARestart() throws Exception {
        KeyedBroadcastOperatorTestHarness<String, Alert, CoverageEvent, Alert> harness = open(null);
        harness.processElement(new StreamRecord<>(alert()));
        harness.processBroadcastElement(
                new StreamRecord<>(event(CoverageKind.GAP_OPENED, "trades:BTC", TIME_MS, 1)));
        harness.processBroadcastElement(
                new StreamRecord<>(event(CoverageKind.STALE, "trades:BTC", null, 2)));
        harness.processElement(new StreamRecord<>(alert()));
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        List<Alert> before = harness.extractOutputValues();
        harness.close();

        harness = open(snapshot);
        harness.processElement(new StreamRecord<>(alert()));
        harness.processBroadcastElement(
                new StreamRecord<>(event(CoverageKind.LIVE, "trades:BTC", null, 3)));
        harness.processElement(new StreamRecord<>(alert()));
        List<Alert> after = harness.extractOutputValues();
        harness.close();

        assertThat(before).hasSize(2).allMatch(alert -> alert.detectedAtMs() == NOW_MS);
        assertThat(before.get(0).coverage()).contains("\"complete\":true");
        assertThat(before.get(1).coverage())
                .contains("\"complete\":false", "\"gap_count\":1", "\"stale\":[\"trades:BTC\"]");
        assertThat(after.get(0).coverage()).isEqualTo(before.get(1).coverage());
        assertThat(after.get(1).coverage()).contains("\"gap_count\":1", "\"stale\":[]");
        assertThat(before.get(0).seenAt(0, null)).isEqualTo(alert());
    }

    private static KeyedBroadcastOperatorTestHarness<String, Alert, CoverageEvent, Alert> open(
            OperatorSubtaskState snapshot) throws Exception {
        KeyedBroadcastOperatorTestHarness<String, Alert, CoverageEvent, Alert> harness =
                new KeyedBroadcastOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new CoverageStampFunction(() -> NOW_MS),
                                List.of(CoverageStampFunction.COVERAGE)),
                        Alert::subject,
                        Types.STRING,
                        1,
                        1,
                        0);
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        return harness;
    }

    private static CoverageEvent event(
            CoverageKind kind, String stream, Long gapStartMs, long counter) {
        return new CoverageEvent(
                kind,
                stream,
                TIME_MS,
                gapStartMs,
                null,
                "disconnect",
                0,
                null,
                null,
                null,
                null,
                1,
                new Provenance(
                        Source.WS,
                        TIME_MS,
                        new Sequence(TIME_MS, counter),
                        0,
                        counter,
                        0,
                        true,
                        false));
    }

    private static Alert alert() {
        return new Alert(
                "id",
                "id",
                AlertKind.OPEN,
                "large-trade",
                1,
                Severity.WARNING,
                "coin:BTC",
                "BTC",
                null,
                "title",
                "message",
                null,
                TIME_MS,
                TIME_MS,
                0,
                false,
                "{}",
                "{}",
                null,
                false);
    }
}
