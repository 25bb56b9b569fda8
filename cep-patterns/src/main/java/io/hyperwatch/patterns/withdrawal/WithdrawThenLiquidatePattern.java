package io.hyperwatch.patterns.withdrawal;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

import java.time.Duration;

/**
 * Opened, withdrawn, liquidated: one match for each liquidation of a large position soon enough
 * after a withdrawal.
 *
 * <p>Strict contiguity: the steps of a position tell one withdrawal after the other, so the next
 * one takes the place of the one that waited, and each key holds one partial match at most. Skip
 * strategy: past the last event, a liquidation is told once. How soon stands beside the
 * liquidation, as data. Bound: {@link #WITHIN}, in log time, is the longest that may be allowed and
 * an hour for records that come late; the opening, which may be days older, is said again with each
 * withdrawal.
 */
public final class WithdrawThenLiquidatePattern {

    public static final String OPENED = "opened";
    public static final String WITHDRAWN = "withdrawn";
    public static final String LIQUIDATED = "liquidated";

    public static final Duration WITHIN =
            Duration.ofMillis(WithdrawThenLiquidateParameters.MAX_WITHIN_MS).plusHours(1);

    /** Steps that came behind the watermark; there are none while log time is respected. */
    public static final OutputTag<StoryStep> LATE =
            new OutputTag<>(
                    "late-withdraw-then-liquidate-steps", TypeInformation.of(StoryStep.class));

    private WithdrawThenLiquidatePattern() {}

    public static Pattern<StoryStep, StoryStep> pattern() {
        return Pattern.<StoryStep>begin(OPENED, AfterMatchSkipStrategy.skipPastLastEvent())
                .where(SimpleCondition.of(step -> step.kind() == StoryStepKind.OPENED))
                .next(WITHDRAWN)
                .where(SimpleCondition.of(step -> step.kind() == StoryStepKind.WITHDRAWN))
                .next(LIQUIDATED)
                .where(new SoonEnough())
                .within(WITHIN);
    }

    /** Steps of all positions, in log order for each, stamped with log time. */
    public static SingleOutputStreamOperator<LiquidatedAfterWithdrawal> follow(
            DataStream<StoryStep> steps) {
        return CEP.pattern(steps.keyBy(StoryStep::position, Types.STRING), pattern())
                .inEventTime()
                .sideOutputLateData(LATE)
                .process(
                        new WithdrawThenLiquidateMatchFunction(),
                        TypeInformation.of(LiquidatedAfterWithdrawal.class));
    }

    private static final class SoonEnough extends IterativeCondition<StoryStep> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(StoryStep step, Context<StoryStep> match) throws Exception {
            if (step.kind() != StoryStepKind.LIQUIDATED) {
                return false;
            }
            StoryStep withdrawn = match.getEventsForPattern(WITHDRAWN).iterator().next();
            long afterMs = step.timeMs() - withdrawn.timeMs();
            return afterMs >= 0 && afterMs <= step.withinMs();
        }
    }
}
