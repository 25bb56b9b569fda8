package io.hyperwatch.patterns.oracle;

import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.Verdicts;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

/** Hosts {@link OracleDeviationCore}; keyed by coin. */
public final class OracleDeviationFunction extends DetectorFunction<Price> {

    /** Input of {@link OracleBreachPattern}. */
    public static final OutputTag<BreachSignal> BREACH_SIGNALS =
            new OutputTag<>("oracle-breach-signals", TypeInformation.of(BreachSignal.class));

    private static final long serialVersionUID = 1L;
    private static final String STATE = "oracle-prices";

    private final OracleDeviationParameters parameters;

    public OracleDeviationFunction(OracleDeviationParameters parameters) {
        this.parameters = parameters;
    }

    @Override
    protected Detector<Price> detector(Verdicts verdicts) {
        return new OracleDeviationCore(
                parameters,
                cell(STATE, OracleState.class),
                incidentState(),
                verdicts,
                signal -> sideOutput(BREACH_SIGNALS, signal));
    }
}
