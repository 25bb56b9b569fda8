package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Side;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What an alert says, and the trades that decide it. */
class WallPullCoreTest {

    private final WallLog log = new WallLog();

    private WallLog pulled() {
        return log.book(0, WallLog.WALL, WallLog.ASKS)
                .book(5_000, WallLog.WALL, WallLog.ASKS)
                .book(5_500, WallLog.GONE, WallLog.ASKS);
    }

    @Test
    void aWallThatIsPulledIsTold() {
        pulled().trade(5_200, Side.A, "100", "1500");
        Alert alert = log.opened().get(0);
        assertThat(alert.severity()).isEqualTo(Severity.WARNING);
        assertThat(alert.subject()).isEqualTo("coin:BTC");
        assertThat(alert.title()).isEqualTo("BTC: buy wall of 1,000,000 USD at 100 pulled");
        assertThat(alert.message())
                .isEqualTo(
                        "Since 2025-10-10 21:15:03 UTC 10,000 BTC stood at 100 in 2 successive"
                                + " books for 5 s: 1,000,000 USD, 10.0 times the median level of"
                                + " its side, 0.05 % from the mid (thresholds: 1,000,000 USD, 5"
                                + " times, 1 %, 2 books, 5 s). At 2025-10-10 21:15:08 UTC nothing"
                                + " of it was left, though prices down to 99.6 were shown; 15.00 %"
                                + " of it had traded (threshold 20 %).");
        assertThat(alert.eventTimeMs()).isEqualTo(WallLog.BEGINNING + 5_500);
        assertThat(alert.firstEventTimeMs()).isEqualTo(WallLog.BEGINNING);
        assertThat(alert.valueUsd()).isEqualByComparingTo("1000000");
        assertThat(Told.of(alert).evidenceCount()).isEqualTo(4);
        assertThat(Told.of(alert).evidenceUsd()).isEqualTo("1000000");
        assertThat(WallLog.detail(alert, "traded_pct")).isEqualTo("15.000000");
        assertThat(WallLog.detail(alert, "times_median")).isEqualTo("10.02004");
        assertThat(WallLog.detail(alert, "moved_to_price")).isNull();
    }

    @Test
    void theIncidentIsResolvedAfterAMinuteOfQuiet() {
        pulled().tick(65_500);
        List<Alert> alerts = WallPullRun.of(log).alerts();
        assertThat(alerts)
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
        assertThat(alerts.get(1).eventTimeMs()).isEqualTo(WallLog.BEGINNING + 65_500);
    }

    @Test
    void aSellWallIsTakenByBuyers() {
        String wall = "100.1:9999.99 100.2:1000 100.3:1000";
        log.book(0, WallLog.GONE, wall)
                .book(5_000, WallLog.GONE, wall)
                .book(5_400, WallLog.GONE, "100.2:1000 100.3:1000");
        log.trade(5_200, Side.A, "100.1", "9999.99").trade(5_200, Side.B, "100.1", "1999.99");
        assertThat(log.opened())
                .singleElement()
                .extracting(a -> WallLog.detail(a, "side"))
                .isEqualTo("ask");
    }

    @ParameterizedTest
    @CsvSource({
        "5001, A, 100, 2000, false", // exactly 20 %
        "5001, A, 100, 1999.99, true",
        "5500, A, 100, 2000, false", // in the block of the book it is gone in
        "5000, A, 100, 2000, true", // that book already shows what is left of it
        "5501, A, 100, 2000, true",
        "5200, B, 100, 2000, true", // somebody sold there later
        "5200, A, 99.9, 9000, true" // behind it: it was gone by then
    })
    void lessThanOneFifthOfItTraded(
            long atMs, Side taker, String price, String size, boolean told) {
        pulled().trade(atMs, taker, price, size);
        assertThat(log.opened()).hasSize(told ? 1 : 0);
    }

    @Test
    void aRepeatedTradeCountsOnce() {
        pulled().trade(5_200, Side.A, "100", "1000");
        LevelTrade trade = log.trades.get(0).input();
        log.again(trade, 5_600).again(trade, 16_000);
        assertThat(log.opened())
                .singleElement()
                .extracting(a -> WallLog.detail(a, "trades"))
                .isEqualTo(1);
    }

    @Test
    void tradesThatComeUpToTheHoldLateCount() {
        pulled().tick(15_500).trade(5_500, 15_500, Side.A, "100", "2000");
        assertThat(log.opened()).isEmpty();
    }

