package io.hyperwatch.patterns.cascade;

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
 * Wave after wave of a cascade: the first, then up to nine further ones within 30 minutes. Each
 * further one is a match of its own and raises the incident's risk; the first alert never waits for
 * it.
 *
 * <p>Strict contiguity: the signals of a coin tell one series of waves after the other. Skip
 * strategy: none, because the longer match of the same series is wanted too; there are at most nine
 * of them, since a series has one beginning and ten signals at most. The detector begins the next
 * series once 30 minutes are over, so none of its waves is too late for the pattern.
 */
public final class CascadeWavePattern {

    public static final String FIRST = "first";
    public static final String FURTHER = "further";

    public static final Duration WITHIN = Duration.ofMillis(WaveSeries.MAX_MS);

    /** Signals that came behind the watermark; there are none while log time is respected. */
    public static final OutputTag<WaveSignal> LATE =
            new OutputTag<>("late-cascade-waves", TypeInformation.of(WaveSignal.class));

    private CascadeWavePattern() {}

    public static Pattern<WaveSignal, WaveSignal> pattern() {
        return Pattern.<WaveSignal>begin(FIRST, AfterMatchSkipStrategy.noSkip())
                .where(SimpleCondition.of(signal -> signal.wave() == 1))
                .next(FURTHER)
                .where(SimpleCondition.of(signal -> signal.wave() > 1))
                .times(1, WaveSignal.MAX_WAVES - 1)
                .consecutive()
                .within(WITHIN);
    }

    /** Signals of all coins, in log order for each, stamped with log time. */
    public static SingleOutputStreamOperator<IncidentRisk> follow(DataStream<WaveSignal> signals) {
        return CEP.pattern(signals.keyBy(WaveSignal::series, Types.STRING), pattern())
                .inEventTime()
                .sideOutputLateData(LATE)
                .process(new CascadeWaveFunction(), TypeInformation.of(IncidentRisk.class));
    }
}
