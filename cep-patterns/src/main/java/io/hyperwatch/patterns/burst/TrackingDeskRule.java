package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code tracking-desk} on inferred fills of all coins under {@link #ONE_KEY}; no alerts. */
public final class TrackingDeskRule implements Rule<LiquidationFill, TrackingDeskParameters> {

    public static final RuleDefinition<TrackingDeskParameters> DEFINITION =
            RuleDefinition.active(
                    TrackingDeskCore.RULE,
                    TrackingDeskParameters.class,
                    TrackingDeskParameters.DEFAULTS);

    /** The number of questions is limited for all accounts together. */
    public static final String ONE_KEY = "desk";

    /** For {@code hl.tracking-requests.v1}. */
    public static final Channel<TrackingRequest> REQUESTS =
            new Channel<>("tracking-requests", TrackingRequest.class);

    private static final long serialVersionUID = 1L;
    private static final String DESK = "desk";

    @Override
    public RuleDefinition<TrackingDeskParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<LiquidationFill, TrackingDeskParameters> detector(DetectorContext context) {
        return new TrackingDeskCore(
                context.cell(DESK, TrackingDesk.class), context.channel(REQUESTS));
    }
}
