package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.events.Book;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleDefinition;

/**
 * First half of {@code book-wall-pull}, on books keyed by coin; makes no alerts. {@link
 * WallPullRule} is the other half and has the definition.
 */
public final class WallWatchRule implements Rule<Book, WallPullParameters> {

    /** Input of {@link WallTradesFunction}. */
    public static final Channel<WallSignal> WALL_SIGNALS =
            new Channel<>("wall-signals", WallSignal.class);

    private static final long serialVersionUID = 1L;
    private static final String STATE = "walls";

    @Override
    public RuleDefinition<WallPullParameters> definition() {
        return WallPullRule.DEFINITION;
    }

    @Override
    public Detector<Book, WallPullParameters> detector(DetectorContext context) {
        return new WallWatchCore(
                context.cell(STATE, WallState.class), context.channel(WALL_SIGNALS));
    }
}