    @Test
    void laterTradesDoNot() {
        pulled().tick(15_501).trade(5_500, 15_501, Side.A, "100", "2000");
        assertThat(log.opened()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"65500, false", "65501, true", "605500, true"})
    void lateBooksAreMarked(long receivedMs, boolean late) {
        log.book(0, WallLog.WALL, WallLog.ASKS)
                .book(5_000, WallLog.WALL, WallLog.ASKS)
                .tick(receivedMs - 1_000);
        log.book(
                5_500,
                receivedMs,
                null,
                WallLog.levels(WallLog.GONE),
                WallLog.levels(WallLog.ASKS));
        log.tick(receivedMs + 20_000);
        assertThat(log.opened()).singleElement().extracting(Alert::late).isEqualTo(late);
    }

    @Test
    void historyIsNotJudged() {
        log.book(0, WallLog.WALL, WallLog.ASKS)
                .book(5_000, WallLog.WALL, WallLog.ASKS)
                .tick(604_501);
        log.book(5_500, 605_501, null, WallLog.levels(WallLog.GONE), WallLog.levels(WallLog.ASKS));
        log.tick(700_000);
        assertThat(log.opened()).isEmpty();
    }

    @Test
    void ifEverythingIsLateTheTradesCountToo() {
        log.book(0, WallLog.WALL, WallLog.ASKS)
                .book(5_000, WallLog.WALL, WallLog.ASKS)
                .tick(120_000);
        log.book(5_500, 121_000, null, WallLog.levels(WallLog.GONE), WallLog.levels(WallLog.ASKS));
        log.trade(5_200, 120_500, Side.A, "100", "2000").tick(130_000);
        assertThat(log.opened()).isEmpty();
    }

    @Test
    void twoWallsAreOneIncident() {
        String both = "100:10000 99.9:20000 99.8:1000 99.7:1000 99.6:1000";
        log.book(0, both, WallLog.ASKS)
                .book(5_000, both, WallLog.ASKS)
                .book(5_500, WallLog.GONE, WallLog.ASKS)
                .tick(100_000);
        WallPullRun run = WallPullRun.of(log);
        assertThat(run.alerts()).hasSize(2);
        Told resolved = Told.of(run.alerts().get(1));
        assertThat(resolved.valueUsd()).isEqualTo("1998000");
        assertThat(resolved.evidenceCount()).isEqualTo(4);
        assertThat(resolved.evidenceUsd()).isEqualTo("2998000");
        assertThat(run.pulls.sent(WallPullRule.PULL_SIGNALS)).hasSize(2);
    }

    @Test
    void anIncidentSendsAtMostEightSignals() {
        for (int i = 0; i < 12; i++) {
            log.book(i * 9_000, WallLog.WALL, WallLog.ASKS)
                    .book(i * 9_000 + 5_000, WallLog.WALL, WallLog.ASKS);
            log.book(i * 9_000 + 6_000, WallLog.GONE, WallLog.ASKS);
        }
        log.tick(300_000);
        WallPullRun run = WallPullRun.of(log);
        assertThat(run.vanished).hasSize(12);
        assertThat(run.pulls.sent(WallPullRule.PULL_SIGNALS)).hasSize(8);
    }

    @Test
    void aPausedRuleTellsNothingAndFollowsAllTheSame() {
        RuleChange pause = WallLog.change(2, RuleState.PAUSED, "{}", 0);
        assertThat(pulledBy(pause)).isEmpty();
        assertThat(pulledBy(pause, WallLog.change(3, RuleState.ACTIVE, "{}", 5_400))).hasSize(1);
    }

    @Test
    void aRuleInShadowIsMarked() {
        assertThat(pulledBy(WallLog.change(2, RuleState.SHADOW, "{}", 5_500)))
                .singleElement()
                .extracting(Alert::shadow)
                .isEqualTo(true);
    }

    @Test
    void thresholdsMayChangeBetweenTwoBooks() {
        RuleChange strict =
                WallLog.change(2, RuleState.ACTIVE, "{\"max_traded_pct\":\"10\"}", 5_500);
        log.trade(5_200, Side.A, "100", "1000");
        assertThat(pulledBy(strict)).isEmpty();
        assertThat(log.opened()).singleElement().extracting(Alert::ruleVersion).isEqualTo(1);
    }

    @Test
    void parametersAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WallPullRule.DEFINITION.parse(List.of("{\"book_sig_figs\":1}")))
                .withMessageContaining("book_sig_figs must be 0 or from 2 to 5, not 1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> WallPullRule.DEFINITION.parse(List.of("{\"max_traded_pct\":101}")))
                .withMessageContaining("max_traded_pct must not be above 100");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> WallPullRule.DEFINITION.parse(List.of("{\"min_standing_ms\":4999}")))
                .withMessageContaining("min_standing_ms must be from 5000");
    }

    private List<Alert> pulledBy(RuleChange... changes) {
        log.books.clear();
        pulled();
        return log.opened(changes);
    }
}
