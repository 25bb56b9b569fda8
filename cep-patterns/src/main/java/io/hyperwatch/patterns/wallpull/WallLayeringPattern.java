package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.patterns.incident.IncidentRisk;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

import java.time.Duration;

/**
 * Layering: wall -> pull -> wall -> pull. Walls of one side of a coin that are pulled and built up
 * again, up to four times. Each signal is one wall from its first book to the book it is gone in,
 * and it follows another if it was first seen when that was gone, or later. Each further pull is a
 * match of its own and raises the incident's risk; the alert never waits for it.
 *
 * <p>Relaxed contiguity: walls that stood beside each other and went together are no repetition and
 * are passed over. Skip strategy: none, because the longer match of the same walls is wanted too.
 * Bounds: 10 minutes, three repetitions, and 8 signals of an incident.
 */
public final class WallLayeringPattern {

    public static final String PULL = "pull";
    public static final String AGAIN = "again";

    public static final Duration WITHIN = Duration.ofMinutes(10);

    /** Signals that came behind the watermark; there are none while log time is respected. */
    public static final OutputTag<PullSignal> LATE =
            new OutputTag<>("late-wall-pull-signals", TypeInformation.of(PullSignal.class));

    private static final int MAX_AGAIN = 3;

    private WallLayeringPattern() {}

    /** The wall was built after the one before it was pulled. */
    private static final class BuiltAgain extends IterativeCondition<PullSignal> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean filter(PullSignal signal, Context<PullSignal> context) throws Exception {
            PullSignal last = null;
            for (PullSignal before : context.getEventsForPattern(PULL)) {
                last = before;
            }
            for (PullSignal before : context.getEventsForPattern(AGAIN)) {
                last = before;
            }
            return last != null && signal.seenMs() >= last.goneMs();
        }
    }

    public static Pattern<PullSignal, PullSignal> pattern() {
        return Pattern.<PullSignal>begin(PULL, AfterMatchSkipStrategy.noSkip())
                .followedBy(AGAIN)
                .where(new BuiltAgain())
                .times(1, MAX_AGAIN)
                .within(WITHIN);
    }

    /** Signals of all coins, in log order for each, stamped with log time. */
    public static SingleOutputStreamOperator<IncidentRisk> follow(DataStream<PullSignal> signals) {
        return CEP.pattern(signals.keyBy(PullSignal::coinAndSide, Types.STRING), pattern())
                .inEventTime()
                .sideOutputLateData(LATE)
                .process(new WallLayeringFunction(), TypeInformation.of(IncidentRisk.class));
    }
}
