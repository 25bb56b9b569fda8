package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.patterns.rules.RuleLog;
import io.hyperwatch.rules.RuleChange;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.Function;

/**
 * Runs a host over a log: watermarks at random places that the log allows, changes of the rules
 * some time before they are in force, and now and then a snapshot that a new operator goes on from.
 *
 * @param <I> the records judged
 */
public final class DetectorHarness<I> {

    private final Function<RuleLog, DetectorFunction<I>> host;
    private final KeySelector<I, String> key;
    private final List<OutputTag<?>> tags;
    private final List<RuleChange> unsent;
    private final RecordedVerdicts verdicts = new RecordedVerdicts();
    private final List<StreamRecord<?>> others = new ArrayList<>();

    /**
     * @param host a new one on a log of rules
     * @param changes some are in the log when the host starts, the others come as a stream
     */
    public DetectorHarness(
            Function<RuleLog, DetectorFunction<I>> host,
            KeySelector<I, String> key,
            List<OutputTag<?>> otherTags,
            List<RuleChange> changes) {
        this.host = host;
        this.key = key;
        this.tags = otherTags;
        this.unsent = new ArrayList<>(changes);
    }

    public void run(List<Step<I>> log, Random random) throws Exception {
        List<RuleChange> written = new ArrayList<>();
        unsent.removeIf(change -> random.nextInt(3) == 0 && written.add(change));
        var harness = open(null, RuleLog.of(written));
        long watermarkMs = Long.MIN_VALUE;
        for (Step<I> step : log) {
            for (RuleChange change : List.copyOf(unsent)) {
                if (change.effectiveFromMs() <= step.logTimeMs() || random.nextInt(20) == 0) {
                    harness.processBroadcastElement(new StreamRecord<>(change));
                    unsent.remove(change);
                }
            }
            if (random.nextInt(40) == 0) {
                OperatorSubtaskState snapshot = harness.snapshot(0, 0);
                collect(harness);
                harness.close();
                harness = open(snapshot, RuleLog.of(written));
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

    private KeyedBroadcastOperatorTestHarness<String, I, RuleChange, Alert> open(
            OperatorSubtaskState snapshot, RuleLog ruleLog) throws Exception {
        KeyedBroadcastOperatorTestHarness<String, I, RuleChange, Alert> harness =
                new KeyedBroadcastOperatorTestHarness<>(
                        new FlinkDetectorOperator<>(host.apply(ruleLog)),
                        key,
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
        return harness;
    }

    private void collect(KeyedBroadcastOperatorTestHarness<String, I, RuleChange, Alert> harness) {
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
