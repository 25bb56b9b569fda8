package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.check.Findings;
import io.hyperwatch.bridge.coverage.Coverage;
import io.hyperwatch.bridge.relay.BridgeClock;

import java.math.BigDecimal;

/** What the comparisons with REST have found goes into the ledger and into the log. */
final class CheckFindings implements Findings {

    /** Marks in the partition of a coin that trades are missing for good. */
    interface Marks {
        void mark(String coin, long fromMs, long toMs);
    }

    private final Coverage coverage;
    private final Marks marks;
    private final BridgeClock clock;

    CheckFindings(Coverage coverage, Marks marks, BridgeClock clock) {
        this.coverage = coverage;
        this.marks = marks;
        this.clock = clock;
    }

    @Override
    public void mismatch(String stream, BigDecimal expected, BigDecimal actual, String detail) {
        coverage.mismatch(stream, expected, actual, detail, clock.epochMs());
    }

    @Override
    public void dropped(String stream, String coin, long fromMs, long toMs) {
        marks.mark(coin, fromMs, toMs);
        coverage.lostForGood(stream, fromMs, toMs, "dropped", clock.epochMs());
    }

    @Override
    public void missed(String stream, long fromMs) {
        coverage.missed(stream, fromMs, clock.epochMs());
    }
}
