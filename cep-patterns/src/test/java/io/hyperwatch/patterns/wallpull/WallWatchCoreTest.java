package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.events.Side;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** What a wall is, and when it is gone. */
class WallWatchCoreTest {

    private final WallLog log = new WallLog();

    @ParameterizedTest
    @CsvSource({
        "0, 5000, true", // exactly 5 s
        "0, 4999, false",
        "5000, 10000, true"
    })
    void itStandsForFiveSeconds(long fromMs, long toMs, boolean told) {
        log.book(fromMs, WallLog.WALL, WallLog.ASKS)
                .book(toMs, WallLog.WALL, WallLog.ASKS)
                .book(toMs + 500, WallLog.GONE, WallLog.ASKS);
        assertThat(log.opened()).hasSize(told ? 1 : 0);
    }

    @Test
    void itStandsInBooksThatFollowEachOther() {
        String small = "100:4000" + WallLog.REST;
        log.book(0, WallLog.WALL, WallLog.ASKS)
                .book(2_000, small, WallLog.ASKS)
                .book(5_000, WallLog.WALL, WallLog.ASKS);
        log.book(7_000, WallLog.GONE, WallLog.ASKS);
        assertThat(log.opened()).isEmpty();
    }

    @Test
    void whatIsMissingForOneBookAfterItStoodIsStillTheWall() {
        String small = "100:4000" + WallLog.REST;
        log.book(0, WallLog.WALL, WallLog.ASKS)
                .book(5_000, WallLog.WALL, WallLog.ASKS)
                .book(5_500, small, WallLog.ASKS);
        log.book(6_000, WallLog.WALL, WallLog.ASKS).book(8_000, WallLog.GONE, WallLog.ASKS);
        assertThat(log.opened())
                .singleElement()
                .extracting(alert -> WallLog.detail(alert, "books"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "100:10000 80:2500 50:4000, true", // a million, 5 times the median
        "100:9999.99 80:2500 50:4000, false",
        "100:10000 80:2500.01 50:4001, false",
        "100:10000 80:2000 50:4800 40:1, true", // of four the mean of the middle two
        "100:10000 80:2000 50:4801 40:1, false"
    })
    void isWorthAMillionAndFiveTimesTheMedian(String bids, boolean told) {
        log.book(0, bids, WallLog.ASKS).book(5_000, bids, WallLog.ASKS);
        log.book(5_500, "80:2500 50:4000", WallLog.ASKS);
        assertThat(log.opened()).hasSize(told ? 1 : 0);
    }

    @Test
    void ofAnEvenNumberOfLevelsTheMedianIsTheMeanOfTheMiddleTwo() {
        String bids = "100:10000 80:3000 50:3200 40:1";
        log.book(0, bids, WallLog.ASKS)
                .book(5_000, bids, WallLog.ASKS)
                .book(5_500, "80:3000 50:3200", WallLog.ASKS);
        assertThat(log.opened())
                .singleElement()
                .extracting(alert -> WallLog.detail(alert, "median_usd"))
                .isEqualTo("200000");
    }

    @ParameterizedTest
    @CsvSource({"99, true", "98.99, false"})
    void isWithinOnePercentOfTheMid(String price, boolean told) {
        String bids = "99:1 98.99:1 98:1 97:1 96:1".replace(price + ":1 ", price + ":20000 ");
        String asks = "101:1 102:1";
        log.book(0, bids, asks).book(5_000, bids, asks).book(5_500, "98:1 97:1 96:1", asks);
        assertThat(log.opened()).hasSize(told ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"2000, false", "1999.99, true"})
    void lessThanOneFifthOfItIsLeft(String left, boolean told) {
        log.book(0, WallLog.WALL, WallLog.ASKS)
                .book(5_000, WallLog.WALL, WallLog.ASKS)
                .book(6_000, "100:" + left + WallLog.REST, WallLog.ASKS);
        assertThat(log.opened()).hasSize(told ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "99.95:10 100:1, 100.2:1, true",
        "98:10 97:1, 98.1:1, true", // the price fell through it
        "100.6:10 100.4:1, 100.7:1, false" // out of sight
    })
    void itWouldBeSeen(String bids, String asks, boolean told) {
        String ordered = bids.startsWith("99.95") ? "100:1 99.95:10" : bids;
        log.book(0, WallLog.WALL, WallLog.ASKS)
                .book(5_000, WallLog.WALL, WallLog.ASKS)
                .book(5_500, ordered, asks);
        assertThat(log.opened()).hasSize(told ? 1 : 0);
    }

    @Test
    void anEmptySideShowsNothing() {
        log.book(0, WallLog.WALL, WallLog.ASKS)
                .book(5_000, WallLog.WALL, WallLog.ASKS)
                .book(5_500, "-", WallLog.ASKS);
        log.book(6_000, WallLog.GONE, WallLog.ASKS);
        assertThat(log.opened()).isEmpty();
    }

    @Test
    void whenTheOtherSideIsEmptyItIsStillSeenToGo() {
        log.book(0, WallLog.WALL, WallLog.ASKS)
                .book(5_000, WallLog.WALL, WallLog.ASKS)
                .book(5_500, WallLog.GONE, "-");
        assertThat(log.opened()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"15000, true", "15001, false"})
    void nothingIsJudgedAcrossAGap(long atMs, boolean told) {
        log.book(0, WallLog.WALL, WallLog.ASKS)
                .book(5_000, WallLog.WALL, WallLog.ASKS)
                .book(atMs, WallLog.GONE, WallLog.ASKS);
        assertThat(log.opened()).hasSize(told ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"500, 10000", "4000, 3000"})
    void whatIsTakenAwayInStepsIsMeasuredByWhatItWasWithinTenSeconds(long stepMs, String size) {
        log.book(0, "100:30000" + WallLog.REST, WallLog.ASKS)
                .book(5_000, "100:30000" + WallLog.REST, WallLog.ASKS);
        log.book(5_000 + stepMs, "100:20000" + WallLog.REST, WallLog.ASKS);
        log.book(5_000 + 2 * stepMs, "100:10000" + WallLog.REST, WallLog.ASKS);
        log.book(5_000 + 3 * stepMs, "100:6500" + WallLog.REST, WallLog.ASKS);
        log.book(5_000 + 4 * stepMs, "100:10" + WallLog.REST, WallLog.ASKS);
        List<Alert> alerts = log.opened();
        if (stepMs == 500) {
            assertThat(alerts)
                    .singleElement()
                    .extracting(a -> WallLog.detail(a, "size"))
                    .isEqualTo("30000");
        } else {
            // at 17 s it was no wall any more and had been smaller for more than 10 s
            assertThat(alerts).isEmpty();
        }
    }

    @Test
    void whatAWallHasBeenForTenSecondsIsItsSize() {
        log.book(0, "100:30000" + WallLog.REST, WallLog.ASKS)
                .book(5_000, "100:30000" + WallLog.REST, WallLog.ASKS);
        log.book(10_000, "100:20000" + WallLog.REST, WallLog.ASKS)
                .book(15_000, "100:20000" + WallLog.REST, WallLog.ASKS);
        log.book(16_000, "100:5000" + WallLog.REST, WallLog.ASKS)
                .book(17_000, "100:3999" + WallLog.REST, WallLog.ASKS);
        assertThat(log.opened())
                .singleElement()
                .extracting(a -> WallLog.detail(a, "size"))
                .isEqualTo("20000");
    }

    @Test
    void aWallThatIsMovedWasPulledAllTheSame() {
        log.book(0, WallLog.WALL, WallLog.ASKS).book(5_000, WallLog.WALL, WallLog.ASKS);
        log.book(5_500, "99.95:1000 99.9:12000 99.8:1000 99.7:1000 99.6:1000", WallLog.ASKS);
        Alert alert = log.opened().get(0);
        assertThat(WallLog.detail(alert, "moved_to_price")).isEqualTo("99.9");
        assertThat(alert.message()).endsWith("a wall of about its size is new at 99.9.");
    }

    @Test
    void repeatsOldCrossedAndAggregatedBooksArePassedOver() {
        log.book(0, WallLog.WALL, WallLog.ASKS).book(5_000, WallLog.WALL, WallLog.ASKS);
        log.book(4_999, WallLog.GONE, WallLog.ASKS);
        log.book(5_100, "100.1:1 100:1", "100.1:1");
        log.book(5_200, 5_200, 4, WallLog.levels(WallLog.GONE), WallLog.levels(WallLog.ASKS));
        log.again(log.books.get(0).input());
        assertThat(log.opened()).isEmpty();
        assertThat(new WallPullRun(List.of()).run(log, new Random(1)).signals()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100.1, 0",
        "3, 100.1, 0",
        "4, 100.1, 1",
        "4, 99.999, 1",
        "4, 100.099, 0", // the level at 100 has the bids below 100.1
        "4, 100, 0"
    })
    void aggregatedBooksAreJudgedWhereTheRuleSaysSo(int figures, String hitPrice, int told) {
        for (long atMs : new long[] {0, 5_000, 5_500}) {
            String bids = atMs == 5_500 ? WallLog.GONE : WallLog.WALL;
            log.book(atMs, atMs, 4, WallLog.levels(bids), WallLog.levels(WallLog.ASKS));
        }
        log.trade(5_200, Side.A, hitPrice, "2000");
        String parameters = "{\"book_sig_figs\":%d}".formatted(figures);
        assertThat(log.opened(WallLog.change(2, RuleState.ACTIVE, parameters, -1))).hasSize(told);
    }
}
