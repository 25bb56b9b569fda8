package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Runs a host over a log: watermarks at random places that the log allows, and now and then a
 * snapshot that a new operator goes on from.
 *
 * @param <I> the records judged
 */
public final class DetectorHarness<I> {

    private final Supplier<DetectorFunction<I>> host;
    private final KeySelector<I, String> key;
    private final List<OutputTag<?>> tags;
    private final RecordedVerdicts verdicts = new RecordedVerdicts();
    private final List<StreamRecord<?>> others = new ArrayList<>();

    public DetectorHarness(
            Supplier<DetectorFunction<I>> host,
            KeySelector<I, String> key,
            List<OutputTag<?>> otherTags) {
        this.host = host;
        this.key = key;
        this.tags = otherTags;
    }

    public void run(List<Step<I>> log, Random random) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, I, Alert> harness = open(null);
        long watermarkMs = Long.MIN_VALUE;
        for (Step<I> step : log) {
            if (random.nextInt(40) == 0) {
                OperatorSubtaskState snapshot = harness.snapshot(0, 0);
                collect(harness);
                harness.close();
                harness = open(snapshot);
            }
            if (step.input() == null || random.nextInt(4) == 0) {
                long behind = random.nextBoolean() ? 1 : 1 + random.nextInt(20_000);
                watermarkMs = Math.max(watermarkMs, step.logTimeMs() - behind);
                harness.processWatermark(new Watermark(watermarkMs));
            }
            if (step.input() != null) {
                harness.processElement(new StreamRecord<>(step.input(), step.logTimeMs()));
            }
        }
        harness.processWatermark(new Watermark(log.get(log.size() - 1).logTimeMs()));
        harness.processWatermark(new Watermark(Long.MAX_VALUE));
        collect(harness);
        harness.close();
    }

    public RecordedVerdicts verdicts() {
        return verdicts;
    }

    /** What went to the other side outputs, with its log time. */
    public List<StreamRecord<?>> others() {
        return others;
    }

    private KeyedOneInputStreamOperatorTestHarness<String, I, Alert> open(
            OperatorSubtaskState snapshot) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, I, Alert> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(host.get()), key, Types.STRING);
        harness.setup(
                DetectorFunction.ALERT_TYPE.createSerializer(
                        harness.getExecutionConfig().getSerializerConfig()));
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        return harness;
    }

    private void collect(KeyedOneInputStreamOperatorTestHarness<String, I, Alert> harness) {
        harness.extractOutputValues().forEach(verdicts::alert);
        if (harness.getSideOutput(DetectorFunction.INCIDENTS) != null) {
            harness.getSideOutput(DetectorFunction.INCIDENTS)
                    .forEach(record -> verdicts.incident(record.getValue()));
        }
        for (OutputTag<?> tag : tags) {
            Queue<? extends StreamRecord<?>> records = harness.getSideOutput(tag);
            if (records != null) {
                others.addAll(records);
            }
        }
    }
}
