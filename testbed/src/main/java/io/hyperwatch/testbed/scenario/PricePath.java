package io.hyperwatch.testbed.scenario;

import java.util.ArrayList;
import java.util.List;

/** A figure in percent over time: starts at zero, moves along ramps, stays between them. */
final class PricePath {

    private final List<Segment> segments = new ArrayList<>();

    private record Segment(long startMs, long endMs, double fromPct, double toPct) {}

    /** Call with rising start times. */
    void ramp(long startMs, long lengthMs, double toPct) {
        segments.add(new Segment(startMs, startMs + lengthMs, at(startMs), toPct));
    }

    double at(long offsetMs) {
        double pct = 0;
        for (Segment segment : segments) {
            if (offsetMs >= segment.endMs()) {
                pct = segment.toPct();
            } else if (offsetMs > segment.startMs()) {
                double share =
                        (double) (offsetMs - segment.startMs())
                                / (segment.endMs() - segment.startMs());
                return segment.fromPct() + share * (segment.toPct() - segment.fromPct());
            }
        }
        return pct;
    }
}
