package io.hyperwatch.patterns.feed;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.RecordedVerdicts;

import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The clock of the machine and the time of the log are apart: it runs from 0, the log does not. */
class FlinkBridgeSilenceOperatorTest {

    private static final long BEGINNING = CoverageEvents.BEGINNING;

    private OneInputStreamOperatorTestHarness<CoverageEvent, Alert> harness;

    @BeforeEach
    void open() throws Exception {
        harness = open(null, 0);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void ticksKeepItQuiet() throws Exception {
        for (int second = 0; second < 600; second += 20) {
            pass(second);
            tick(second);
        }
        assertThat(alerts()).isEmpty();
    }

    @Test
    void thirtySecondsWithoutATickAreTooLongAndTheNextTickResolves() throws Exception {
        pass(100);
        tick(100);
        pass(129);
        assertThat(alerts()).isEmpty();
        pass(135);
        assertThat(alerts()).hasSize(1);
        Alert alert = alerts().get(0);
        assertThat(alert.rule()).isEqualTo("feed-stale");
        assertThat(alert.subject()).isEqualTo("stream:bridge");
        assertThat(alert.firstEventTimeMs()).isEqualTo(BEGINNING + 100_000);
        assertThat(alert.eventTimeMs()).isEqualTo(BEGINNING + 130_000);
        assertThat(alert.title()).isEqualTo("Feed stale: the bridge is silent");

        pass(1_000);
        assertThat(alerts()).hasSize(1);
        tick(1_000);
        assertThat(alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
        assertThat(alerts().get(1).eventTimeMs()).isEqualTo(BEGINNING + 1_000_000);
        assertThat(harness.getSideOutput(DetectorFunction.INCIDENTS)).hasSize(2);
    }

    @Test
    void aRecordIsAsGoodAsATick() throws Exception {
        pass(100);
        tick(100);
        pass(125);
        harness.processElement(
                new StreamRecord<>(
                        CoverageEvents.silence(CoverageKind.STALE, "allMids", BEGINNING, 1),
                        BEGINNING + 125_000));
        pass(150);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void aTaskThatWasHeldUpLooksAgainBeforeItSaysSo() {
        BridgeSilence silence = new BridgeSilence(null, new RecordedVerdicts(), 0);
        silence.heard(BEGINNING, 0);
        // The first timer after a minute in which the task did nothing; ticks wait behind it.
        silence.check(60_000);
        assertThat(silence.state().memory()).isNull();
        for (int i = 1; i < BridgeSilence.CHECKS; i++) {
            silence.check(60_000 + i * 5_000L);
        }
        assertThat(silence.state().memory()).isNotNull();
    }

    @Test
    void aJobThatStartsIsGivenTwoMinutes() throws Exception {
        pass(119);
        assertThat(alerts()).isEmpty();
        pass(125);
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void aRestartDuringTheSilenceSaysNothingNewAndResolvesWhatWasOpen() throws Exception {
        pass(100);
        tick(100);
        pass(140);
        String id = alerts().get(0).alertId();
        OperatorSubtaskState snapshot = harness.snapshot(1, 140_000);
        harness.close();
        harness = open(snapshot, 500);
        pass(1_000);
        assertThat(alerts()).isEmpty();
        tick(1_000);
        assertThat(alerts()).extracting(Alert::incidentId).containsExactly(id);
        assertThat(alerts()).extracting(Alert::kind).containsExactly(AlertKind.RESOLVE);
    }

    @Test
    void aRestartThatForgotTheAlertSaysItAgainUnderTheSameId() throws Exception {
        pass(100);
        OperatorSubtaskState snapshot = harness.snapshot(1, 100_000);
        tick(100);
        pass(140);
        List<Alert> first = alerts();
        assertThat(first).hasSize(1);
        harness.close();
        harness = open(snapshot, 500);
        tick(100);
        pass(600);
        assertThat(alerts()).isEqualTo(first);
    }

    @Test
    void theEndOfTheInputIsNoTick() throws Exception {
        pass(100);
        tick(100);
        harness.processWatermark(Watermark.MAX_WATERMARK);
        pass(140);
        assertThat(alerts().get(0).firstEventTimeMs()).isEqualTo(BEGINNING + 100_000);
    }

    private static OneInputStreamOperatorTestHarness<CoverageEvent, Alert> open(
            OperatorSubtaskState snapshot, long second) throws Exception {
        OneInputStreamOperatorTestHarness<CoverageEvent, Alert> harness =
                new OneInputStreamOperatorTestHarness<>(new FlinkBridgeSilenceOperator());
        harness.setup(
                DetectorFunction.ALERT_TYPE.createSerializer(
                        harness.getExecutionConfig().getSerializerConfig()));
        harness.setProcessingTime(second * 1_000);
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        return harness;
    }

    private void pass(long toSecond) throws Exception {
        for (long second = harness.getProcessingTime() / 1_000; second < toSecond; ) {
            second++;
            harness.setProcessingTime(second * 1_000);
        }
    }

    private void tick(long second) throws Exception {
        harness.processWatermark(new Watermark(BEGINNING + second * 1_000 - 1));
    }

    private List<Alert> alerts() {
        return List.copyOf(harness.extractOutputValues());
    }
}
