package io.hyperwatch.patterns.adl;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class AdlCoreTest {

    private static final long BEGINNING = 1_760_130_964_832L;

    private final RecordedVerdicts verdicts = new RecordedVerdicts();
    private final HeapTable<Long, AdlSecond> seconds = new HeapTable<>();
    private final HeapTable<String, String> accounts = new HeapTable<>();
    private final AdlCore core =
            new AdlCore(
                    seconds,
                    accounts,
                    new HeapCell<>(),
                    new HeapCell<>(),
                    new HeapCell<>(),
                    verdicts);
    private InForce<AdlParameters> rule = AdlRule.DEFINITION.inForceAtFirst();
    private long tid;

    @Test
    void anyFillWarnsAndAHundredThousandWithinAMinuteEscalate() {
        judge("0xa", 0, "49999.99");
        assertThat(severities()).containsExactly(Severity.WARNING);
        judge("0xb", 59_999, "50000");
        assertThat(severities()).containsExactly(Severity.WARNING);
        judge("0xc", 60_000, "0.01");
        assertThat(severities()).containsExactly(Severity.WARNING, Severity.CRITICAL);
        Alert escalate = verdicts.alerts().get(1);
        assertThat(escalate.kind()).isEqualTo(AlertKind.ESCALATE);
        assertThat(escalate.valueUsd()).isEqualByComparingTo("100000");
        assertThat(Told.of(escalate).evidenceCount()).isEqualTo(3);
    }

    @Test
    void aMillisecondMoreThanAMinuteIsTooLong() {
        judge("0xa", 0, "50000");
        judge("0xb", 60_001, "99999.99");
        assertThat(severities()).containsExactly(Severity.WARNING);
    }

    @Test
    void oneLargeFillIsCriticalAtOnce() {
        judge("0xa", 0, "100000");
        assertThat(severities()).containsExactly(Severity.CRITICAL);
    }

    @Test
    void aFillThatComesLateCompletesTheWindowsBehindIt() {
        judge("0xa", 50_000, "60000");
        judge("0xb", 0, 55_000, "60000");
        assertThat(severities()).containsExactly(Severity.WARNING, Severity.CRITICAL);
        assertThat(verdicts.alerts().get(1).details())
                .contains("\"window_start\":\"2025-10-10T21:16:04.832Z\"")
                .contains("\"window_end\":\"2025-10-10T21:16:54.832Z\"");
    }

    @Test
    void historyWakesNobodyAndLateFillsSaySo() {
        judge("0xa", 0, 600_001, "900000");
        assertThat(verdicts.alerts()).isEmpty();
        assertThat(seconds.size()).isZero();
        judge("0xb", 0, 600_001 - 1, "900000");
        assertThat(verdicts.alerts().get(0).late()).isTrue();
    }

    @Test
    void isQuietForTwoWindowsBeforeItIsOver() {
        judge("0xa", 0, "5");
        judge("0xa", 100_000, "5");
        core.advance(BEGINNING + 219_999);
        assertThat(verdicts.alerts()).hasSize(1);
        core.advance(BEGINNING + 220_000);
        assertThat(verdicts.alerts().get(1).kind()).isEqualTo(AlertKind.RESOLVE);
        assertThat(verdicts.alerts().get(1).eventTimeMs()).isEqualTo(BEGINNING + 220_000);
    }

    @Test
    void aPausedRuleKeepsWhatItSees() {
        rule = new InForce<>(2, RuleState.PAUSED, AdlParameters.DEFAULTS);
        judge("0xa", 0, "99999");
        assertThat(verdicts.alerts()).isEmpty();
        rule = new InForce<>(3, RuleState.ACTIVE, AdlParameters.DEFAULTS);
        judge("0xb", 1_000, "1");
        assertThat(severities()).containsExactly(Severity.CRITICAL);
        assertThat(verdicts.alerts().get(0).valueUsd()).isEqualByComparingTo("100000");
    }

    @Test
    void anIncidentInShadowEndsWhenTheRuleIsActiveAndIsCountedAnew() {
        rule = new InForce<>(2, RuleState.SHADOW, AdlParameters.DEFAULTS);
        judge("0xa", 0, "100000");
        rule = new InForce<>(3, RuleState.ACTIVE, AdlParameters.DEFAULTS);
        judge("0xa", 70_000, "7");
        assertThat(verdicts.alerts())
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE, AlertKind.OPEN);
        Alert again = verdicts.alerts().get(2);
        assertThat(again.severity()).isEqualTo(Severity.WARNING);
        assertThat(again.shadow()).isFalse();
        assertThat(again.details()).contains("\"accounts\":1").contains("\"total_usd\":\"7\"");
    }

    @Test
    void whatIsJudgedInShadowIsInTheWindowsButNotInTheActiveIncident() {
        judge("0xa", 0, "7");
        rule = new InForce<>(2, RuleState.SHADOW, AdlParameters.DEFAULTS);
        judge("0xb", 1_000, "100000");
        assertThat(verdicts.alerts()).hasSize(1);
        rule = new InForce<>(3, RuleState.ACTIVE, AdlParameters.DEFAULTS);
        judge("0xc", 2_000, "1");
        Alert escalated = verdicts.alerts().get(1);
        assertThat(escalated.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(escalated.details())
                .contains("\"accounts\":2")
                .contains("\"total_usd\":\"8\"")
                .contains("\"window_usd\":\"100008\"");
    }

    @Test
    void knowsWhoWasDeleveragedFromEitherSideOfTheTrade() {
        judge(fill("0xa", Side.A, 0, 0, "10"));
        judge(fill("0xa", Side.A, 1, 1, "20"));
        judge(fill(RandomAdlFills.HLP, Side.A, 2, 2, "100000"));
        assertThat(verdicts.alerts().get(1).details())
                .contains("\"accounts\":1")
                .contains("\"long_usd\":\"30\"")
                .contains("\"short_usd\":\"100000\"")
                .contains("\"liquidated_is_hlp\":true");
    }

    @Test
    void tellsTheOneWhoIsWokenWhatHappened() {
        judge("0xa", 0, "80000");
        judge("0xb", 500, "1154567.5");
        Alert alert = verdicts.alerts().get(1);
        assertThat(alert.title()).isEqualTo("Auto-deleveraging in BTC: 1,234,568 USD within 1 min");
        assertThat(alert.message())
                .isEqualTo(
                        "Positions in BTC are being closed by auto-deleveraging since 2025-10-10 21:16:04 UTC: 2 fills worth 1,234,568 USD so far (longs 1,234,568 USD, shorts 0 USD) of at least 2 accounts, the last at 1 USD. The worst 1 min of it: 1,234,568 USD in 2 fills (critical from 100,000 USD).");
        assertThat(alert.details())
                .isEqualTo(
                        "{\"accounts\":2,\"critical_usd\":\"100000\",\"fills\":2,\"liquidated_is_hlp\":true,\"liquidated_user\":\"%s\",\"long_usd\":\"1234567.5\",\"price\":\"1\",\"short_usd\":\"0\",\"total_usd\":\"1234567.5\",\"window_end\":\"2025-10-10T21:16:05.332Z\",\"window_fills\":2,\"window_ms\":60000,\"window_start\":\"2025-10-10T21:16:04.832Z\",\"window_usd\":\"1234567.5\"}"
                                .formatted(RandomAdlFills.HLP));
    }

    @Test
    @Timeout(60)
    void elevenThousandFillsWithOneTimestampAreOneIncident() {
        for (int i = 0; i < 11_279; i++) {
            judge("0x" + i % 5_000, 0, "1000");
        }
        assertThat(seconds.size()).isOne();
        assertThat(accounts.size()).isEqualTo(5_000);
        core.advance(BEGINNING + 120_000);
        assertThat(severities())
                .containsExactly(Severity.WARNING, Severity.CRITICAL, Severity.CRITICAL);
        Alert resolve = verdicts.alerts().get(2);
        assertThat(Told.of(resolve).evidenceCount()).isEqualTo(11_279);
        assertThat(Told.of(resolve).valueUsd()).isEqualTo("11279000");
        assertThat(resolve.details()).contains("\"accounts\":5000");
        assertThat(resolve.evidence().length()).isLessThan(20_000);
    }

    @Test
    void forgetsFillsAfterTwentyMinutesAndAccountsWithTheirIncident() {
        for (int i = 0; i < 500; i++) {
            judge("0x" + i, i * 130_000L, "10");
        }
        assertThat(accounts.size()).isLessThan(5);
        assertThat(seconds.size()).isLessThan(12);
        core.advance(BEGINNING + 500 * 130_000L + 1_300_000);
        assertThat(accounts.size()).isZero();
        assertThat(seconds.size()).isZero();
        assertThat(core.nextDeadlineMs()).isEqualTo(AdlCore.NEVER);
    }

    private List<Severity> severities() {
        return verdicts.alerts().stream().map(Alert::severity).toList();
    }

    private void judge(String user, long atMs, String usd) {
        judge(user, atMs, atMs, usd);
    }

    private void judge(String user, long atMs, long receivedMs, String usd) {
        judge(fill(user, Side.A, atMs, receivedMs, usd));
    }

    private void judge(Fill fill) {
        long logTimeMs = fill.provenance().receivedAtMs();
        core.advance(logTimeMs);
        core.judge(fill, logTimeMs, rule);
    }

    private Fill fill(String user, Side side, long atMs, long receivedMs, String usd) {
        tid++;
        return RandomAdlFills.fill(
                user,
                side,
                BEGINNING + atMs,
                tid,
                usd,
                new Provenance(
                        Source.WS,
                        BEGINNING + receivedMs,
                        new Sequence(1, tid),
                        1,
                        tid,
                        0,
                        true,
                        false));
    }
}
