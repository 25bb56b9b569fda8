package io.hyperwatch.bridge.engine;

import io.hyperwatch.events.CoverageEvent;

import java.util.List;

/**
 * What the log says about the bridge that wrote it before.
 *
 * @param newestMs highest record timestamp in the log, 0 for none: sequences must not fall behind
 * @param coveredUntilMs exchange time up to which it was complete, null for an empty log
 * @param openGaps last events of the gaps it left open
 */
public record Past(long newestMs, Long coveredUntilMs, List<CoverageEvent> openGaps) {

    public static final Past NONE = new Past(0, null, List.of());
}
