package io.hyperwatch.patterns.position;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RapidUnwindCoreTest {

    private static final long BEGINNING = 1_760_130_903_000L;
    private static final String WHALE = "0x00000000000000000000000000000000000000aa";
    private static final long END_MS = 20_000_000;

    private final List<Step<PositionEvent>> log = new ArrayList<>();
    private final List<RuleChange> changes = new ArrayList<>();
    private RuleRun<PositionEvent, RapidUnwindParameters> first;

    @Test
    void openedIncreasedTwiceAndClosedAfterExactlyTenMinutesIsTold() throws Exception {
        at(0, "0", "1");
        at(1_000, "1", "5");
        at(2_000, "5", "10");
        at(600_000, "10", "0");
        List<Alert> alerts = alerts();
        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0).severity()).isEqualTo(Severity.WARNING);
        assertThat(alerts.get(0).eventTimeMs()).isEqualTo(BEGINNING + 600_000);
        assertThat(alerts.get(0).firstEventTimeMs()).isEqualTo(BEGINNING);
        assertThat(alerts.get(0).valueUsd()).isEqualByComparingTo("1000000");
        assertThat(Told.of(alerts.get(0)).evidenceCount()).isEqualTo(4);
        assertThat(alerts.get(1).eventTimeMs()).isEqualTo(BEGINNING + 600_000 + 1_200_000);
    }

    @Test
    void aMillisecondLaterIsNotRapid() throws Exception {
        at(0, "0", "1");
        at(1_000, "1", "5");
        at(2_000, "5", "10");
        at(600_001, "10", "0");
        assertThat(alerts()).isEmpty();
    }

    @Test
    void aCentBelowAMillionIsTooSmallAndTheWorthBeforeTheEndCounts() throws Exception {
        at(0, "0", "1");
        at(1_000, "1", "5");
        at(2_000, "5", "9.9999999");
        at(3_000, "9.9999999", "0");
        assertThat(alerts()).isEmpty();
        event("up", 4_000, 4_000, "0", "1", "100000");
        event("more", 5_000, 5_000, "1", "5", "100000");
        event("most", 6_000, 6_000, "5", "9.9999999", "100000");
        event("end", 7_000, 7_000, "9.9999999", "0", "100001");
        assertThat(alerts()).hasSize(2);
    }

    @Test
    void oneIncreaseIsTooFewAndDecreasesInBetweenChangeNothing() throws Exception {
        at(0, "0", "10");
        at(1_000, "10", "12");
        at(2_000, "12", "0");
        assertThat(alerts()).isEmpty();
        at(10_000, "0", "10");
        at(11_000, "10", "12");
        at(12_000, "12", "3");
        at(13_000, "3", "4");
        at(14_000, "4", "0");
        List<Alert> alerts = alerts();
        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0).details()).contains("\"decreases\":1", "\"increases\":2");
        assertThat(alerts.get(0).valueUsd()).isEqualByComparingTo("1200000");
    }

    @Test
    void aFlipEndsOnePositionAndOpensTheNext() throws Exception {
        at(0, "0", "5");
        at(1_000, "5", "10");
        at(2_000, "10", "12");
        at(3_000, "12", "-5");
        at(4_000, "-5", "-10");
        at(5_000, "-10", "-11");
        at(6_000, "-11", "0");
        List<Alert> alerts = alerts();
        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0).title())
                .isEqualTo(
                        "Rapid unwind: a long position in BTC worth 1,200,000 USD flipped after 3 s");
        // seven events: the flip is the end of one and the opening of the other
        assertThat(Told.of(alerts.get(1)).evidenceCount()).isEqualTo(7);
    }

    @Test
    void anOpeningWhoseEndWasLostBeginsAnew() throws Exception {
        at(0, "0", "10");
        at(1_000, "10", "12");
        at(2_000, "12", "13");
        at(3_000, "0", "10");
        at(4_000, "10", "0");
        assertThat(alerts()).isEmpty();
    }

    @Test
    void repeatsAndEventsOfThePastAreNotJudged() throws Exception {
        at(0, "0", "10");
        at(1_000, "10", "12");
        event("E1", 1_000, 1_500, "10", "12", "100000");
        event("past", 999, 1_600, "10", "12", "100000");
        at(2_000, "12", "0");
        assertThat(alerts()).isEmpty();
    }

    @Test
    void historyEndsPositionsButTellsNobodyAndLateEndsSaySo() throws Exception {
        at(0, "0", "10");
        at(1_000, "10", "12");
        at(2_000, "12", "13");
        event("old", 3_000, 603_001, "13", "0", "100000");
        assertThat(alerts()).isEmpty();
        event("up", 604_000, 604_000, "0", "10", "100000");
        event("more", 605_000, 605_000, "10", "12", "100000");
        event("most", 606_000, 606_000, "12", "13", "100000");
        event("end", 607_000, 1_207_000, "13", "0", "100000");
        assertThat(alerts().get(0).late()).isTrue();
    }

    @Test
    void theParametersAtTheEndDecide() throws Exception {
        change(2, "*", "{\"peak_usd\":2000000,\"min_increases\":3}", RuleState.ACTIVE, 0);
        change(3, "account:" + WHALE, "{\"min_increases\":1}", RuleState.ACTIVE, 5_000);
        change(4, "coin:BTC", "{\"peak_usd\":500000}", RuleState.ACTIVE, 5_000);
        at(0, "0", "4");
        at(1_000, "4", "5");
        at(5_000, "5", "0");
        List<Alert> alerts = alerts();
        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0).ruleVersion()).isEqualTo(3);
        assertThat(alerts.get(0).details())
                .contains("\"min_increases\":1", "\"threshold_usd\":\"500000\"");
    }

    @Test
    void whilePausedNobodyIsToldAndShadowIsRecorded() throws Exception {
        change(2, "*", "{}", RuleState.PAUSED, 1_500);
        change(3, "*", "{}", RuleState.SHADOW, 3_000);
        at(0, "0", "10");
        at(1_000, "10", "11");
        at(1_400, "11", "12");
        at(2_999, "12", "0");
        assertThat(alerts()).isEmpty();
        log.remove(3);
        at(3_000, "12", "0");
        assertThat(alerts()).allMatch(Alert::shadow).hasSize(2);
    }

    @Test
    void tellsTheOneWhoLooksWhatHappened() throws Exception {
        at(0, "0", "-5");
        at(1_000, "-5", "-10");
        at(90_000, "-10", "-12.5");
        at(215_500, "-12.5", "0");
        Alert alert = alerts().get(0);
        assertThat(alert.message())
                .isEqualTo(
                        WHALE
                                + " opened a short position in BTC at 2025-10-10 21:15:03 UTC, increased it 2 times (threshold 2) and closed it 3 min 35 s later (threshold 10 min). It was worth 1,250,000 USD at its largest (threshold 1,000,000 USD).");
        assertThat(alert.details())
                .isEqualTo(
                        "{\"decreases\":0,\"ended_at\":\"2025-10-10T21:18:38.500Z\",\"ended_by\":\"close\",\"final_price\":\"100000\",\"increases\":2,\"lasted_ms\":215500,\"min_increases\":2,\"opened_at\":\"2025-10-10T21:15:03.000Z\",\"opening_price\":\"100000\",\"peak_usd\":\"1250000\",\"side\":\"short\",\"threshold_usd\":\"1000000\",\"window_ms\":600000}");
        assertThat(alert.evidence().length()).isLessThan(2_000);
    }

    @Test
    void aBotWithTenThousandEventsCostsThePatternAlmostNothing() throws Exception {
        for (int i = 0; i < 2_500; i++) {
            long atMs = i * 240L;
            event("o" + i, atMs, atMs, "0", "10", "100000");
            event("i" + i, atMs + 60, atMs + 60, "10", "11", "100000");
            event("j" + i, atMs + 120, atMs + 120, "11", "12", "100000");
            event("c" + i, atMs + 180, atMs + 180, "12", "0", "100000");
        }
        List<Alert> alerts = alerts();
        // two windows of log time are touched, 30 positions of 4 steps in each
        assertThat(first.sent(UnwindStepsRule.STEPS))
                .hasSizeBetween(
                        UnwindStepsCore.MAX_ANNOUNCED * 4, UnwindStepsCore.MAX_ANNOUNCED * 8);
        assertThat(alerts).hasSize(2);
    }

    @Test
    void aSmallOrLastingPositionCostsThePatternNothing() throws Exception {
        at(0, "0", "1");
        for (int i = 0; i < 1_000; i++) {
            at(1_000 + i, "1", "1.1");
        }
        at(3_000, "1.1", "0");
        at(10_000, "0", "100");
        at(10_000 + RapidUnwindParameters.MAX_WINDOW_MS + 1, "100", "101");
        at(10_000 + RapidUnwindParameters.MAX_WINDOW_MS + 2, "101", "102");
        alerts();
        assertThat(first.sent(UnwindStepsRule.STEPS)).isEmpty();
        assertThat(first.detector().nextDeadlineMs()).isNotEqualTo(Detector.NEVER);
        first.advance(BEGINNING + 10_000_000);
        assertThat(first.detector().nextDeadlineMs()).isEqualTo(Detector.NEVER);
    }

    @Test
    void parametersOutOfBoundsAreRefusedByName() {
        for (String wrong :
                List.of(
                        "{\"window_ms\":3600001}",
                        "{\"min_increases\":0}",
                        "{\"min_increases\":11}",
                        "{\"peak_usd\":\"-1\"}")) {
            String name = wrong.substring(2, wrong.indexOf('"', 2));
            assertThatThrownBy(() -> RapidUnwindRule.DEFINITION.parse(List.of(wrong)))
                    .hasMessageContaining(name);
        }
    }

    private void at(long atMs, String before, String after) {
        event("E" + log.size(), atMs, atMs, before, after, "100000");
    }

    private void event(
            String id, long atMs, long receivedMs, String before, String after, String price) {
        Provenance provenance =
                new Provenance(
                        Source.WS,
                        BEGINNING + receivedMs,
                        new Sequence(1, log.size()),
                        1,
                        1,
                        0,
                        true,
                        false);
        log.add(
                new Step<>(
                        BEGINNING + receivedMs,
                        Positions.event(
                                id,
                                WHALE,
                                "BTC",
                                BEGINNING + atMs,
                                before,
                                after,
                                price,
                                false,
                                provenance)));
    }

    private void change(int version, String scope, String parameters, RuleState state, long atMs) {
        changes.add(
                new RuleChange(
                        RapidUnwindCore.RULE,
                        scope,
                        version,
                        parameters,
                        state,
                        BEGINNING + atMs,
                        "test"));
    }

    /** Of the whole log, through the pattern's own operator. */
    private List<Alert> alerts() throws Exception {
        first =
                new RuleRun<>(
                        new UnwindStepsRule(),
                        event -> new RecordScope(event.coin(), event.address(), event.timeMs()),
                        changes);
        List<Step<UnwindStep>> steps = CepRun.steps(first, UnwindStepsRule.STEPS, log);
        try (CepRun<UnwindStep, RapidUnwind> cep = RapidUnwindPatternTest.cep()) {
            return new RuleRun<>(
                            new RapidUnwindRule(),
                            (RapidUnwind unwind) ->
                                    new RecordScope(
                                            unwind.ended().coin(),
                                            unwind.ended().address(),
                                            unwind.ended().timeMs()),
                            changes)
                    .run(cep.matches(steps, BEGINNING + END_MS, new Random(1)))
                    .recorded()
                    .alerts();
        }
    }
}
