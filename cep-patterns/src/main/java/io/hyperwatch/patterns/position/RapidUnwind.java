package io.hyperwatch.patterns.position;

import java.util.List;

/**
 * A position that was opened, increased and unwound in time; what {@link RapidUnwindPattern} finds.
 *
 * @param opened its opening
 * @param increased its increases, the first 10
 * @param ended its end
 */
public record RapidUnwind(UnwindStep opened, List<UnwindStep> increased, UnwindStep ended) {

    /** From its opening to its end. */
    public long lastedMs() {
        return ended.timeMs() - opened.timeMs();
    }
}
