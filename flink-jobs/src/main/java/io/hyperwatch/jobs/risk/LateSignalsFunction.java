package io.hyperwatch.jobs.risk;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts the signals that came too late for a pattern, metric {@code lateSignals}. Flink counts
 * them itself only where they have no side output. There are none while log time is respected.
 *
 * @param <S> signals of the pattern
 */
public final class LateSignalsFunction<S> extends ProcessFunction<S, Void> {

    static final String METRIC = "lateSignals";

    private static final long serialVersionUID = 1L;

    private transient Counter late;

    @Override
    public void open(OpenContext context) {
        late = getRuntimeContext().getMetricGroup().counter(METRIC);
    }

    @Override
    public void processElement(S signal, Context context, Collector<Void> out) {
        late.inc();
    }
}
