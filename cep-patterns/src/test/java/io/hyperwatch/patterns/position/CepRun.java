package io.hyperwatch.patterns.position;

import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.RuleRun;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * A pattern's operator, taken out of the graph that the job would run. Many streams may go through
 * one operator: each has keys of its own and comes after the one before.
 *
 * @param <S> steps that go in
 * @param <M> matches that come out
 */
public final class CepRun<S, M> implements AutoCloseable {

    /** Longer than any stream and any pattern. */
    private static final long APART_MS = 1_000_000_000;

    private final Class<S> type;
    private final S sample;
    private final KeySelector<S, String> key;
    private final Function<DataStream<S>, SingleOutputStreamOperator<M>> follow;
    private final OutputTag<S> late;
    private KeyedOneInputStreamOperatorTestHarness<String, S, M> harness;
    private long shiftMs;

    /**
     * @param sample any step, to have a stream
     */
    @SuppressWarnings("unchecked")
    public CepRun(
            S sample,
            KeySelector<S, String> key,
            Function<DataStream<S>, SingleOutputStreamOperator<M>> follow,
            OutputTag<S> late)
            throws Exception {
        this.type = (Class<S>) sample.getClass();
        this.sample = sample;
        this.key = key;
        this.follow = follow;
        this.late = late;
        this.harness = open(null);
    }

    /** What a core gives out, with the log time at which it does. */
    public static <I, S> List<Step<S>> steps(
            RuleRun<I, ?> run, Channel<S> channel, List<Step<I>> log) {
        List<Step<S>> steps = new ArrayList<>();
        for (Step<I> step : log) {
            run.run(List.of(step));
            List<S> all = run.sent(channel);
            for (S one : all.subList(steps.size(), all.size())) {
                steps.add(new Step<>(step.logTimeMs(), one));
            }
        }
        return steps;
    }

    /** The matches of one stream, at their log times, and a tick at the end. */
    public List<Step<M>> matches(List<Step<S>> steps, long endMs, Random random) throws Exception {
        for (Step<S> step : steps) {
            if (random.nextInt(10) == 0) {
                watermark(step.logTimeMs() - 1);
            }
            send(step.input(), step.logTimeMs());
        }
        watermark(endMs);
        List<Step<M>> matches = new ArrayList<>();
        for (Object output : harness.getOutput()) {
            if (output instanceof StreamRecord<?> match) {
                @SuppressWarnings("unchecked")
                M value = (M) match.getValue();
                matches.add(new Step<>(match.getTimestamp() - shiftMs, value));
            }
        }
        harness.getOutput().clear();
        matches.add(new Step<>(endMs, null));
        shiftMs += APART_MS;
        return matches;
    }

    public void send(S step, long logTimeMs) throws Exception {
        harness.processElement(new StreamRecord<>(step, logTimeMs + shiftMs));
    }

    public void watermark(long timeMs) throws Exception {
        harness.processWatermark(new Watermark(timeMs + shiftMs));
    }

    /** A new operator goes on from a snapshot of this one; for what has not come out yet. */
    public void restart() throws Exception {
        OperatorSubtaskState snapshot = harness.snapshot(0, 0);
        harness.close();
        harness = open(snapshot);
    }

    /** Steps that the operator refused. */
    public boolean lost() {
        return harness.getSideOutput(late) != null;
    }

    /** Entries of keyed state, buffers and partial matches together. */
    public int stored() {
        return harness.numKeyedStateEntries();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }

    private KeyedOneInputStreamOperatorTestHarness<String, S, M> open(OperatorSubtaskState snapshot)
            throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        DataStream<S> stream = env.fromData(TypeInformation.of(type), sample);
        @SuppressWarnings("unchecked")
        OneInputTransformation<S, M> operator =
                (OneInputTransformation<S, M>) follow.apply(stream).getTransformation();
        KeyedOneInputStreamOperatorTestHarness<String, S, M> opened =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        operator.getOperatorFactory(), key, Types.STRING);
        opened.setup();
        if (snapshot != null) {
            opened.initializeState(snapshot);
        }
        opened.open();
        return opened;
    }
}
