package io.hyperwatch.patterns.candles;

import io.hyperwatch.patterns.state.HeapCell;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContinuityTest {

    /** 01:36:00. */
    private static final long MINUTE = 1_784_684_160_000L;

    private final HeapCell<TradeStream> stream = new HeapCell<>();
    private final Continuity continuity = new Continuity(stream);

    @Test
    void nothingIsCompleteBeforeTheFirstTradeAndInItsMinute() {
        assertThat(continuity.isComplete(MINUTE)).isFalse();
        continuity.onTrade(MINUTE + 1);
        continuity.onTrade(MINUTE - 600_000);
        assertThat(continuity.isComplete(MINUTE)).isFalse();
        assertThat(continuity.isComplete(MINUTE + 60_000)).isTrue();
    }

    @Test
    void aGapBeforeTheFirstTradeIsNotForgotten() {
        gap(MINUTE, MINUTE + 60_000, MINUTE + 61_000);
        continuity.onTrade(MINUTE - 60_000);
        assertThat(continuity.isComplete(MINUTE)).isFalse();
        assertThat(continuity.isComplete(MINUTE + 60_000)).isFalse();
        assertThat(continuity.isComplete(MINUTE + 120_000)).isTrue();
    }

    @Test
    void aGapOfOneMillisecondIsAGap() {
        continuity.onTrade(MINUTE - 60_000);
        gap(MINUTE + 59_999, MINUTE + 59_999, MINUTE + 60_000);
        assertThat(continuity.isComplete(MINUTE)).isFalse();
        assertThat(continuity.isComplete(MINUTE + 60_000)).isTrue();
    }

    @Test
    void aGapOfWhichACandleCanStillChangeIsRememberedForAnHour() {
        continuity.onTrade(MINUTE - 60_000);
        gap(MINUTE, MINUTE, MINUTE);
        gap(MINUTE + 3_659_999, MINUTE + 3_659_999, MINUTE + 3_659_999);
        assertThat(continuity.isComplete(MINUTE)).isFalse();
    }

    @Test
    void gapsOfAnyNumberAndLengthTakeBoundedState() {
        continuity.onTrade(MINUTE);
        long logTimeMs = MINUTE;
        for (int i = 0; i < 300; i++) {
            logTimeMs = MINUTE + i * 40_000L;
            gap(0, i % 50 == 0 ? Long.MAX_VALUE : 0, logTimeMs);
            gap(logTimeMs, logTimeMs, logTimeMs);
            assertThat(stream.get().incompleteMinutes()).hasSizeLessThanOrEqualTo(65);
        }
        assertThat(continuity.isComplete(CandleState.openTimeOf(logTimeMs))).isFalse();
    }

    private void gap(long fromMs, long toMs, long logTimeMs) {
        continuity.onGap(new TradeGap("HYPE", fromMs, toMs), logTimeMs);
    }
}
