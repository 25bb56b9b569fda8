package io.hyperwatch.patterns.flashloan.shape;

import io.hyperwatch.patterns.incident.IncidentRisk;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

import java.time.Duration;

/**
 * Follows the shape of a flash-loan attack in one coin: its price is pushed, liquidations are the
 * consequence, the price comes back. A match raises the risk of each incident in between; no alert
 * waits for it.
 *
 * <p>Strict contiguity: a coin has one push at a time, so between a push and its reversal there are
 * only incidents, and another push means that the one before did not reverse. Skip strategy: none;
 * a match begins with a push, and each push has at most one. Bound: 10 minutes, for a push that
 * takes one and five until its reversal, and for signals that come late.
 */
public final class FlashLoanShapePattern {

    public static final String PUSH = "push";
    public static final String LIQUIDATIONS = "liquidations";
    public static final String REVERSAL = "reversal";

    /**
     * Incidents of one coin between push and reversal. One of {@code flash-loan} opens at most
     * every 60 s, so that six minutes have six, and one of {@code cascade} at most every 600 s.
     */
    public static final int MAX_INCIDENTS = 8;

    public static final Duration WITHIN = Duration.ofMinutes(10);

    /** Signals that came behind the watermark; there are none while log time is respected. */
    public static final OutputTag<ShapeSignal> LATE =
            new OutputTag<>("late-shape-signals", TypeInformation.of(ShapeSignal.class));

    private FlashLoanShapePattern() {}

    public static Pattern<ShapeSignal, ShapeSignal> pattern() {
        return Pattern.<ShapeSignal>begin(PUSH, AfterMatchSkipStrategy.noSkip())
                .where(SimpleCondition.of(signal -> signal.step() == ShapeStep.PUSH))
                .next(LIQUIDATIONS)
                .where(SimpleCondition.of(signal -> signal.step() == ShapeStep.LIQUIDATIONS))
                .times(1, MAX_INCIDENTS)
                .consecutive()
                .next(REVERSAL)
                .where(SimpleCondition.of(signal -> signal.step() == ShapeStep.REVERSAL))
                .within(WITHIN);
    }

    /** Signals of all coins, from {@link ShapeOrderFunction}. */
    public static SingleOutputStreamOperator<IncidentRisk> follow(DataStream<ShapeSignal> signals) {
        return CEP.pattern(signals.keyBy(ShapeSignal::coin, Types.STRING), pattern())
                .inEventTime()
                .sideOutputLateData(LATE)
                .process(new FlashLoanShapeFunction(), TypeInformation.of(IncidentRisk.class));
    }
}
