package io.hyperwatch.patterns.flashloan.shape;

import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.state.FlinkCell;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Hosts {@link PricePushCore} on the prices that matter to it, keyed by coin. */
public final class PricePushFunction extends KeyedProcessFunction<String, Price, ShapeSignal> {

    private static final long serialVersionUID = 1L;
    private static final String STATE = "push";

    private transient PricePushCore core;
    private transient Collector<ShapeSignal> signals;

    @Override
    public void open(OpenContext openContext) {
        core =
                new PricePushCore(
                        new FlinkCell<>(
                                getRuntimeContext()
                                        .getState(
                                                new ValueStateDescriptor<>(
                                                        STATE,
                                                        TypeInformation.of(PushState.class)))),
                        signal -> signals.collect(signal));
    }

    @Override
    public void processElement(Price price, Context context, Collector<ShapeSignal> out) {
        signals = out;
        core.see(price);
    }
}
