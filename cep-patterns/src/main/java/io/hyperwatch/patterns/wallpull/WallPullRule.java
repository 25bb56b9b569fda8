package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/** {@code book-wall-pull} on vanished walls keyed by coin; repeated pulls go to a pattern. */
public final class WallPullRule implements Rule<VanishedWall, WallPullParameters> {

    public static final RuleDefinition<WallPullParameters> DEFINITION =
            RuleDefinition.active(
                    WallPullCore.RULE, WallPullParameters.class, WallPullParameters.DEFAULTS);

    /** Input of {@link WallLayeringPattern}. */
    public static final Channel<PullSignal> PULL_SIGNALS =
            new Channel<>("wall-pull-signals", PullSignal.class);

    private static final long serialVersionUID = 1L;
    private static final String TALLY = "pull-signals";

    @Override
    public RuleDefinition<WallPullParameters> definition() {
        return DEFINITION;
    }

    @Override
    public Detector<VanishedWall, WallPullParameters> detector(DetectorContext context) {
        return new WallPullCore(
                context.cell(TALLY, PullTally.class),
                context.incidentState(),
                context.verdicts(),
                context.channel(PULL_SIGNALS));
    }
}
