package io.hyperwatch.patterns.cascade;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.math.BigDecimal;

import static io.hyperwatch.patterns.cascade.CascadeFills.BEGINNING;
import static io.hyperwatch.patterns.cascade.CascadeFills.change;
import static org.assertj.core.api.Assertions.assertThat;

class CascadeCoreTest {

    private CascadeFills coin = new CascadeFills();

    @Test
    void fiveLiquidationsOfMoreThanAHundredThousandWithinExactlyFiveMinutesAreAlerted() {
        coin.judge("A", 0, "20000");
        coin.judge("B", 0, "20000");
        coin.judge("C", 100_000, "20000");
        coin.judge("D", 200_000, "20000");
        coin.judge("E", 300_000, "20000.01");

        Alert alert = only();
        assertThat(alert.severity()).isEqualTo(Severity.WARNING);
        assertThat(alert.subject()).isEqualTo("coin:BTC");
        assertThat(alert.firstEventTimeMs()).isEqualTo(BEGINNING);
        assertThat(alert.eventTimeMs()).isEqualTo(BEGINNING + 300_000);
    }

    @Test
    void exactlyAHundredThousandIsNotEnough() {
        coin.several(5, 0, "20000");
        assertThat(coin.alerts()).isEmpty();
        coin.judge("one more", 10, "0.01");
        assertThat(coin.alerts()).hasSize(1);
    }

    @Test
    void oneMillisecondMoreThanFiveMinutesIsTooLong() {
        coin.judge("A", 0, "50000");
        coin.several(3, 1, "50000");
        coin.judge("E", 300_001, "50000");
        assertThat(coin.alerts()).isEmpty();
    }

    @Test
    void fillsAreNotLiquidations() {
        coin.several(3, 0, "500000");
        for (int fill = 1; fill < 10; fill++) {
            String total = 100_000 * fill + "";
            coin.fill("A").at(fill).usd("100000").further(fill, 1, total).judge();
        }
        assertThat(coin.alerts()).isEmpty();
    }

    @Test
    void anOlderLiquidationThatGoesOnCompletesTheWindowItBeganIn() {
        coin.judge("A", 0, "1");
        coin.several(4, 1_000, "20000");
        coin.judge("Z", 305_000, "1");
        assertThat(coin.alerts()).isEmpty();
        coin.fill("A").at(306_000).usd("20000").further(2, 0, "20001").judge();

        assertThat(only().valueUsd()).isEqualByComparingTo("100001");
        assertThat(only().eventTimeMs()).isEqualTo(BEGINNING + 306_000);
        assertThat(only().firstEventTimeMs()).isEqualTo(BEGINNING);
        assertThat(Told.of(only()).evidenceCount()).isEqualTo(6);
    }

    @Test
    void ofTheWindowsThatHoldTheOneThatEndsLatestIsTold() {
        coin =
                new CascadeFills(
                        change(2, RuleState.PAUSED, -1, "{}"),
                        change(3, RuleState.ACTIVE, 250_000, "{}"),
                        change(4, RuleState.PAUSED, 250_001, "{}"));
        coin.several(4, 0, "90000");
        coin.several(4, 290_000, "30000");
        coin.several(4, 500_000, "10000");
        coin.fill("goes on").at(250_000).receivedAt(500_010).usd("1").judge();
        // up to 290,003 all the first nine, up to 500,003 only the last nine
        assertThat(only().valueUsd()).isEqualByComparingTo("160001");
    }

    @Test
    void anEarlierFillThatArrivesLaterMovesItsLiquidation() {
        coin = new CascadeFills(change(2, RuleState.ACTIVE, -1, "{\"window_ms\":1000}"));
        coin.several(4, 1_000, "30000");
        coin.judge("A", 2_004, "30000");
        assertThat(coin.alerts()).isEmpty();
        coin.judge("B", 2_500, "1");
        coin.fill("A").at(1_500).receivedAt(2_600).usd("1").further(2, 1_500, "30001").judge();
        assertThat(only().valueUsd()).isEqualByComparingTo("150001");
    }

