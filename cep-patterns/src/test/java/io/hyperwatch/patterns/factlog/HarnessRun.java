package io.hyperwatch.patterns.factlog;

import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Plays a log through an operator in Flink's operator harness. */
public final class HarnessRun<I, O> {

    /** What came out, in order. */
    public record Outputs<O>(List<O> main, Map<String, List<Object>> bySideTag) {

        @SuppressWarnings("unchecked")
        public <T> List<T> side(OutputTag<T> tag) {
            return (List<T>) bySideTag.getOrDefault(tag.getId(), List.of());
        }
    }

    private final Supplier<OneInputStreamOperator<I, O>> operator;
    private final KeySelector<I, String> key;
    private final List<OutputTag<?>> tags;

    public HarnessRun(
            Supplier<OneInputStreamOperator<I, O>> operator,
            KeySelector<I, String> key,
            List<OutputTag<?>> tags) {
        this.operator = operator;
        this.key = key;
        this.tags = tags;
    }

    /**
     * @param tickShare share of the ticks that become watermarks
     * @param restartShare share of the entries behind which the operator is snapshotted, thrown
     *     away and restored
     * @param endMs log time to go on to at the end
     */
    public Outputs<O> play(
            List<Logged<I>> log, double tickShare, double restartShare, long endMs, Random random)
            throws Exception {
        Outputs<O> outputs = new Outputs<>(new ArrayList<>(), new HashMap<>());
        KeyedOneInputStreamOperatorTestHarness<String, I, O> harness = harness();
        harness.open();
        for (Logged<I> entry : log) {
            if (!entry.isTick()) {
                harness.processElement(entry.event(), entry.logTimeMs());
            } else if (random.nextDouble() < tickShare) {
                harness.processWatermark(new Watermark(entry.logTimeMs() - 1));
            }
            if (random.nextDouble() < restartShare) {
                OperatorSubtaskState state = harness.snapshot(1, 1);
                drain(harness, outputs);
                harness.close();
                harness = harness();
                harness.initializeState(state);
                harness.open();
            }
        }
        harness.processWatermark(new Watermark(endMs));
        int before = harness.getOutput().size();
        harness.processWatermark(Watermark.MAX_WATERMARK);
        if (harness.getOutput().size() != before + 1) {
            throw new AssertionError("the end of the input was taken for time");
        }
        drain(harness, outputs);
        harness.close();
        return outputs;
    }

    private void drain(
            KeyedOneInputStreamOperatorTestHarness<String, I, O> harness, Outputs<O> outputs) {
        outputs.main().addAll(harness.extractOutputValues());
        for (OutputTag<?> tag : tags) {
            Iterable<? extends StreamRecord<?>> records = harness.getSideOutput(tag);
            if (records != null) {
                for (StreamRecord<?> record : records) {
                    outputs.bySideTag()
                            .computeIfAbsent(tag.getId(), id -> new ArrayList<>())
                            .add(record.getValue());
                }
            }
        }
    }

    private KeyedOneInputStreamOperatorTestHarness<String, I, O> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(operator.get(), key, Types.STRING);
    }
}
