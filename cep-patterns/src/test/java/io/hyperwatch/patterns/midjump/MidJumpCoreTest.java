package io.hyperwatch.patterns.midjump;

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

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MidJumpCoreTest {

    private static final String LIQUID = "10000000";

    private final Quotes btc = new Quotes();
    private RuleRun<Price, MidJumpParameters> run =
            run(change(2, "{}", RuleState.ACTIVE, -1_000_000));

    @Test
    void isOffByDefault() {
        run = run();
        judge(btc.mid(0, "100"));
        judge(btc.mid(1, "200"));
        assertThat(alerts()).isEmpty();
    }

    @Test
    void halfAPercentIsNoJumpAndALittleMoreIs() {
        judge(btc.mid(0, "200"));
        judge(btc.mid(1_000, "201"));
        assertThat(alerts()).isEmpty();
        judge(btc.mid(2_000, "202.0050001"));
        assertThat(only().severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void tellsFromWhereToWhere() {
        judge(btc.context(0, "100", "12345678"));
        judge(btc.top(900, "98.75"));
        assertThat(only().title()).isEqualTo("BTC mid price jumped 1.25 % down");
        assertThat(only().message())
                .isEqualTo(
                        "The mid price of BTC went from 100 to 98.75, 1.25 % down, within 0.9 s (threshold 0.5 %, critical above 1 %). Jumps since 2025-10-10 21:15:03 UTC. The mid comes from bbo, the one before from context. Volume of 24 hours: 12,345,678 USD.");
        assertThat(only().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(only().details())
                .isEqualTo(
                        "{\"critical_min_volume_usd\":\"10000000\",\"critical_pct\":\"1.000000\",\"direction\":\"below\",\"jump_pct\":\"1.250000\",\"last_mid\":\"100\",\"last_mid_age_ms\":900,\"last_mid_source\":\"context\",\"mid\":\"98.75\",\"mid_source\":\"bbo\",\"threshold_pct\":\"0.500000\",\"volume_24h_usd\":\"12345678\"}");
    }

    @Test
    void aThinMarketIsNeverCritical() {
        judge(btc.context(0, "100", "9999999.99"));
        judge(btc.context(1_000, "120", "9999999.99"));
        assertThat(only().severity()).isEqualTo(Severity.WARNING);
        assertThat(only().message()).endsWith("Critical needs a volume of 10,000,000 USD.");
    }

    @Test
    void aSlowMoveIsNoJumpNorIsOneAcrossAGap() {
        for (int i = 0; i < 20; i++) {
            judge(btc.mid(i * 1_000L, Integer.toString(1_000 + 5 * i)));
        }
        judge(btc.mid(79_001, "2000"));
        assertThat(alerts()).isEmpty();
        judge(btc.mid(139_001, "2100"));
        assertThat(alerts()).hasSize(1);
    }

    @Test
    void isResolvedAMinuteAfterTheLastJump() {
        judge(btc.context(0, "100", LIQUID));
        judge(btc.context(1_000, "100.6", LIQUID));
        judge(btc.context(31_000, "103", LIQUID));
        run.advance(Quotes.BEGINNING + 90_999);
        assertThat(alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.ESCALATE);
        run.advance(Quotes.BEGINNING + 91_000);
        assertThat(alerts()).hasSize(3);
        assertThat(alerts().get(2).message()).endsWith("2 jumps. The largest was 2.39 %.");
    }

    @Test
    void repeatsOldBestBidsAndHistoryAreNotCompared() {
        Price first = btc.top(5_000, "100");
        judge(first);
        judge(btc.top(4_999, 5_000, "200"));
        judge(btc.top(1_000, 601_001, "200"));
        Price second = btc.top(5_001, "100.1");
        judge(second);
        judge(first);
        judge(btc.top(5_002, "100"));
        assertThat(alerts()).isEmpty();
    }

    @Test
    void aLateJumpIsToldAsLate() {
        judge(btc.top(1_000, 100_000, "100"));
        judge(btc.top(2_000, 100_000, "101"));
        assertThat(only().late()).isTrue();
    }

    @Test
    void whatIsInForceDecidesRecordByRecord() {
        run =
                run(
                        change(2, "{}", RuleState.ACTIVE, -1_000_000),
                        change(3, "{\"warning_pct\":\"2\"}", RuleState.ACTIVE, 10_000),
                        change(4, "{}", RuleState.PAUSED, 20_000),
                        change(5, "{\"warning_pct\":\"0.2\"}", RuleState.SHADOW, 30_000));
        judge(btc.mid(9_999, "100"));
        judge(btc.mid(10_000, "101"));
        judge(btc.mid(20_000, "200"));
        assertThat(alerts()).isEmpty();
        judge(btc.mid(30_000, "101.3"));
        assertThat(only().shadow()).isTrue();
        assertThat(only().ruleVersion()).isEqualTo(5);
        assertThat(only().details()).contains("\"last_mid\":\"101\"");
    }

    @Test
    void badParametersAreRefusedByName() {
        assertThatThrownBy(() -> MidJumpRule.DEFINITION.parse(List.of("{\"warning_pct\":0}")))
                .hasMessage("mid-jump: warning_pct must be a decimal above 0");
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

    private static RuleRun<Price, MidJumpParameters> run(RuleChange... changes) {
        return new RuleRun<>(
                new MidJumpRule(),
                price -> new RecordScope(price.coin(), null, price.timeMs()),
                new ArrayList<>(List.of(changes)));
    }

    private static RuleChange change(int version, String parameters, RuleState state, long atMs) {
        return new RuleChange(
                MidJumpCore.RULE, "*", version, parameters, state, Quotes.BEGINNING + atMs, "test");
    }
}