    @Test
    void aLiquidationThatMovesTakesItsPricesAlong() {
        coin = new CascadeFills(change(2, RuleState.ACTIVE, -1, "{\"window_ms\":1000}"));
        coin.fill("low").at(5_000).price("50").usd("1").judge();
        coin.fill("high").at(5_000).price("104").usd("104").judge();
        coin.fill("low").at(3_000).receivedAt(5_001).price("50").further(2, 3_000, "2").judge();
        coin.several(4, 5_100, "40000");

        assertThat(only().details())
                .contains("\"lowest_price\":\"100\"")
                .contains("\"highest_price\":\"104\"")
                .contains("\"price_impact_pct\":\"4.000000\"");
    }

    @Test
    void aPriceOfZeroIsNoPrice() {
        coin.fill("A").price("0").judge();
        coin.several(3, 0, "500000");
        coin.fill("B").at(10).price("0").judge();
        assertThat(only().details()).contains("\"lowest_price\":\"100\"");
        coin = new CascadeFills(change(2, RuleState.ACTIVE, -1, "{\"threshold_usd\":\"1\"}"));
        for (int i = 0; i < 5; i++) {
            coin.fill("free " + i).price("0").further(2, 0, "1").judge();
        }
        assertThat(only().details())
                .contains("\"lowest_price\":null")
                .contains("\"price_impact_pct\":\"0.000000\"");
    }

    @Test
    void whatIsRepeatedOrHistoryDoesNotCount() {
        coin.several(4, 0, "50000");
        coin.fill("E").at(10).usd("50000").notCounted().judge();
        coin.fill("F").at(11).usd("50000").history().judge();
        assertThat(coin.alerts()).isEmpty();
        coin.fill("G").at(12).usd("1").grade(LiquidationGrade.CONFIRMED_BACKSTOP).judge();
        assertThat(coin.alerts()).hasSize(1);
    }

    @Test
    void aLateFillHoldsFromTheTimeItCame() {
        coin.several(4, 0, "50000");
        coin.fill("E").at(1_000).receivedAt(61_001).usd("50000").judge();
        assertThat(only().late()).isTrue();
        coin.pass(661_000);
        assertThat(coin.alerts()).hasSize(1);
        coin.pass(661_001);
        assertThat(coin.alerts().get(1).kind()).isEqualTo(AlertKind.RESOLVE);
    }

