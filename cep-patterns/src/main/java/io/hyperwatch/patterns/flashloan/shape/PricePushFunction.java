package io.hyperwatch.patterns.flashloan.shape;

import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.state.FlinkCell;
import io.hyperwatch.patterns.state.FlinkMemory;
import io.hyperwatch.patterns.state.FlinkRemembering;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Hosts {@link PricePushCore} on the prices that matter to it, keyed by coin. */
public final class PricePushFunction extends KeyedProcessFunction<String, Price, ShapeSignal>
        implements FlinkRemembering {

    private static final long serialVersionUID = 1L;
    private static final String STATE = "push";

    private transient FlinkMemory memory;
    private transient PricePushCore core;
    private transient Collector<ShapeSignal> signals;

    @Override
    public FlinkMemory memory() {
        return memory;
    }

    @Override
    public void open(OpenContext openContext) {
        memory = new FlinkMemory();
        core =
                new PricePushCore(
                        new FlinkCell<>(
                                getRuntimeContext()
                                        .getState(
                                                new ValueStateDescriptor<>(
                                                        STATE,
                                                        TypeInformation.of(PushState.class))),
                                memory),
                        signal -> signals.collect(signal));
    }

    @Override
    public void processElement(Price price, Context context, Collector<ShapeSignal> out) {
        signals = out;
        core.see(price);
    }
}
