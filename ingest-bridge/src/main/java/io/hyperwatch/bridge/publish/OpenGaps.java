package io.hyperwatch.bridge.publish;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the gaps that are still open among coverage events, whatever their order. */
final class OpenGaps {

    private record Gap(String stream, long startMs) {}

    private final Map<Gap, CoverageEvent> newest = new HashMap<>();

    void add(CoverageEvent event) {
        if (event.gapStartMs() != null
                && (event.kind() == CoverageKind.GAP_OPENED
                        || event.kind() == CoverageKind.GAP_CLOSED)) {
            newest.merge(
                    new Gap(event.stream(), event.gapStartMs()),
                    event,
                    (known, later) -> later.revision() >= known.revision() ? later : known);
        }
    }

    /** By stream, then start. */
    List<CoverageEvent> list() {
        return newest.values().stream()
                .filter(event -> event.kind() == CoverageKind.GAP_OPENED)
                .sorted(
                        Comparator.comparing(CoverageEvent::stream)
                                .thenComparing(CoverageEvent::gapStartMs))
                .toList();
    }
}
