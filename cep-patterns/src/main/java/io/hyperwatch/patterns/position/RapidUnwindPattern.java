package io.hyperwatch.patterns.position;

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
 * Opened, increased (1 to 10 times), closed or flipped: one match for each position that was
 * unwound in time.
 *
 * <p>Strict contiguity: the steps of a position come one after the other, and the opening of the
 * next one breaks what was left of the one before. Decreases are no steps. Skip strategy: past the
 * last event, a position is unwound once. How soon it must end, after how many increases and how
 * large it must have been stand beside the end, as data. Bound: {@link #WITHIN}, in log time, is
 * the longest window and 15 minutes for records that come late.
 */
public final class RapidUnwindPattern {

    public static final String OPENED = "opened";
    public static final String INCREASED = "increased";
    public static final String ENDED = "ended";

    public static final Duration WITHIN =
            Duration.ofMillis(RapidUnwindParameters.MAX_WINDOW_MS).plusMinutes(15);

    /** Steps that came behind the watermark; there are none while log time is respected. */
    public static final OutputTag<UnwindStep> LATE =
            new OutputTag<>("late-rapid-unwind-steps", TypeInformation.of(UnwindStep.class));

    private RapidUnwindPattern() {}

    public static Pattern<UnwindStep, UnwindStep> pattern() {
        return Pattern.<UnwindStep>begin(OPENED, AfterMatchSkipStrategy.skipPastLastEvent())
                .where(SimpleCondition.of(step -> step.kind() == UnwindStepKind.OPENED))
                .next(INCREASED)
                .where(SimpleCondition.of(step -> step.kind() == UnwindStepKind.INCREASED))
                .times(1, RapidUnwindParameters.MAX_INCREASES)
                .consecutive()
                .next(ENDED)
                .where(new Unwinds())
                .within(WITHIN);
    }

    /** Steps of all positions, in log order for each, stamped with log time. */
    public static SingleOutputStreamOperator<RapidUnwind> follow(DataStream<UnwindStep> steps) {
        return CEP.pattern(steps.keyBy(UnwindStep::position, Types.STRING), pattern())
                .inEventTime()
                .sideOutputLateData(LATE)
                .process(new RapidUnwindMatchFunction(), TypeInformation.of(RapidUnwind.class));
    }

    private static final class Unwinds extends IterativeCondition<UnwindStep> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(UnwindStep step, Context<UnwindStep> match) throws Exception {
            if (step.kind() != UnwindStepKind.ENDED) {
                return false;
            }
            int increases = 0;
            for (UnwindStep ignored : match.getEventsForPattern(INCREASED)) {
                increases++;
            }
            return step.unwinds(match.getEventsForPattern(OPENED).iterator().next(), increases);
        }
    }
}
