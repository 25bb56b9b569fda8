package io.hyperwatch.patterns.oracle;

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
 * Follows a breach of the oracle price through its signals: breach and sustained for 30 s, for 60,
 * for 300 (and once above the critical threshold), then recovered. Each step that is reached is a
 * match of its own and raises the incident's risk; the first alert never waits for it.
 *
 * <p>Strict contiguity: the signals of a coin tell one breach after the other, so the next signal
 * either continues the breach or begins another one. Skip strategy: none, because the longer match
 * of the same breach is wanted too; there are at most five of them. Bound: an hour from its first
 * step to its recovery; the score cannot rise after 300 s.
 */
public final class OracleBreachPattern {

    public static final String BREACH = "breach";
    public static final String SUSTAINED = "sustained";
    public static final String RECOVERED = "recovered";

    public static final Duration WITHIN = Duration.ofHours(1);

    /** Breaches that had not recovered an hour after their first step. */
    public static final OutputTag<BreachSignal> TIMED_OUT =
            new OutputTag<>("timed-out-oracle-breaches", TypeInformation.of(BreachSignal.class));

    /** Signals that came behind the watermark; there are none while log time is respected. */
    public static final OutputTag<BreachSignal> LATE =
            new OutputTag<>("late-oracle-breach-signals", TypeInformation.of(BreachSignal.class));

    /** Sustained for 30, 60 and 300 s, and critical once. */
    private static final int MAX_STEPS = 4;

    private OracleBreachPattern() {}

    public static Pattern<BreachSignal, BreachSignal> pattern() {
        return Pattern.<BreachSignal>begin(BREACH, AfterMatchSkipStrategy.noSkip())
                .where(SimpleCondition.of(signal -> signal.kind() == BreachKind.BREACH))
                .next(SUSTAINED)
                .where(SimpleCondition.of(OracleBreachPattern::isWorse))
                .times(1, MAX_STEPS)
                .consecutive()
                .next(RECOVERED)
                .where(SimpleCondition.of(signal -> signal.kind() == BreachKind.RECOVERED))
                .optional()
                .within(WITHIN);
    }

    /** Signals of all coins, in log order for each, stamped with log time. */
    public static SingleOutputStreamOperator<IncidentRisk> follow(
            DataStream<BreachSignal> signals) {
        return CEP.pattern(signals.keyBy(BreachSignal::coin, Types.STRING), pattern())
                .inEventTime()
                .sideOutputLateData(LATE)
                .process(new OracleBreachFunction(), TypeInformation.of(IncidentRisk.class));
    }

    private static boolean isWorse(BreachSignal signal) {
        return signal.kind() == BreachKind.SUSTAINED || signal.kind() == BreachKind.ESCALATED;
    }
}
