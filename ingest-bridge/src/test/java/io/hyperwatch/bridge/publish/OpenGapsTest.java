package io.hyperwatch.bridge.publish;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class OpenGapsTest {

    private static CoverageEvent event(
            CoverageKind kind, String stream, Long gapStartMs, int revision) {
        return new CoverageEvent(
                kind,
                stream,
                0,
                gapStartMs,
                null,
                "stall",
                0,
                null,
                null,
                null,
                null,
                revision,
                null);
    }

    @Test
    void aGapIsOpenUntilItsNewestRevisionCloses() {
        List<CoverageEvent> events =
                new ArrayList<>(
                        List.of(
                                event(CoverageKind.GAP_OPENED, "b", 10L, 1),
                                event(CoverageKind.GAP_OPENED, "b", 10L, 2),
                                event(CoverageKind.GAP_OPENED, "b", 5L, 1),
                                event(CoverageKind.GAP_OPENED, "a", 10L, 1),
                                event(CoverageKind.GAP_CLOSED, "a", 10L, 2),
                                event(CoverageKind.GAP_OPENED, "a", 20L, 1),
                                event(CoverageKind.MISMATCH, "a", null, 1),
                                event(CoverageKind.STALE, "c", null, 1)));
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            Collections.shuffle(events, random);
            OpenGaps gaps = new OpenGaps();
            events.forEach(gaps::add);

            assertThat(gaps.list())
                    .extracting(e -> e.stream() + " " + e.gapStartMs() + " " + e.revision())
                    .containsExactly("a 20 1", "b 5 1", "b 10 2");
        }
    }
}
