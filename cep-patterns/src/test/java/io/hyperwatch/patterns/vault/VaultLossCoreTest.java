package io.hyperwatch.patterns.vault;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.events.VaultSnapshot.HistoryPoint;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VaultLossCoreTest {

    private static final long MINUTE_MS = 60_000;

    private final RuleRun<VaultSnapshot, VaultLossParameters> run = Vaults.run(List.of());

    /** Of 400M: a drawdown of less than 1 %; the first snapshot has 15 points for its change. */
    @ParameterizedTest
    @CsvSource({
        "-499999.99,",
        "-1000000, WARNING",
        "-1000000.01, HIGH",
        "-2000000, HIGH",
        "-2000000.01, CRITICAL",
        "5000000,"
    })
    void aLossIsAboveAThresholdOrNot(String pnl, Severity severity) {
        judge(0, "400000000", pnl);
        assertThat(alerts()).extracting(Alert::severity).isEqualTo(listOf(severity));
    }

    @ParameterizedTest
    @CsvSource({"-500000, 5000000, false", "-500000.01, 5000000, true"})
    void aDrawdownIsMoreThanTenPercentOrNot(String pnl, String before, boolean crosses) {
        judge(0, before, pnl);
        assertThat(alerts()).hasSize(1);
        assertThat(alerts().get(0).details().contains("\"drawdown\":\"high\"")).isEqualTo(crosses);
        assertThat(alerts().get(0).details()).contains("\"drawdown_pct\":\"10.000000\"");
    }

    @Test
    void aWithdrawalIsNoLoss() {
        VaultSnapshot calm = Vaults.day(Vaults.BEGINNING, "400000000", "0", "-1000");
        List<HistoryPoint> halved = new ArrayList<>(calm.accountValueHistory());
        halved.set(2, new HistoryPoint(Vaults.BEGINNING, new BigDecimal("200000000")));
        run.judge(
                Vaults.snapshot(Vaults.BEGINNING, Vaults.BEGINNING, 1, halved, calm.pnlHistory()),
                Vaults.BEGINNING);
        assertThat(alerts()).isEmpty();
        assertThat(figures().drawdownPct()).isEqualByComparingTo("0.000250");
        assertThat(figures().accountValue()).isEqualByComparingTo("200000000");
    }

    @Test
    void aLossThatFallsOutOfTheDayIsNoGain() {
        // 4M lost a day ago; from one minute to the next it is no longer in the 24 hours.
        long lostMs = Vaults.BEGINNING - Vaults.DAY_MS;
        for (int i = 0; i < 60; i++) {
            long nowMs = Vaults.BEGINNING + i * MINUTE_MS;
            boolean gone = nowMs - Vaults.DAY_MS > lostMs + 30 * MINUTE_MS;
            List<HistoryPoint> pnls = new ArrayList<>();
            if (!gone) {
                pnls.add(new HistoryPoint(lostMs, new BigDecimal("0")));
            }
            String then = gone ? "0" : "-4000000";
            pnls.add(new HistoryPoint(lostMs + 31 * MINUTE_MS, new BigDecimal(then)));
            pnls.add(new HistoryPoint(nowMs, new BigDecimal(then).add(new BigDecimal(i * 10))));
            List<HistoryPoint> values =
                    pnls.stream()
                            .map(p -> new HistoryPoint(p.timeMs(), new BigDecimal("400000000")))
                            .toList();
            run.judge(Vaults.snapshot(nowMs, nowMs, i + 1, values, pnls), nowMs);
        }
        assertThat(figures().pnl24h()).isEqualByComparingTo("590");
        assertThat(figures().zScore()).isNull();
        assertThat(alerts()).extracting(Alert::kind).startsWith(AlertKind.OPEN);
        assertThat(alerts()).noneMatch(alert -> alert.details().contains("\"z_score\":\"high\""));
    }

    @Test
    void zIsTakenOverTheLastHundredSnapshotsOnceThereAreThirty() {
        for (int i = 0; i < 29; i++) {
            judge(i, "400000000", i % 2 == 0 ? "10000" : "-10000");
        }
        assertThat(figures().zScore()).isNull();
        judge(29, "400000000", "-10000");
        assertThat(figures().zScore()).isNotNull();
        assertThat(alerts()).isEmpty();
        judge(30, "400000000", "90000");
        assertThat(alerts()).extracting(Alert::severity).containsExactly(Severity.HIGH);
        assertThat(alerts().get(0).details()).contains("\"z_score\":\"high\"");
    }

    @Test
    void aDollarAmongValuesThatStandStillIsNoOutlier() {
        for (int i = 0; i < 40; i++) {
            judge(i, "400000000", "0");
        }
        judge(40, "400000000", "-1");
        assertThat(figures().zScore()).isNull();
        assertThat(alerts()).hasSizeLessThan(2).noneMatch(a -> a.severity() == Severity.HIGH);
    }

    @Test
    void endsBelowFourFifthsOfAllThresholdsAndTwoMinutesLater() {
        for (int i = 0; i < 12; i++) {
            judge(i, "400000000", "-1500000");
        }
        judge(12, "400000000", "-800000");
        run.advance(at(20));
        assertThat(alerts()).extracting(Alert::kind).containsExactly(AlertKind.OPEN);
        judge(20, "400000000", "-500000");
        judge(21, "400000000", "-500000");
        run.advance(at(22) - 1);
        assertThat(alerts()).hasSize(1);
        run.advance(at(22));
        assertThat(alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
        assertThat(alerts().get(1).eventTimeMs()).isEqualTo(at(22));
    }

    @Test
    void aChildIsMeasuredButNotJudged() {
        VaultSnapshot day = Vaults.day(Vaults.BEGINNING, "400000000", "0", "-9000000");
        VaultSnapshot child =
                new VaultSnapshot(
                        day.vault(),
                        "0xparent",
                        "HLP Strategy A",
                        day.leader(),
                        day.timeMs(),
                        day.accountValue(),
                        day.pnl24h(),
                        day.accountValueHistory(),
                        day.pnlHistory(),
                        List.of(),
                        false,
                        day.provenance());
        run.judge(child, Vaults.BEGINNING);
        assertThat(alerts()).isEmpty();
        assertThat(figures().anomalyScore()).isEqualByComparingTo("61.75");
        assertThat(figures().parent()).isEqualTo("0xparent");
    }

    @Test
    void sharpeNeedsThirtyWholeDays() {
        BigDecimal pnl = BigDecimal.ZERO;
        for (int day = 0; day < 34; day++) {
            long nowMs = Vaults.BEGINNING + day * Vaults.DAY_MS;
            BigDecimal earned = new BigDecimal(day % 2 == 0 ? 3_000_000 : -1_000_000);
            BigDecimal before = new BigDecimal("100000000").add(pnl);
            pnl = pnl.add(earned);
            List<HistoryPoint> pnls =
                    List.of(
                            new HistoryPoint(nowMs - Vaults.DAY_MS, BigDecimal.ZERO),
                            new HistoryPoint(nowMs, earned));
            List<HistoryPoint> values =
                    List.of(
                            new HistoryPoint(nowMs - Vaults.DAY_MS, before),
                            new HistoryPoint(nowMs, new BigDecimal("100000000")));
            run.judge(Vaults.snapshot(nowMs, nowMs, day + 1, values, pnls), nowMs);
            // The first day begins the series, the second is the first to have a close before it.
            assertThat(figures().sharpe() == null).as("day %s", day).isEqualTo(day < 31);
        }
        // Returns of 3 % and -1 % in turn: mean 1 %, deviation 2 %, 0.5 · √365 = 9.55 when even.
        assertThat(figures().sharpe()).isBetween(new BigDecimal("9"), new BigDecimal("10"));
    }

    @Test
    void historyIsMeasuredNotJudgedAndRepeatsAreNothing() {
        VaultSnapshot day = Vaults.day(Vaults.BEGINNING, "400000000", "0", "-9000000");
        VaultSnapshot old =
                Vaults.snapshot(
                        Vaults.BEGINNING,
                        Vaults.BEGINNING + 600_001,
                        5,
                        day.accountValueHistory(),
                        day.pnlHistory());
        run.judge(old, Vaults.BEGINNING);
        run.judge(day, Vaults.BEGINNING);
        assertThat(alerts()).isEmpty();
        assertThat(run.sent(VaultLossRule.STATISTICS)).hasSize(1);
    }

    @Test
    void aPauseEndsWhatIsOpenAndAShadowIsMarked() {
        RuleRun<VaultSnapshot, VaultLossParameters> changed =
                Vaults.run(
                        List.of(
                                change(2, RuleState.PAUSED, at(1)),
                                change(3, RuleState.SHADOW, at(10))));
        for (int i = 0; i < 12; i++) {
            changed.judge(day(i, "400000000", "-3000000"), at(i));
        }
        assertThat(changed.recorded().alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE, AlertKind.OPEN);
        assertThat(changed.recorded().alerts().get(1).eventTimeMs()).isEqualTo(at(3));
        assertThat(changed.recorded().alerts().get(2).shadow()).isTrue();
        assertThat(changed.recorded().alerts().get(2).ruleVersion()).isEqualTo(3);
    }

    @Test
    void tellsTheOneWhoIsWokenWhatHappened() {
        judge(0, "400000000", "-4000000");
        Alert alert = alerts().get(0);
        assertThat(alert.subject()).isEqualTo("vault:" + Vaults.HLP);
        assertThat(alert.title()).isEqualTo("Vault loss: HLP lost 4,000,000 USD in 24 hours");
        assertThat(alert.message())
                .isEqualTo(
                        "Vault HLP (%s) is worth 396,000,000 USD at 2025-10-10 21:15:03 UTC, profit and loss over 24 hours -4,000,000 USD. Thresholds: a loss of more than 1,000,000 USD, critical above 2,000,000 USD. The anomaly score is 58.0 (thresholds 30, 50 and 70)."
                                .formatted(Vaults.HLP));
        assertThat(alert.valueUsd()).isEqualByComparingTo("4000000");
        assertThat(alert.details())
                .isEqualTo(
                        "{\"account_value_usd\":\"396000000\",\"anomaly_critical\":\"70\",\"anomaly_high\":\"50\",\"anomaly_score\":\"58.000000\",\"anomaly_warning\":\"30\",\"crossed\":{\"anomaly_score\":\"high\",\"pnl_24h\":\"critical\"},\"drawdown_pct\":\"1.000000\",\"drawdown_threshold_pct\":\"10.000000\",\"loss_critical_usd\":\"2000000\",\"loss_high_usd\":\"1000000\",\"pnl_24h_usd\":\"-4000000\",\"sharpe\":null,\"vault_name\":\"HLP\",\"z_high\":\"4\",\"z_score\":null,\"z_warning\":\"3\"}");
    }

    @Test
    void refusesThresholdsInTheWrongOrder() {
        assertThatThrownBy(
                        () ->
                                VaultLossRule.DEFINITION.parse(
                                        List.of("{\"loss_high_usd\":3000000}")))
                .hasMessageContaining("loss_high_usd must not be above loss_critical_usd");
    }

    private void judge(int minute, String before, String pnl) {
        run.judge(day(minute, before, pnl), at(minute));
    }

    private static VaultSnapshot day(int minute, String before, String pnl) {
        return Vaults.day(at(minute), before, "0", pnl);
    }

    private static long at(int minute) {
        return Vaults.BEGINNING + minute * MINUTE_MS;
    }

    private List<Alert> alerts() {
        return run.recorded().alerts();
    }

    private VaultStatistics figures() {
        List<VaultStatistics> all = run.sent(VaultLossRule.STATISTICS);
        return all.get(all.size() - 1);
    }

    private static List<Severity> listOf(Severity severity) {
        return severity == null ? List.of() : List.of(severity);
    }

    private static RuleChange change(int version, RuleState state, long fromMs) {
        return new RuleChange("vault-loss", "*", version, "{}", state, fromMs, "test");
    }
}
