package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.events.Side;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class WallTradesTest {

    private static final long NOW = WallLog.BEGINNING;

    private final HeapCell<WallWatch> watch = new HeapCell<>();
    private final HeapTable<String, KeptTrade> kept = new HeapTable<>();
    private final HeapCell<WallPrices> prices = new HeapCell<>();
    private final WallTrades core = new WallTrades(prices, watch, kept);
    private long tid;

    @Test
    void aTradeAtNoWallIsThrownAwayAtOnce() {
        trade(0, "100", 0);
        core.onSignal(signal(WallStep.SEEN, 0));
        trade(10_000, "99.99", 10_000);
        assertThat(kept.size()).isZero();
        assertThat(core.nextDeadlineMs()).isEqualTo(Detector.NEVER);
    }

    @Test
    void aTradeAtAWallIsKept() {
        core.onSignal(signal(WallStep.SEEN, 0));
        assertThat(trade(10_000, "100", 10_000)).as("sets a deadline").isTrue();
        assertThat(trade(10_001, "100", 10_000)).as("sets another").isFalse();
        assertThat(kept.size()).isEqualTo(2);
    }

    @Test
    void itIsKeptWhereTheBooksHaveNotBeenReadSoFar() {
        trade(10_000, "100", 7_000);
        assertThat(kept.size()).isZero();
        trade(10_000, "100", 6_999);
        assertThat(kept.size()).isEqualTo(1);
        core.advance(core.nextDeadlineMs());
        assertThat(kept.size()).isZero();
        assertThat(watch.get()).isNull();
        assertThat(prices.get()).isNull();
    }

    @Test
    void tradesThatHappenedBeforeTheWallWasKnownForThreeSecondsDoNotCount() {
        trade(2_999, "100", -10_000);
        trade(3_000, "100", -10_000);
        core.onSignal(signal(WallStep.SEEN, 0));
        core.onSignal(signal(WallStep.VANISHED, 8_000));
        assertThat(core.advance(NOW + 17_999)).isEmpty();
        List<VanishedWall> vanished = core.advance(NOW + 18_000);
        assertThat(vanished).singleElement().extracting(VanishedWall::tradeCount).isEqualTo(1);
        assertThat(vanished.get(0).trades().get(0).timeMs()).isEqualTo(NOW + 3_000);
    }

    @Test
    void aWallThatEndsIsForgotten() {
        core.onSignal(signal(WallStep.SEEN, 0));
        core.onSignal(signal(WallStep.ENDED, 500));
        assertThat(watch.get()).isNull();
        assertThat(prices.get()).isNull();
        assertThat(core.nextDeadlineMs()).isEqualTo(Detector.NEVER);
    }

    @Test
    void showsTheFirstSixteenTradesAndCountsAll() {
        core.onSignal(signal(WallStep.SEEN, 0));
        for (int i = 0; i < 40; i++) {
            trade(7_000 - i, "100", 0);
        }
        core.onSignal(signal(WallStep.VANISHED, 8_000));
        VanishedWall vanished = core.advance(NOW + 18_000).get(0);
        assertThat(vanished.tradeCount()).isEqualTo(40);
        assertThat(vanished.tradedSize()).isEqualByComparingTo("40");
        assertThat(vanished.trades()).hasSize(16);
        assertThat(vanished.trades().get(0).timeMs()).isEqualTo(NOW + 6_961);
    }

    @Test
    void keepsFifteenMinutesOfTradesOfAWallThatStands() {
        core.onSignal(signal(WallStep.SEEN, 0));
        for (int second = 10; second < 7_200; second++) {
            trade(second * 1_000L, "100", second * 1_000L);
            core.advance(NOW + second * 1_000L);
            assertThat(kept.size()).isLessThanOrEqualTo(15 * 60 + 60);
        }
        core.onSignal(signal(WallStep.ENDED, 7_200_000));
        core.advance(NOW + 7_260_000);
        assertThat(kept.size()).isZero();
        assertThat(watch.get()).isNull();
        assertThat(prices.get()).isNull();
    }

    private boolean trade(long atMs, String price, long readToMs) {
        LevelTrade trade =
                new LevelTrade(
                        "BTC", Side.A, new BigDecimal(price), BigDecimal.ONE, NOW + atMs, ++tid);
        return core.onTrade(trade, NOW + atMs, NOW + readToMs);
    }

    /** Of one wall, seen in the beginning. */
    private static WallSignal signal(WallStep step, long atMs) {
        BigDecimal price = new BigDecimal("100");
        Wall wall =
                new Wall(
                        new WallPrice(true, price, null),
                        "first",
                        NOW,
                        BigDecimal.TEN,
                        NOW,
                        2,
                        NOW,
                        "first",
                        NOW,
                        BigDecimal.TEN,
                        1,
                        BigDecimal.ONE,
                        price);
        WallSignal.End end =
                step == WallStep.VANISHED
                        ? new WallSignal.End(
                                "gone", NOW + atMs, false, BigDecimal.ZERO, BigDecimal.ONE, null)
                        : null;
        return new WallSignal(step, "BTC", wall, NOW + atMs, end);
    }
}
