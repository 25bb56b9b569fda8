package io.hyperwatch.patterns.flashloan;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.hosts.LiquidationRulesFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.RandomLog;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleScope;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** The venue is one subject, its accounts may be judged by active rules and by others in shadow. */
class FlashLoanModesTest {

    private static final String ALICE = "0x" + "a".repeat(40);
    private static final String BOB = "0x" + "b".repeat(40);

    private final List<Step<LiquidationFill>> log = new ArrayList<>();

    @Test
    void oneAccountInShadowDoesNotDisturbTheIncidentOfTheVenue() throws Exception {
        for (int second = 0; second < 60; second++) {
            liquidated(second % 2 == 0 ? ALICE : BOB, second);
        }
        List<Alert> alerts = alerts(change(RuleScope.account(ALICE), 2, RuleState.SHADOW, 0));

        assertThat(alerts)
                .extracting(Alert::kind)
                .containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
        assertThat(alerts).extracting(Alert::shadow).containsOnly(false);
        assertThat(alerts.get(0).eventTimeMs()).isEqualTo(atMs(1));
        assertThat(alerts.get(1).eventTimeMs()).isEqualTo(atMs(59 + 60));
    }

    @Test
    void whatAnAccountInShadowHasBegunIsToldOnceAnotherOneIsHit() throws Exception {
        liquidated(ALICE, 0);
        liquidated(ALICE, 1);
        liquidated(BOB, 2);
        List<Alert> alerts =
                alerts(
                        change(RuleScope.ALL, 5, RuleState.ACTIVE, 0),
                        change(RuleScope.account(ALICE), 3, RuleState.SHADOW, 0));

        assertThat(alerts)
                .extracting(Alert::kind)
                .containsExactly(
                        AlertKind.OPEN, AlertKind.RESOLVE, AlertKind.OPEN, AlertKind.RESOLVE);
        assertThat(alerts).extracting(Alert::shadow).containsExactly(true, true, false, false);
        assertThat(alerts).extracting(Alert::ruleVersion).containsExactly(3, 3, 5, 5);
        assertThat(alerts.get(2).firstEventTimeMs()).isEqualTo(alerts.get(0).firstEventTimeMs());
        assertThat(alerts.get(2).eventTimeMs()).isEqualTo(atMs(2));
    }

    @Test
    void aRuleThatGoesIntoShadowLetsItsIncidentEndAndOneThatComesBackTellsAtOnce()
            throws Exception {
        for (int second = 0; second < 100; second++) {
            liquidated(BOB, second);
        }
        List<Alert> alerts =
                alerts(
                        change(RuleScope.ALL, 2, RuleState.SHADOW, 20),
                        change(RuleScope.ALL, 3, RuleState.ACTIVE, 90));

        assertThat(alerts)
                .extracting(Alert::kind)
                .containsExactly(
                        AlertKind.OPEN,
                        AlertKind.RESOLVE,
                        AlertKind.OPEN,
                        AlertKind.RESOLVE,
                        AlertKind.OPEN,
                        AlertKind.RESOLVE);
        assertThat(alerts)
                .extracting(Alert::shadow)
                .containsExactly(false, false, true, true, false, false);
        assertThat(alerts)
                .extracting(Alert::eventTimeMs)
                .containsExactly(
                        atMs(1), atMs(19 + 60), atMs(79), atMs(90), atMs(90), atMs(99 + 60));
    }

    private List<Alert> alerts(RuleChange... changes) throws Exception {
        log.add(new Step<>(atMs(10_000), null));
        DetectorHarness<LiquidationFill> flink =
                new DetectorHarness<>(
                        rules -> new LiquidationRulesFunction(rules, List.of(new FlashLoanRule())),
                        fill -> FlashLoanRule.ONE_KEY,
                        List.of(),
                        List.of(changes));
        flink.run(log, new Random(1));
        return flink.verdicts().alerts();
    }

    private static long atMs(long second) {
        return RandomLog.BEGINNING + second * 1_000;
    }

    private void liquidated(String account, int second) {
        BigDecimal usd = new BigDecimal("400000");
        LiquidationFill fill =
                new LiquidationFill(
                        "L" + second,
                        "BTC",
                        atMs(second),
                        second,
                        account,
                        null,
                        PositionSide.LONG,
                        usd,
                        BigDecimal.ONE,
                        null,
                        null,
                        null,
                        "0xhash",
                        LiquidationMethod.MARKET,
                        LiquidationGrade.CONFIRMED_FILL,
                        atMs(second),
                        1,
                        usd,
                        true,
                        false,
                        0,
                        new Provenance(
                                Source.WS,
                                atMs(second),
                                new Sequence(RandomLog.BEGINNING, second),
                                1,
                                second,
                                0,
                                true,
                                false));
        log.add(new Step<>(atMs(second), fill));
    }

    private static RuleChange change(String scope, int version, RuleState state, int second) {
        return new RuleChange("flash-loan", scope, version, "{}", state, atMs(second), "test");
    }
}