    @Test
    void severityRisesWithTheScore() {
        coin.several(9, 0, "250000");
        assertThat(only().severity()).isEqualTo(Severity.WARNING);
        coin.judge("tenth", 20, "249999.99");
        assertThat(coin.alerts()).hasSize(1);
        coin.fill("tenth").at(21).usd("0.01").further(2, 20, "250000").judge();
        // 30 for ten, 20 for 2.5M
        assertThat(coin.alerts()).hasSize(2);
        assertThat(coin.alerts().get(1).kind()).isEqualTo(AlertKind.ESCALATE);
        assertThat(coin.alerts().get(1).severity()).isEqualTo(Severity.HIGH);
        assertThat(coin.alerts().get(1).details()).contains("\"risk_score\":\"50\"");
        coin.fill("eleventh").at(22).price("103.3").usd("1.033").judge();
        assertThat(coin.alerts()).hasSize(2);
        coin.fill("twelfth").at(23).price("103.4").usd("1.034").judge();
        assertThat(coin.alerts().get(2).severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void inPauseItRemembersAndInShadowItSaysSo() {
        coin =
                new CascadeFills(
                        change(2, RuleState.PAUSED, -1, "{}"),
                        change(3, RuleState.SHADOW, 1_000, "{}"),
                        change(4, RuleState.ACTIVE, 2_000, "{\"min_liquidations\":8}"));
        coin.several(5, 0, "30000");
        assertThat(coin.alerts()).isEmpty();
        coin.judge("sixth", 1_500, "1");
        assertThat(only().shadow()).isTrue();
        assertThat(Told.of(only()).evidenceCount()).isEqualTo(6);
        coin.judge("seventh", 2_000, "1");
        assertThat(coin.alerts()).hasSize(1);
        coin.judge("eighth", 2_001, "1");
        assertThat(coin.alerts()).extracting(Alert::kind).element(1).isEqualTo(AlertKind.RESOLVE);
        assertThat(coin.alerts().get(2).shadow()).isFalse();
        assertThat(coin.alerts().get(2).ruleVersion()).isEqualTo(4);
    }

    @Test
    void tellsTheOneWhoIsWokenWhatHappened() {
        coin.fill("A").at(0).price("110000").usd("1100000").judge();
        coin.fill("B").at(1).price("108000").usd("540000").judge();
        coin.fill("C").at(2).price("107500").usd("107500").judge();
        coin.fill("D").at(3).price("109000").usd("1090000").side(PositionSide.SHORT).judge();
        coin.fill("E").at(4).price("107250").usd("214500").judge();

        assertThat(only().title())
                .isEqualTo(
                        "Liquidation cascade in BTC: 5 liquidations worth 3,052,000 USD within 5 min, mostly longs");
        assertThat(only().message())
                .isEqualTo(
                        "Since 2025-10-10 21:15:03 UTC, 5 liquidations of 5 accounts worth 3,052,000 USD began in BTC within 5 min (threshold: 5 worth more than 100,000 USD). Longs: 4 worth 1,962,000 USD; shorts: 1 worth 1,090,000 USD. Prices from 107250 to 110000, 2.56 % apart. Score 54.8 of 100 (high from 50, critical from 70).");
        assertThat(only().details())
                .isEqualTo(
                        "{\"confirmed_liquidations\":5,\"confirmed_usd\":\"3052000\",\"critical_score\":\"70\",\"dominant_side\":\"long\",\"high_score\":\"50\",\"highest_price\":\"110000\",\"liquidations\":5,\"long_liquidations\":4,\"long_usd\":\"1962000\",\"lowest_price\":\"107250\",\"min_grade\":\"confirmed_fill\",\"min_liquidations\":5,\"price_impact_pct\":\"2.564103\",\"risk_score\":\"54.800615\",\"short_liquidations\":1,\"short_usd\":\"1090000\",\"threshold_usd\":\"100000\",\"total_usd\":\"3052000\",\"unique_accounts\":5,\"window_end\":\"2025-10-10T21:15:03.004Z\",\"window_ms\":300000,\"window_start\":\"2025-10-10T21:15:03.000Z\"}");
        coin.pass(600_004);
        assertThat(coin.alerts().get(1).title())
                .isEqualTo("Resolved: no liquidation cascade in BTC any more");
        assertThat(coin.alerts().get(1).eventTimeMs()).isEqualTo(BEGINNING + 600_004);
    }

    @Test
    void aResolveSaysWhatTheIncidentCameTo() {
        for (int i = 0; i < 5; i++) {
            coin.fill("L" + i).at(i).price("100").usd("100000").judge();
        }
        for (int i = 5; i < 8; i++) {
            coin.fill("S" + i).at(i).price("101").usd("1010").side(PositionSide.SHORT).judge();
        }
        coin.fill("late").at(300_006).price("90").usd("90").judge();
        coin.pass(900_006);

        Alert resolve = coin.alerts().get(coin.alerts().size() - 1);
        assertThat(resolve.message())
                .isEqualTo(
                        "It began at 2025-10-10 21:15:03 UTC, lasted 3 ms and has been quiet for 10 min: 8 liquidation fills. Its worst window held 8 liquidations worth 503,030 USD.");
        assertThat(resolve.details())
                .contains(
                        "\"liquidations\":8",
                        "\"total_usd\":\"503030\"",
                        "\"fills_usd\":\"503030\"",
                        "\"long_liquidations\":5",
                        "\"short_usd\":\"3030\"",
                        "\"unique_accounts\":8",
                        "\"highest_price\":\"101\"",
                        "\"threshold_usd\":\"100000\"");
    }

    @Test
    void theSidesOfAWindowThatIsNoLongerRememberedAreNotTold() {
        for (int i = 0; i < 6; i++) {
            coin.fill("L" + i).at(i).price("100").usd("1000000").judge();
        }
        for (int i = 1; i < 60; i++) {
            coin.fill("M" + i).at(i * 50_000L).price("100").usd("20000").judge();
        }
        coin.pass(59 * 50_000L + 600_000);

        Alert resolve = coin.alerts().get(coin.alerts().size() - 1);
        assertThat(resolve.kind()).isEqualTo(AlertKind.RESOLVE);
        assertThat(resolve.details())
                .contains(
                        "\"total_usd\":\"6120000\"", "\"long_usd\":null", "\"dominant_side\":null");
    }

    @Test
    @Timeout(60)
    void allForcedFillsOfOneBlockAreOneIncident() {
        for (int i = 0; i < 22_558; i++) {
            coin.judge("L" + i, 0, "1000");
        }
        coin.pass(600_000);
        assertThat(coin.alerts())
                .extracting(Alert::kind)
                .containsExactly(
                        AlertKind.OPEN, AlertKind.ESCALATE, AlertKind.ESCALATE, AlertKind.RESOLVE);
        Told resolve = Told.of(coin.alerts().get(3));
        assertThat(resolve.evidenceCount()).isEqualTo(22_558);
        assertThat(resolve.valueUsd()).isEqualTo("22558000");
        assertThat(coin.alerts().get(3).evidence().length()).isLessThan(15_000);
        assertThat(coin.run().stored()).isEqualTo(22_558 + 4);
    }

    @Test
    void forgetsLiquidationsHalfAnHourAfterTheyBegan() {
        for (int i = 0; i < 500; i++) {
            coin.judge("L" + i, i * 10_000L, "10");
        }
        assertThat(coin.run().stored()).isBetween(180 * 2, 211 * 5);
        // the widest node covers 17.5 minutes
        coin.pass(500 * 10_000L + 1_800_000 + 1_048_576 + 300_000);
        assertThat(coin.run().stored()).isZero();
        assertThat(coin.run().detector().nextDeadlineMs()).isEqualTo(Detector.NEVER);
    }

    @Test
    void theScoreIsComparedExactly() {
        // 5 liquidations: 15, 1M: 8, and 600 / 3 times the spread
        assertThat(score("3", "3.01").value()).isEqualByComparingTo("25");
        assertThat(score("3", "3.01").reaches(new BigDecimal("25"))).isTrue();
        assertThat(score("3", "3.01").reaches(new BigDecimal("25.000000000001"))).isFalse();
        assertThat(score("7", "7.01").value()).isEqualByComparingTo("23.857143");
        assertThat(score("7", "7.01").reaches(new BigDecimal("23.857143"))).isFalse();
        assertThat(score("100", "105").value()).isEqualByComparingTo("53");
        assertThat(score("100", "300").value()).isEqualByComparingTo("53");
        assertThat(score(null, null).value()).isEqualByComparingTo("23");
    }

    private static CascadeScore score(String lowest, String highest) {
        return CascadeScore.of(
                new StartSum(
                        0,
                        5,
                        new BigDecimal("1000000"),
                        lowest == null ? null : new BigDecimal(lowest),
                        highest == null ? null : new BigDecimal(highest)));
    }

    private Alert only() {
        assertThat(coin.alerts()).hasSize(1);
        return coin.alerts().get(0);
    }
}
