package io.hyperwatch.patterns.funding;

import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.state.FlinkCell;
import io.hyperwatch.patterns.state.FlinkMemory;
import io.hyperwatch.patterns.state.FlinkRemembering;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Hosts {@link FundingEstimates} on asset contexts keyed by coin. */
public final class FundingEstimateFunction
        extends KeyedProcessFunction<String, Price, FundingObservation>
        implements FlinkRemembering {

    private static final long serialVersionUID = 1L;
    private static final String STATE = "estimate-taken";

    private transient FlinkMemory memory;
    private transient FundingEstimates estimates;

    /** What is to be keyed at all; the other prices say nothing of funding. */
    public static boolean matters(Price price) {
        return FundingObservation.of(price) != null;
    }

    @Override
    public FlinkMemory memory() {
        return memory;
    }

    @Override
    public void open(OpenContext openContext) {
        memory = new FlinkMemory();
        estimates =
                new FundingEstimates(
                        new FlinkCell<>(
                                getRuntimeContext()
                                        .getState(
                                                new ValueStateDescriptor<>(
                                                        STATE,
                                                        TypeInformation.of(EstimateTaken.class))),
                                memory));
    }

    @Override
    public void processElement(Price price, Context context, Collector<FundingObservation> out) {
        FundingObservation estimate = FundingObservation.of(price);
        if (estimate != null && estimates.take(estimate)) {
            out.collect(estimate);
        }
    }
}
