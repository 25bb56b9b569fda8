package io.hyperwatch.patterns.largetrade;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;

import static org.assertj.core.api.Assertions.assertThat;

class LargeTradeCoreTest {

    private static final long BEGINNING = 1_760_130_903_000L;

    private static final InForce<LargeTradeParameters> DEFAULTS =
            LargeTradeRule.DEFINITION.inForceAtFirst();

    private final RecordedVerdicts verdicts = new RecordedVerdicts();
    private final HeapTable<String, CountedOrder> orders = new HeapTable<>();
    private final LargeTradeCore core =
            new LargeTradeCore(orders, new HeapCell<>(), new HeapCell<>(), verdicts);

    @Test
    void aMillionIsNotLargeAndACentMoreIs() {
        judge("a", 0, 0, 1, "1000000");
        assertThat(verdicts.alerts()).isEmpty();
        judge("a", 0, 0, 2, "1000000.01");
        assertThat(verdicts.alerts()).hasSize(1);
        assertThat(verdicts.alerts().get(0).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void anOrderThatComesAgainIsOneEventAndItsValueGrows() {
        judge("a", 0, 0, 1, "1500000");
        judge("a", 0, 100, 2, "1800000");
        judge("b", 100, 100, 1, "1200000");
        judge("a", 0, 200, 3, "2500000");
        core.advance(BEGINNING + 60_100);

        assertThat(verdicts.alerts()).hasSize(2);
        Told resolve = Told.of(verdicts.alerts().get(1));
        assertThat(resolve.kind()).isEqualTo(AlertKind.RESOLVE);
        assertThat(resolve.eventTimeMs()).isEqualTo(BEGINNING + 60_100);
        assertThat(resolve.evidenceCount()).isEqualTo(2);
        assertThat(resolve.evidenceUsd()).isEqualTo("3700000");
        assertThat(resolve.valueUsd()).isEqualTo("2500000");
    }

    @Test
    void anOrderWhoseIncidentIsResolvedOpensNoOther() {
        judge("a", 0, 0, 1, "1500000");
        core.advance(BEGINNING + 60_000);
        judge("a", 0, 61_000, 2, "1600000");
        assertThat(verdicts.alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
    }

    @Test
    void tellsTheOneWhoIsWokenWhatHappened() {
        judge("BTC|1|7", 0, 0, 3, "1234567.89");
        Alert alert = verdicts.alerts().get(0);
        assertThat(alert.title())
                .isEqualTo("Large trade: 1,234,568 USD of BTC bought in one order");
        assertThat(alert.message())
                .isEqualTo(
                        "0xtaker bought 10 BTC worth 1,234,568 USD in one order at 2025-10-10 21:15:03 UTC (threshold 1,000,000 USD): 3 trades so far between 1 and 10 USD, transaction 0xhash.");
        assertThat(alert.details())
                .isEqualTo(
                        "{\"hash\":\"0xhash\",\"max_price\":\"10\",\"min_price\":\"1\",\"side\":\"B\",\"size\":\"10\",\"taker\":\"0xtaker\",\"threshold_usd\":\"1000000\",\"trades\":3,\"value_usd\":\"1234567.89\"}");
        assertThat(alert.subject()).isEqualTo("coin:BTC");
    }

    @Test
    void aResolveSaysWhatTheOrdersCameTo() {
        judge("a", 0, 0, 1, "1500000");
        judge("a", 0, 10, 4, "2500000");
        judge("b", 20, 20, 2, "2000000");
        core.advance(BEGINNING + 60_020);
        assertThat(verdicts.alerts().get(1).message())
                .isEqualTo(
                        "It began at 2025-10-10 21:15:03 UTC, lasted 20 ms and has been quiet for 1 min: 2 orders. The largest traded 2,500,000 USD, all of them 4,500,000 USD.");
        assertThat(verdicts.alerts().get(1).details())
                .contains(
                        "\"orders\":2",
                        "\"total_usd\":\"4500000\"",
                        "\"trades\":4",
                        "\"value_usd\":\"2500000\"");
    }

    @Test
    void historyIsNotJudgedAndLateOrdersSaySo() {
        judge("a", 0, 600_001, 1, "9000000");
        assertThat(verdicts.alerts()).isEmpty();
        judge("b", 0, 600_000, 1, "9000000");
        assertThat(verdicts.alerts().get(0).late()).isTrue();
    }

    @Test
    void forgetsOrdersTenMinutesAfterTheyWereLastSeen() {
        for (int i = 0; i < 200; i++) {
            judge("o" + i, i * 30_000L, i * 30_000L, 1, "2000000");
        }
        assertThat(orders.size()).isLessThan(30);
        core.advance(BEGINNING + 200 * 30_000L + 800_000);
        assertThat(orders.size()).isZero();
        assertThat(core.nextDeadlineMs()).isEqualTo(LargeTradeCore.NEVER);
    }

    private void judge(String firstTrade, long atMs, long receivedMs, int trades, String usd) {
        Provenance provenance =
                new Provenance(
                        Source.WS,
                        BEGINNING + receivedMs,
                        new Sequence(1, 1),
                        1,
                        1,
                        0,
                        true,
                        false);
        core.advance(BEGINNING + receivedMs);
        core.judge(
                RandomOrders.order(
                        firstTrade, BEGINNING + atMs, trades, new BigDecimal(usd), provenance),
                BEGINNING + receivedMs,
                DEFAULTS);
    }
}
