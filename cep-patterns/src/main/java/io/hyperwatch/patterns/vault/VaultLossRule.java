package io.hyperwatch.patterns.vault;

import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code vault-loss} on snapshots keyed by vault. */
public final class VaultLossRule implements Rule<VaultSnapshot, VaultLossParameters> {

    public static final RuleDefinition<VaultLossParameters> DEFINITION =
            RuleDefinition.active(
                    VaultLossCore.RULE, VaultLossParameters.class, VaultLossParameters.DEFAULTS);

    /** One for each snapshot, whatever the rule says of it. */
    public static final Channel<VaultStatistics> STATISTICS =
            new Channel<>("vault-statistics", VaultStatistics.class);

    private static final long serialVersionUID = 1L;
    private static final String SERIES = "series";

    @Override
    public RuleDefinition<VaultLossParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<VaultSnapshot, VaultLossParameters> detector(DetectorContext context) {
        return new VaultLossCore(
                context.cell(SERIES, VaultSeries.class),
                context.incidentState(),
                context.verdicts(),
                context.channel(STATISTICS));
    }
}
