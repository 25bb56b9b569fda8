package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.position.Positions;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WithdrawThenLiquidateCoreTest {

    private static final long BEGINNING = 1_741_737_600_000L;
    private static final String WHALE = "0x00000000000000000000000000000000000000aa";
    private static final long HOUR_MS = 3_600_000;
    private static final long DAY_MS = 24 * HOUR_MS;

    private final List<Step<AccountFact>> log = new ArrayList<>();
    private final List<RuleChange> changes = new ArrayList<>();
    private RuleRun<AccountFact, WithdrawThenLiquidateParameters> first;
    private int number;

    @Test
    void theWhaleOfTwelfthMarch() throws Exception {
        ledger(0, 0, "deposit", "15230000");
        position(HOUR_MS, "0", "175000", "1884.4");
        value(2 * HOUR_MS, "40000000");
        position(3 * HOUR_MS, "175000", "160234", "1915");
        ledger(4 * HOUR_MS, 4 * HOUR_MS, "withdraw", "17090000");
        value(4 * HOUR_MS + 60_000, "22900000");
        liquidated("L1", 5 * HOUR_MS, 5 * HOUR_MS);
        List<Alert> alerts = alerts();
        assertThat(alerts).hasSize(2);
        Alert alert = alerts.get(0);
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.subject()).isEqualTo("account:" + WHALE);
        assertThat(alert.userAddress()).isEqualTo(WHALE);
        assertThat(alert.eventTimeMs()).isEqualTo(BEGINNING + 5 * HOUR_MS);
        assertThat(alert.firstEventTimeMs()).isEqualTo(BEGINNING + 4 * HOUR_MS);
        assertThat(alert.title())
                .isEqualTo("Withdrew 17,090,000 USD, liquidated in ETH 1 h later: " + WHALE);
        assertThat(alert.message())
                .isEqualTo(
                        WHALE
                                + " has had a position in ETH of up to 329,770,000 USD (threshold 10,000,000 USD) since 2025-03-12 01:00:00 UTC, withdrew 17,090,000 USD, 42.72 % of its account's 40,000,000 USD (threshold 10 %), in 1 transfer until 2025-03-12 04:00:00 UTC, and is being liquidated in ETH since 2025-03-12 05:00:00 UTC (threshold 24 h after the withdrawal); 1,915,000 USD so far. The loss beyond its margin is the venue's.");
        assertThat(alert.details())
                .contains(
                        "\"withdrawn_pct\":\"42.725000\"",
                        "\"min_withdrawn_pct\":\"10.000000\"",
                        "\"position_usd\":\"329770000\"",
                        "\"min_opened_usd\":\"10000000\"",
                        "\"after_withdrawal_ms\":3600000",
                        "\"within_ms\":86400000");
        assertThat(alert.valueUsd()).isEqualByComparingTo("329770000");
        assertThat(Told.of(alert).evidenceCount()).isEqualTo(2);
        assertThat(alerts.get(1).eventTimeMs()).isEqualTo(BEGINNING + 5 * HOUR_MS + 2 * DAY_MS);
    }

    @Test
    void exactlyTenMillionATenthAndADayAreEnough() throws Exception {
        story("5000", "10000000", DAY_MS);
        assertThat(alerts()).hasSize(2);
    }

    @Test
    void aCentOrAMillisecondOffIsNot() throws Exception {
        story("4999.999995", "10000000", DAY_MS);
        assertThat(alerts()).isEmpty();
        log.clear();
        story("5000", "9999999.99", DAY_MS);
        assertThat(alerts()).isEmpty();
        log.clear();
        story("5000", "10000000", DAY_MS + 1);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void whatComesInAnotherOrderIsNotTold() throws Exception {
        value(0, "100000000");
        ledger(1_000, 1_000, "withdraw", "20000000");
        position(2_000, "0", "5000", "2000");
        value(3_000, "100000000");
        liquidated("L1", 4_000, 4_000);
        ledger(20_000, 20_000, "withdraw", "20000000");
        assertThat(alerts()).isEmpty();
    }

    @Test
    void theSameMillisecondIsOrderEnough() throws Exception {
        position(0, "0", "5000", "2000");
        value(500, "100000000");
        position(1_000, "5000", "0", "2000");
        position(1_000, "0", "5000", "2000");
        ledger(1_000, 1_000, "withdraw", "10000000");
        liquidated("L1", 1_000, 1_000);
        position(1_000, "5000", "0", "2000");
        assertThat(alerts()).hasSize(2);
    }

    @Test
    void partsOfAWithdrawalCountTogetherAndDepositsInBetweenAgainstThem() throws Exception {
        position(0, "0", "5000", "2000");
        value(500, "100000000");
        ledger(1_000, 1_000, "withdraw", "6000000");
        ledger(2_000, 2_000, "deposit", "1000000");
        ledger(3_000, 3_000, "withdraw", "4999999.99");
        liquidated("L1", 4_000, 4_000);
        assertThat(alerts()).isEmpty();
        ledger(5_000, 5_000, "withdraw", "0.01");
        liquidated("L2", 30_000, 30_000);
        List<Alert> alerts = alerts();
        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0).details())
                .contains("\"transfers\":3", "\"withdrawn_usd\":\"10000000\"");
    }

    @Test
    void partsMoreThanADayApartDoNotCountTogether() throws Exception {
        position(0, "0", "5000", "2000");
        value(500, "100000000");
        ledger(1_000, 1_000, "withdraw", "6000000");
        ledger(DAY_MS + 1_001, DAY_MS + 1_001, "withdraw", "4000000");
        liquidated("L1", DAY_MS + 2_000, DAY_MS + 2_000);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void onlyTheLargePositionItselfCounts() throws Exception {
        position(0, "0", "5000", "2000");
        value(500, "100000000");
        ledger(1_000, 1_000, "withdraw", "50000000");
        fact(
                2_000,
                AccountFact.of(
                        Records.liquidation(
                                WHALE,
                                "DOGE",
                                "L1",
                                BEGINNING + 2_000,
                                1,
                                LiquidationGrade.CONFIRMED_FILL,
                                true,
                                from(2_000))));
        position(3_000, "5000", "0", "2000");
        liquidated("L2", 4_000, 4_000);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void aLiquidationThatIsKnownBeforeTheWithdrawalIsToldOnceThatComes() throws Exception {
        position(0, "0", "5000", "2000");
        value(500, "100000000");
        liquidated("L1", 60_000, 60_000);
        ledger(50_000, 200_000, "withdraw", "10000000");
        List<Alert> alerts = alerts();
        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0).late()).isTrue();
        assertThat(alerts.get(0).eventTimeMs()).isEqualTo(BEGINNING + 60_000);
        log.clear();
        position(0, "0", "5000", "2000");
        value(500, "100000000");
        liquidated("L1", 60_000, 60_000);
        ledger(50_000, 650_001, "withdraw", "10000000");
        assertThat(alerts()).isEmpty();
    }

    @Test
    void theValueThatWasKnownOnlyAfterTheWithdrawalIsWithoutIt() throws Exception {
        position(0, "0", "5000", "2000");
        value(20_000, "90000000");
        ledger(10_000, 40_000, "withdraw", "10000000");
        liquidated("L1", 60_000, 60_000);
        assertThat(alerts().get(0).details()).contains("\"account_value_usd\":\"100000000\"");
    }

    @Test
    void eachLiquidationIsOneEventAndTheWithdrawalIsSaidOnce() throws Exception {
        position(0, "0", "5000", "2000");
        value(500, "100000000");
        ledger(1_000, 1_000, "withdraw", "10000000");
        liquidated("L1", 2_000, 2_000);
        liquidated("L1", 2_001, 2_001);
        liquidated("L2", 40_000, 40_000);
        List<Alert> alerts = alerts();
        assertThat(alerts).hasSize(2);
        assertThat(Told.of(alerts.get(1)).evidenceCount()).isEqualTo(3);
    }

    @Test
    void thePositionMayBeLeftToTheVenueASecondTime() throws Exception {
        position(0, "0", "5000", "2000");
        value(500, "100000000");
        ledger(1_000, 1_000, "withdraw", "10000000");
        liquidated("L1", 2_000, 2_000);
        long later = 3 * DAY_MS;
        ledger(later, later, "withdraw", "10000000");
        liquidated("L2", later + 1_000, later + 1_000);
        assertThat(alerts()).extracting(Alert::alertId).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void whilePausedNobodyIsToldButAllIsKnown() throws Exception {
        change(2, "{}", RuleState.PAUSED, 0);
        change(3, "{\"withdrawn_pct\":50}", RuleState.SHADOW, 10_000);
        position(0, "0", "5000", "2000");
        value(500, "100000000");
        ledger(1_000, 1_000, "withdraw", "10000000");
        liquidated("L1", 9_999, 9_999);
        assertThat(alerts()).isEmpty();
        liquidated("L1", 10_000, 10_000);
        assertThat(alerts()).hasSize(2).allMatch(Alert::shadow);
        assertThat(alerts().get(0).ruleVersion()).isEqualTo(3);
        assertThat(alerts().get(0).details()).contains("\"min_withdrawn_pct\":\"10.000000\"");
    }

    @Test
    void anAccountWithoutALargePositionCostsNothing() throws Exception {
        position(0, "0", "100", "2000");
        value(500, "100000000");
        ledger(1_000, 1_000, "withdraw", "10000000");
        liquidated("L1", 2_000, 2_000);
        alerts();
        assertThat(first.sent(AccountStoryRule.STEPS)).isEmpty();
        assertThat(first.detector().nextDeadlineMs()).isEqualTo(Detector.NEVER);
    }

    @Test
    void thousandsOfTransfersCostThePatternAStepAMinuteAndAreForgotten() throws Exception {
        position(0, "0", "5000", "2000");
        value(1, "1000");
        for (int i = 0; i < 3_000; i++) {
            ledger(1_000 + i * 100L, 1_000 + i * 100L, "withdraw", "200");
        }
        position(400_000, "5000", "0", "2000");
        alerts();
        assertThat(first.sent(AccountStoryRule.STEPS)).hasSizeLessThan(2 * 6);
        first.advance(BEGINNING + 3 * DAY_MS);
        assertThat(first.detector().nextDeadlineMs()).isEqualTo(Detector.NEVER);
    }

    @Test
    void parametersOutOfBoundsAreRefusedByName() {
        for (String wrong :
                List.of(
                        "{\"opened_usd\":99999}",
                        "{\"withdrawn_pct\":101}",
                        "{\"within_ms\":172800001}")) {
            String name = wrong.substring(2, wrong.indexOf('"', 2));
            assertThatThrownBy(() -> WithdrawThenLiquidateRule.DEFINITION.parse(List.of(wrong)))
                    .hasMessageContaining(name);
        }
    }

    private void story(String size, String withdrawn, long afterMs) {
        position(0, "0", size, "2000");
        value(500, "100000000");
        ledger(1_000, 1_000, "withdraw", withdrawn);
        liquidated("L1", 1_000 + afterMs, 1_000 + afterMs);
    }

    private void position(long atMs, String before, String after, String price) {
        String id = "E" + number;
        fact(
                atMs,
                AccountFact.of(
                        Positions.event(
                                id,
                                WHALE,
                                "ETH",
                                BEGINNING + atMs,
                                before,
                                after,
                                price,
                                true,
                                from(atMs))));
    }

    private void value(long atMs, String usd) {
        fact(atMs, AccountFact.of(Records.state(WHALE, BEGINNING + atMs, "", usd, from(atMs))));
    }

    private void ledger(long atMs, long receivedMs, String type, String usdc) {
        fact(
                receivedMs,
                AccountFact.of(
                        Records.ledger(
                                WHALE,
                                BEGINNING + atMs,
                                "0x" + number,
                                type,
                                usdc,
                                from(receivedMs))));
    }

    private void liquidated(String id, long atMs, long receivedMs) {
        fact(
                receivedMs,
                AccountFact.of(
                        Records.liquidation(
                                WHALE,
                                "ETH",
                                id,
                                BEGINNING + atMs,
                                number,
                                LiquidationGrade.CONFIRMED_BACKSTOP,
                                true,
                                from(receivedMs))));
    }

    private void fact(long receivedMs, AccountFact fact) {
        number++;
        if (fact != null) {
            log.add(new Step<>(BEGINNING + receivedMs, fact));
        }
    }

    private Provenance from(long receivedMs) {
        return new Provenance(
                Source.WS,
                BEGINNING + receivedMs,
                new Sequence(1, number),
                1,
                number,
                0,
                true,
                false);
    }

    private void change(int version, String parameters, RuleState state, long atMs) {
        changes.add(
                new RuleChange(
                        WithdrawThenLiquidateCore.RULE,
                        "*",
                        version,
                        parameters,
                        state,
                        BEGINNING + atMs,
                        "test"));
    }

    /** Of the whole log, through the pattern's own operator. */
    private List<Alert> alerts() throws Exception {
        long endMs = BEGINNING + 10 * DAY_MS;
        List<Step<AccountFact>> whole = new ArrayList<>(log);
        whole.add(new Step<>(endMs, null));
        first = Stories.first(changes);
        List<Step<StoryStep>> steps = Stories.steps(first, RandomFacts.released(whole));
        try (var cep = Stories.cep()) {
            return Stories.second(changes)
                    .run(Stories.inOrder(cep.matches(steps, endMs, new Random(1))))
                    .recorded()
                    .alerts();
        }
    }
}
