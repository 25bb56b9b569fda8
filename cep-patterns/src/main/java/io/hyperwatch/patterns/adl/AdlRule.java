package io.hyperwatch.patterns.adl;

import io.hyperwatch.events.Fill;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code adl} on fills of auto-deleveraging, each trade once, keyed by coin. */
public final class AdlRule implements Rule<Fill, AdlParameters> {

    public static final RuleDefinition<AdlParameters> DEFINITION =
            RuleDefinition.active(AdlCore.RULE, AdlParameters.class, AdlParameters.DEFAULTS);

    private static final long serialVersionUID = 1L;
    private static final String SECONDS = "adl-seconds";
    private static final String ACCOUNTS = "deleveraged-accounts";
    private static final String TALLY = "tally";
    private static final String CLEAN_UP_AT = "clean-up-at";

    @Override
    public RuleDefinition<AdlParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<Fill, AdlParameters> detector(DetectorContext context) {
        return new AdlCore(
                context.table(SECONDS, Long.class, AdlSecond.class),
                context.table(ACCOUNTS, String.class, String.class),
                context.cell(TALLY, AdlTally.class),
                context.cell(CLEAN_UP_AT, Long.class),
                context.incidentState(),
                context.verdicts());
    }
}
