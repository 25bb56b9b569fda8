package io.hyperwatch.patterns.reference;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.mid.Quotes;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReferenceDeviationCoreTest {

    private final Quotes btc = new Quotes();
    private RuleRun<Price, ReferenceDeviationParameters> run = run(List.of());

    @Test
    void theThresholdsAreStrictAndGradeTheIncident() {
        outside(0, "100", "100");
        judge(btc.mid(1, "100.3"));
        assertThat(alerts()).isEmpty();
        judge(btc.mid(2, "100.30001"));
        judge(btc.mid(3, "100.5"));
        assertThat(only().severity()).isEqualTo(Severity.INFO);
        judge(btc.mid(4, "99.49999"));
        judge(btc.mid(5, "101"));
        judge(btc.mid(6, "101.00001"));
        assertThat(alerts())
                .extracting(Alert::severity)
                .containsExactly(Severity.INFO, Severity.HIGH, Severity.CRITICAL);
    }

    @Test
    void namesTheVenuesTheirPricesAndAges() {
        judge(btc.outside(0, "okx", "90"));
        judge(btc.outside(8_000, "kraken", "100.2"));
        judge(btc.outside(10_500, "binance", "100"));
        judge(btc.outside(11_000, "coinbase", "100.1"));
        judge(btc.top(11_200, "100.5"));
        assertThat(only().title()).isEqualTo("BTC mid price 0.40 % above outside spot prices");
        assertThat(only().message())
                .isEqualTo(
                        "The mid price of BTC is 100.5, 0.40 % above 100.1, the median of 3 outside spot prices (threshold 0.3 %, high above 0.5 %, critical above 1 %), since 2025-10-10 21:15:14 UTC. Outside: binance 100 (0.7 s old), coinbase 100.1 (0.2 s old), kraken 100.2 (3.2 s old). The mid comes from bbo.");
        assertThat(only().details())
                .isEqualTo(
                        "{\"critical_pct\":\"1.000000\",\"deviation_pct\":\"0.399600\",\"direction\":\"above\",\"high_pct\":\"0.500000\",\"max_reference_age_ms\":10000,\"mid\":\"100.5\",\"mid_source\":\"bbo\",\"min_venues\":2,\"rearm_pct\":\"0.240000\",\"reference_price\":\"100.1\",\"threshold_pct\":\"0.300000\",\"venue_count\":3,\"venues\":["
                                + "{\"age_ms\":700,\"counted\":true,\"price\":\"100\",\"received_at\":\"2025-10-10T21:15:13.500Z\",\"venue\":\"binance\"},"
                                + "{\"age_ms\":200,\"counted\":true,\"price\":\"100.1\",\"received_at\":\"2025-10-10T21:15:14.000Z\",\"venue\":\"coinbase\"},"
                                + "{\"age_ms\":3200,\"counted\":true,\"price\":\"100.2\",\"received_at\":\"2025-10-10T21:15:11.000Z\",\"venue\":\"kraken\"},"
                                + "{\"age_ms\":11200,\"counted\":false,\"price\":\"90\",\"received_at\":\"2025-10-10T21:15:03.000Z\",\"venue\":\"okx\"}]}");
    }

    @Test
    void oneVenueIsNoQuorum() {
        judge(btc.outside(0, "binance", "100"));
        judge(btc.mid(1, "200"));
        judge(btc.outside(2, "binance", "100"));
        assertThat(alerts()).isEmpty();
        judge(btc.outside(3, "kraken", "100"));
        assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void ofAnEvenNumberTheMedianIsInTheMiddle() {
        outside(0, "99.9", "100.1");
        judge(btc.mid(1, "100.3"));
        assertThat(alerts()).isEmpty();
        judge(btc.mid(2, "100.31"));
        assertThat(only().details()).contains("\"reference_price\":\"100\"");
    }

    @Test
    void anOutsidePriceCountsForTenSeconds() {
        outside(0, "100", "100");
        judge(btc.mid(10_001, "101"));
        assertThat(alerts()).isEmpty();
        outside(20_000, "100", "100");
        judge(btc.mid(30_000, "100.4"));
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void aSilentSourceEndsNothingEither() {
        outside(0, "100", "100");
        judge(btc.mid(1, "101"));
        judge(btc.mid(20_000, "100")); // nothing to compare it with
        run.advance(Quotes.BEGINNING + 10_000_000);
        only();
        outside(10_000_000, "100", "100");
        judge(btc.mid(10_000_001, "100.24"));
        run.advance(Quotes.BEGINNING + 11_000_000);
        only();
        outside(11_000_000, "100", "100");
        judge(btc.mid(11_000_001, "100.2399"));
        run.advance(Quotes.BEGINNING + 11_060_000);
        only();
        run.advance(Quotes.BEGINNING + 11_060_001);
        assertThat(alerts()).extracting(Alert::kind).last().isEqualTo(AlertKind.RESOLVE);
        assertThat(alerts().get(1).message()).endsWith("the mid was 1.00 % away from them.");
    }

    @Test
    void aFreshOutsidePriceIsNotComparedWithAnOldMid() {
        outside(0, "100", "100");
        judge(btc.mid(1, "100"));
        outside(10_002, "110", "110");
        assertThat(alerts()).isEmpty();
        judge(btc.mid(10_003, "100"));
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void pricesOfBeforeTheFirstOutsidePriceAreNotKept() {
        judge(btc.mid(0, "101"));
        outside(1, "100", "100");
        assertThat(alerts()).isEmpty();
    }

    @Test
    void repeatsZerosAndHistoryAreNotJudged() {
        Price old = btc.outside(0, "binance", "50");
        judge(old);
        outside(1, "100", "100");
        judge(btc.outside(1, "kraken", "0"));
        judge(btc.mid(2, "100"));
        judge(old);
        judge(btc.top(2, 600_003, "200"));
        assertThat(alerts()).isEmpty();
    }

    @Test
    void holdsAtMostSixteenVenues() {
        OutsidePrices outside = OutsidePrices.NONE;
        for (int i = 0; i < 100; i++) {
            outside = outside.with(btc.outside(i, "venue" + i, "100"));
        }
        assertThat(outside.venues()).hasSize(OutsidePrices.MAX_VENUES);
        assertThat(outside.venues()).extracting(VenuePrice::venue).contains("venue99", "venue84");
    }

    @Test
    void whatIsInForceDecidesRecordByRecord() {
        run =
                run(
                        List.of(
                                change(2, "{\"info_pct\":\"0.1\"}", RuleState.ACTIVE, 10_000),
                                change(3, "{}", RuleState.PAUSED, 20_000),
                                change(4, "{}", RuleState.SHADOW, 90_000)));
        outside(9_000, "100", "100");
        judge(btc.mid(9_999, "100.2"));
        assertThat(alerts()).isEmpty();
        judge(btc.mid(10_000, "100.2"));
        assertThat(only().ruleVersion()).isEqualTo(2);
        outside(20_000, "100", "100");
        run.advance(Quotes.BEGINNING + 80_001);
        assertThat(alerts()).extracting(Alert::kind).last().isEqualTo(AlertKind.RESOLVE);
        outside(90_000, "100", "100");
        judge(btc.mid(90_001, "105"));
        assertThat(alerts()).hasSize(3);
        assertThat(alerts().get(2).shadow()).isTrue();
    }

    @Test
    void badParametersAreRefusedByName() {
        assertThatThrownBy(
                        () ->
                                ReferenceDeviationRule.DEFINITION.parse(
                                        List.of("{\"min_venues\":0}")))
                .hasMessage("reference-deviation: min_venues must be from 1 to 16, not 0");
    }

    private void outside(long atMs, String binance, String kraken) {
        judge(btc.outside(atMs, "binance", binance));
        judge(btc.outside(atMs, "kraken", kraken));
    }

    private Alert only() {
        assertThat(alerts()).hasSize(1);
        return alerts().get(0);
    }

    private List<Alert> alerts() {
        return run.recorded().alerts();
    }

    private void judge(Price price) {
        run.judge(price, Math.max(price.timeMs(), price.provenance().receivedAtMs()));
    }

    private static RuleRun<Price, ReferenceDeviationParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new ReferenceDeviationRule(),
                price -> new RecordScope(price.coin(), null, price.timeMs()),
                changes);
    }

    private static RuleChange change(int version, String parameters, RuleState state, long atMs) {
        return new RuleChange(
                ReferenceDeviationCore.RULE,
                "*",
                version,
                parameters,
                state,
                Quotes.BEGINNING + atMs,
                "test");
    }
}
