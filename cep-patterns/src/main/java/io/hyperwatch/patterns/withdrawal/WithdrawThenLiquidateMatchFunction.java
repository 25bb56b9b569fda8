package io.hyperwatch.patterns.withdrawal;

import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.util.Collector;

import java.util.List;
import java.util.Map;

/** The steps of a match as one record. */
public final class WithdrawThenLiquidateMatchFunction
        extends PatternProcessFunction<StoryStep, LiquidatedAfterWithdrawal> {

    private static final long serialVersionUID = 1L;

    @Override
    public void processMatch(
            Map<String, List<StoryStep>> match,
            Context context,
            Collector<LiquidatedAfterWithdrawal> out) {
        out.collect(
                new LiquidatedAfterWithdrawal(
                        match.get(WithdrawThenLiquidatePattern.OPENED).get(0),
                        match.get(WithdrawThenLiquidatePattern.WITHDRAWN).get(0),
                        match.get(WithdrawThenLiquidatePattern.LIQUIDATED).get(0)));
    }
}
