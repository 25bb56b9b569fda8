package io.hyperwatch.patterns.oracle;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class OracleDeviationCoreTest {

    private static final String LIQUID = "10000000";

    private static final InForce<OracleDeviationParameters> DEFAULTS =
            OracleDeviationRule.DEFINITION.inForceAtFirst();

    private final RecordedVerdicts verdicts = new RecordedVerdicts();
    private final List<BreachSignal> signals = new ArrayList<>();
    private final HeapCell<OracleState> state = new HeapCell<>();
    private final OracleDeviationCore core =
            new OracleDeviationCore(state, new HeapCell<>(), verdicts, signals::add);
    private final Prices btc = new Prices("BTC");
    private InForce<OracleDeviationParameters> rule = DEFAULTS;

    @Test
    void halfAPercentIsNotABreachAndALittleMoreIs() {
        judge(btc.context(0, "100", "100", "100.5", LIQUID));
        assertThat(verdicts.alerts()).isEmpty();
        judge(btc.context(1, "100", "100", "100.50000001", LIQUID));
        assertThat(verdicts.alerts()).hasSize(1);
        assertThat(only().severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void tellsTheOneWhoIsWokenWhatWhereHowMuchAndSinceWhen() {
        judge(btc.context(0, "100", "100.3", "100", "12345678.9"));
        judge(btc.top(900, "101.2", "101.3"));

        assertThat(only().title()).isEqualTo("BTC mid price 1.25 % above its oracle price");
        assertThat(only().message())
                .isEqualTo(
                        "The mid price of BTC is 101.25, 1.25 % above the oracle price of 100 (threshold 0.5 %, critical above 1 %), since 2025-10-10 21:15:03 UTC. The mid comes from bbo; the mark price is 100.3. The oracle price was received 0.9 s earlier. Volume of 24 hours: 12,345,679 USD.");
        assertThat(only().details())
                .isEqualTo(
                        "{\"breach_started_at\":\"2025-10-10T21:15:03.900Z\",\"critical_min_volume_usd\":\"10000000\",\"critical_pct\":\"1.000000\",\"deviation_pct\":\"1.250000\",\"direction\":\"above\",\"mark_price\":\"100.3\",\"mid_source\":\"bbo\",\"oracle_age_ms\":900,\"oracle_price\":\"100\",\"price\":\"101.25\",\"rearm_pct\":\"0.400000\",\"reference\":\"mid\",\"risk_score\":\"60\",\"threshold_pct\":\"0.500000\",\"volume_24h_usd\":\"12345678.9\"}");
        assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(only().coin()).isEqualTo("BTC");
        assertThat(only().valueUsd()).isNull();
    }

    @Test
    void aThinMarketIsNeverCriticalAndSaysWhy() {
        judge(btc.context(0, "100", "98", "100", "9999999.99"));
        assertThat(only().severity()).isEqualTo(Severity.WARNING);
        assertThat(only().message()).endsWith("Critical needs a volume of 10,000,000 USD.");
        assertThat(only().details()).contains("\"reference\":\"mark\"", "\"mid_source\":null");
    }

    @Test
    void escalatesOnceAndNeverBackwards() {
        judge(btc.context(0, "100", null, "100.6", LIQUID));
        judge(btc.context(1_000, "100", null, "101.5", LIQUID));
        judge(btc.context(2_000, "100", null, "100.6", LIQUID));
        judge(btc.context(3_000, "100", null, "102", LIQUID));
        assertThat(verdicts.alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.ESCALATE);
        assertThat(verdicts.alerts().get(1).incidentId())
                .isEqualTo(verdicts.alerts().get(0).alertId());
        assertThat(signals).isEmpty();
    }

    @Test
    void thePatternIsToldOfABreachWhenItsFirstStepIsOver() {
        judge(btc.context(0, "100", null, "100.6", LIQUID));
        advance(29_999);
        assertThat(signals).isEmpty();
        advance(30_000);
        judge(btc.context(31_000, "100", null, "101.5", LIQUID));
        judge(btc.context(32_000, "100", null, "100", LIQUID));
        assertThat(signals)
                .extracting(BreachSignal::kind)
                .containsExactly(
                        BreachKind.BREACH,
                        BreachKind.SUSTAINED,
                        BreachKind.ESCALATED,
                        BreachKind.RECOVERED);
        assertThat(signals).extracting(BreachSignal::startedAtMs).containsOnly(Prices.BEGINNING);
    }

    @Test
    void bestBidAndAskCountForTwoSecondsIfTwoSidedAndTight() {
        judge(btc.context(0, "100", null, "100", LIQUID));
        judge(btc.top(0, "99.4", "99.2")); // crossed: still a price
        assertThat(only().details()).contains("\"mid_source\":\"bbo\"", "\"price\":\"99.3\"");
        judge(btc.top(10, null, "98"));
        judge(btc.top(20, "98", null));
        judge(btc.top(30, "98", "99"));
        assertThat(isBreached()).isFalse();
        judge(btc.top(40, "98.01", "98.9901")); // exactly 0.995 % wide
        assertThat(isBreached()).isTrue();
        judge(btc.mid(2_040, "100"));
        assertThat(isBreached()).isTrue();
        judge(btc.mid(2_041, "100"));
        assertThat(isBreached()).isFalse();
    }

    @Test
    void anEmptyBookFallsBackToAllMids() {
        judge(btc.mid(0, "99"));
        judge(btc.context(1, "100", null, null, LIQUID));
        assertThat(only().details()).contains("\"mid_source\":\"allMids\"");
    }

    @Test
    void coinsWithoutAnOraclePriceAreNeverJudged() {
        judge(btc.mid(0, "1"));
        judge(btc.context(1, null, "1", "1", LIQUID));
        judge(btc.context(2, "0", "1", "1", LIQUID));
        judge(btc.top(3, "2", "2"));
        assertThat(verdicts.alerts()).isEmpty();
    }

    @Test
    void aBreachIsSustainedInSilenceAndResolvedAMinuteAfterItFellBelowFourFifths() {
        judge(btc.context(0, "100", null, "100.6", LIQUID));
        judge(btc.context(10_000, "100", null, "100.4", LIQUID)); // exactly 0.8 of it: goes on
        advance(299_999);
        assertThat(signals).extracting(BreachSignal::sustainedSeconds).containsExactly(30, 30, 60);
        advance(400_000);
        judge(btc.context(400_000, "100", null, "100.3999999", LIQUID));
        judge(btc.context(459_999, "100", null, "100.45", LIQUID)); // begins nothing, ends nothing
        advance(500_000);
        assertThat(verdicts.alerts()).hasSize(1);
        judge(btc.context(500_000, "100", null, "100", LIQUID));
        advance(560_000);

        assertThat(verdicts.alerts()).hasSize(2);
        Alert resolve = verdicts.alerts().get(1);
        assertThat(resolve.kind()).isEqualTo(AlertKind.RESOLVE);
        assertThat(resolve.eventTimeMs()).isEqualTo(Prices.BEGINNING + 560_000);
        assertThat(resolve.title()).isEqualTo("Resolved: BTC is back at its oracle price");
        assertThat(resolve.message())
                .contains("At its worst the price was 0.60 % away from the oracle price.");
        assertThat(signals)
                .extracting(BreachSignal::kind)
                .containsExactly(
                        BreachKind.BREACH,
                        BreachKind.SUSTAINED,
                        BreachKind.SUSTAINED,
                        BreachKind.SUSTAINED,
                        BreachKind.RECOVERED);
        assertThat(core.nextDeadlineMs()).isEqualTo(OracleDeviationCore.NEVER);
    }

    @Test
    void anotherBreachBeforeTheResolveBelongsToTheSameIncident() {
        judge(btc.context(0, "100", null, "100.6", LIQUID));
        judge(btc.context(1_000, "100", null, "100", LIQUID));
        judge(btc.context(60_999, "100", null, "100.7", LIQUID));
        assertThat(verdicts.alerts()).hasSize(1);
        advance(90_999);
        assertThat(signals)
                .extracting(BreachSignal::kind)
                .containsExactly(BreachKind.BREACH, BreachKind.SUSTAINED);
        assertThat(signals).extracting(BreachSignal::incidentId).containsOnly(only().alertId());
    }

    @Test
    void repeatsAndOldBestBidsAndAsksChangeNothing() {
        judge(btc.context(4_000, "100", "100", "100", LIQUID));
        Price calm = btc.top(5_000, "100", "100");
        Price old = btc.top(4_999, "200", "200");
        judge(calm);
        core.judge(old, Prices.BEGINNING + 5_000, DEFAULTS);
        core.judge(calm, Prices.BEGINNING + 5_000, DEFAULTS);
        assertThat(verdicts.alerts()).isEmpty();
    }

    @Test
    void contextsAndMidsAreJudgedAfterTheClockWasSetBack() {
        judge(btc.mid(30_000, "100"));
        judge(btc.context(30_000, "100", null, null, LIQUID));
        long logTimeMs = Prices.BEGINNING + 30_000;
        core.judge(btc.mid(1_000, "100.7"), logTimeMs, DEFAULTS);
        assertThat(only().details()).contains("\"mid_source\":\"allMids\"");
        core.judge(btc.context(2_000, "100", null, "100", LIQUID), logTimeMs, DEFAULTS);
        advance(61_999);
        only();
        advance(62_000);
        assertThat(verdicts.alerts()).hasSize(2);
    }

    @Test
    void aFreshPriceIsNotComparedWithTheOraclePriceFromBeforeAGap() {
        judge(btc.context(0, "100", "100", "100", LIQUID));
        for (long ms = 200; ms <= 300_000; ms += 200) {
            advance(ms);
        }
        judge(btc.top(300_000, "102", "102"));
        judge(btc.mid(300_000, "102"));
        judge(btc.context(300_100, "102", "102", "102", LIQUID));
        advance(1_000_000);
        assertThat(verdicts.alerts()).isEmpty();
        assertThat(signals).isEmpty();
    }

    @Test
    void anOraclePriceCountsForAMinuteAndThenNothingBeginsOrEnds() {
        judge(btc.context(0, "100", null, "100", LIQUID));
        judge(btc.top(60_000, "102", "102"));
        assertThat(only().details()).contains("\"oracle_age_ms\":60000");
        judge(btc.top(60_001, "100", "100"));
        judge(btc.top(60_002, "102", "102"));
        advance(500_000);
        only();
        assertThat(signals)
                .extracting(BreachSignal::sustainedSeconds)
                .containsExactly(30, 30, 60, 300);
        judge(btc.context(500_000, "102", null, "102", LIQUID));
        advance(560_000);
        assertThat(verdicts.alerts()).hasSize(2);
        assertThat(verdicts.alerts().get(1).details()).contains("\"event_count\":1");
    }

    @Test
    void bestBidAndAskThatCameLateAreNoYoungerThanTheContextSays() {
        judge(btc.context(60_000, "100", null, "100", LIQUID));
        judge(btc.top(10_000, 60_100, "98", "98"));
        judge(btc.top(57_999, 60_200, "98", "98"));
        assertThat(verdicts.alerts()).isEmpty();
        judge(btc.top(58_000, 60_300, "98", "98"));
        assertThat(only().details()).contains("\"mid_source\":\"bbo\"");
    }

    @Test
    void aLateBreachIsNotResolvedBeforeItHasBeenQuietForAMinute() {
        judge(btc.context(0, "100", null, "100", LIQUID));
        judge(btc.top(1_000, 200_000, "99", "99")); // held from 200,000 on
        Price onTheWay = btc.top(40_000, 100_000, "100", "100");
        core.judge(onTheWay, Prices.BEGINNING + 200_000, DEFAULTS);
        advance(259_999);
        only();
        advance(260_000);
        assertThat(verdicts.alerts().get(1).eventTimeMs()).isEqualTo(Prices.BEGINNING + 260_000);
    }

    @Test
    void pricesOfMoreThanTenMinutesAgoAreHistoryAndOfMoreThanOneAreLate() {
        judge(btc.context(0, "100", null, "100", LIQUID));
        judge(btc.top(1_000, 601_001, "99", "99"));
        assertThat(verdicts.alerts()).isEmpty();
        judge(btc.top(1_001, 601_001, "99", "99"));
        assertThat(only().late()).isTrue();
        assertThat(only().eventTimeMs()).isEqualTo(Prices.BEGINNING + 1_001);
    }

    @Test
    void aRuleInShadowDoesNotGoOnWithTheBreachOfAnActiveIncident() {
        judge(btc.context(0, "100", null, "100.6", LIQUID));
        rule = new InForce<>(2, RuleState.SHADOW, rule.parameters());
        judge(btc.context(1_000, "100", null, "105", LIQUID));
        judge(btc.context(40_000, "100", null, "105", LIQUID));
        assertThat(signals).isEmpty();
        judge(btc.context(61_000, "100", null, "100.7", LIQUID));
        assertThat(verdicts.alerts()).extracting(Alert::shadow).containsExactly(false, false, true);
        assertThat(verdicts.alerts().get(1).message()).contains("0.60 %");
        assertThat(verdicts.alerts().get(1).eventTimeMs()).isEqualTo(Prices.BEGINNING + 61_000);

        rule = new InForce<>(3, RuleState.ACTIVE, rule.parameters());
        judge(btc.context(62_000, "100", null, "100.8", LIQUID));
        assertThat(verdicts.alerts())
                .extracting(Alert::kind)
                .containsExactly(
                        AlertKind.OPEN,
                        AlertKind.RESOLVE,
                        AlertKind.OPEN,
                        AlertKind.RESOLVE,
                        AlertKind.OPEN);
        assertThat(verdicts.alerts().get(3).message()).contains("0.70 %");
        assertThat(verdicts.alerts().get(4).shadow()).isFalse();
    }

    @Test
    void riskFollowsTheFormulaOfTheSourceSystems() {
        assertThat(risk("0.3", 0)).isEqualByComparingTo("20");
        assertThat(risk("0.45", 15)).isEqualByComparingTo("35");
        assertThat(risk("0.5", 0)).isEqualByComparingTo("40");
        assertThat(risk("0.999999", 30)).isEqualByComparingTo("60");
        assertThat(risk("1", 60)).isEqualByComparingTo("90");
        assertThat(risk("7", 300)).isEqualByComparingTo("100");
        assertThat(risk("0.6", 10)).isEqualByComparingTo("43.333333");
    }

    private static BigDecimal risk(String percent, long seconds) {
        return OracleRisk.score(new BigDecimal(percent), seconds * 1_000);
    }

    private Alert only() {
        assertThat(verdicts.alerts()).hasSize(1);
        return verdicts.alerts().get(0);
    }

    private boolean isBreached() {
        return state.get().breach() != null;
    }

    private void judge(Price price) {
        long logTimeMs = Math.max(price.timeMs(), price.provenance().receivedAtMs());
        core.advance(logTimeMs);
        core.judge(price, logTimeMs, rule);
    }

    private void advance(long afterBeginningMs) {
        core.advance(Prices.BEGINNING + afterBeginningMs);
    }
}
