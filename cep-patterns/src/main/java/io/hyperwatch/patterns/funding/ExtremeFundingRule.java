package io.hyperwatch.patterns.funding;

import io.hyperwatch.patterns.dedupe.Seen;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.dedupe.SeenProgress;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code extreme-funding} on statements of funding rates keyed by coin. */
public final class ExtremeFundingRule
        implements Rule<FundingObservation, ExtremeFundingParameters> {

    public static final RuleDefinition<ExtremeFundingParameters> DEFINITION =
            RuleDefinition.active(
                    ExtremeFundingCore.RULE,
                    ExtremeFundingParameters.class,
                    ExtremeFundingParameters.DEFAULTS);

    private static final long serialVersionUID = 1L;
    private static final String SEEN = "seen";
    private static final String SEEN_PROGRESS = "seen-progress";
    private static final String STATE = "rates";

    @Override
    public RuleDefinition<ExtremeFundingParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<FundingObservation, ExtremeFundingParameters> detector(
            DetectorContext context) {
        return new ExtremeFundingCore(
                new SeenIds(
                        context.table(SEEN, String.class, Seen.class),
                        context.cell(SEEN_PROGRESS, SeenProgress.class)),
                context.cell(STATE, FundingState.class),
                context.incidentState(),
                context.verdicts());
    }
}
