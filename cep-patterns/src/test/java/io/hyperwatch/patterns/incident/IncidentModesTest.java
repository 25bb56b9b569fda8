package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertId;
import io.hyperwatch.alerts.AlertKind;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What an incident does with records that are judged under other changes of its rule. */
class IncidentModesTest {

    private static final InForce<String> ACTIVE = new InForce<>(3, RuleState.ACTIVE, "");
    private static final InForce<String> SHADOW = new InForce<>(2, RuleState.SHADOW, "");

    private final HeapCell<IncidentMemory> memory = new HeapCell<>();
    private final RecordedVerdicts verdicts = new RecordedVerdicts();
    private final IncidentCore core =
            new IncidentCore(
                    "a-rule",
                    memory,
                    verdicts,
                    incident -> Phrases.resolution(incident, "Resolved", "event", "It was bad."));

    @Test
    void anActiveIncidentIsNotChangedByWhatIsJudgedInShadow() {
        assertThat(hold(ACTIVE, 0, "a", Severity.WARNING)).isTrue();
        OpenIncident before = core.current();
        assertThat(hold(SHADOW, 50_000, "b", Severity.CRITICAL)).isFalse();
        assertThat(core.current()).isEqualTo(before);
        assertThat(hold(ACTIVE, 59_000, "c", Severity.WARNING)).isTrue();
        assertThat(core.current().evidence().count()).isEqualTo(2);
        assertThat(hold(SHADOW, 118_000, "d", Severity.WARNING)).isFalse();
        core.advance(119_000);
        assertThat(kinds()).containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
        assertThat(verdicts.alerts().get(1).eventTimeMs()).isEqualTo(119_000);
        assertThat(verdicts.alerts()).extracting(Alert::shadow).containsOnly(false);
    }

    @Test
    void aRuleInShadowEndsWhatLastsAfterTheQuietTimeAndOpensOneOnlyThen() {
        hold(ACTIVE, 0, "a", Severity.WARNING);
        core.lasts(ACTIVE, 0);
        hold(SHADOW, 100_000, "b", Severity.WARNING);
        core.lasts(SHADOW, 100_000);
        core.lasts(SHADOW, 110_000);
        core.advance(159_999);
        assertThat(kinds()).containsExactly(AlertKind.OPEN);
        core.advance(160_000);
        hold(SHADOW, 160_000, "c", Severity.WARNING);

        assertThat(kinds()).containsExactly(AlertKind.OPEN, AlertKind.RESOLVE, AlertKind.OPEN);
        assertThat(verdicts.alerts().get(1).eventTimeMs()).isEqualTo(160_000);
        assertThat(verdicts.alerts()).extracting(Alert::shadow).containsExactly(false, false, true);
    }

    @Test
    void whatLastsGoesOnWhenTheNextRecordIsJudgedAsActive() {
        hold(ACTIVE, 0, "a", Severity.WARNING);
        core.lasts(ACTIVE, 0);
        for (long at = 1_000; at < 300_000; at += 50_000) {
            core.advance(at);
            hold(SHADOW, at, "shadow" + at, Severity.WARNING);
            core.lasts(ACTIVE, at + 10_000);
        }
        core.advance(10_000_000);
        assertThat(kinds()).containsExactly(AlertKind.OPEN);
    }

    @Test
    void anIncidentInShadowIsOverWhereARuleThatIsActiveSaysThatTheConditionLasts() {
        hold(SHADOW, 0, "a", Severity.WARNING);
        core.lasts(SHADOW, 0);
        core.lasts(ACTIVE, 5_000);
        core.advance(65_000);
        assertThat(kinds()).containsExactly(AlertKind.OPEN, AlertKind.RESOLVE);
        assertThat(verdicts.alerts()).extracting(Alert::shadow).containsOnly(true);
    }

    @Test
    void whatWasToldInShadowIsToldWhenItIsJudgedAsActive() {
        hold(SHADOW, 0, "a", Severity.WARNING);
        core.advance(100_000);
        assertThat(hold(ACTIVE, 100_000, "a", Severity.WARNING)).isTrue();
        assertThat(kinds()).containsExactly(AlertKind.OPEN, AlertKind.RESOLVE, AlertKind.OPEN);
        assertThat(verdicts.alerts()).extracting(Alert::shadow).containsExactly(true, true, false);
    }

    /** Another program may count the versions of each scope from 2. */
    @Test
    void alsoWhereTheOverrideInShadowHasTheSameVersion() {
        InForce<String> override = new InForce<>(3, RuleState.SHADOW, "");
        hold(override, 0, "a", Severity.WARNING);
        assertThat(hold(ACTIVE, 1_000, "a", Severity.WARNING)).isTrue();
        assertThat(verdicts.alerts()).extracting(Alert::shadow).containsExactly(true, true, false);
        core.advance(100_000);
        hold(override, 100_000, "a", Severity.WARNING);
        assertThat(verdicts.alerts()).hasSize(4);
    }

    @Test
    void aResolveIsOfTheVersionThatItsIncidentWasToldUnder() {
        InForce<String> all = new InForce<>(6023, RuleState.ACTIVE, "");
        InForce<String> account = new InForce<>(6025, RuleState.ACTIVE, "");
        hold(all, 0, "a", Severity.CRITICAL);
        core.advance(60_000);
        hold(account, 60_000, "a", Severity.CRITICAL);
        hold(all, 61_000, "b", Severity.CRITICAL);
        core.advance(200_000);

        assertThat(verdicts.alerts())
                .extracting(Alert::ruleVersion)
                .containsExactly(6023, 6023, 6025, 6025);
        assertThat(verdicts.alerts()).extracting(Alert::alertId).doesNotHaveDuplicates();
    }

    @Test
    void escalatesToNothingThatAnEarlierIncidentHasTold() {
        hold(ACTIVE, 0, "a", Severity.CRITICAL);
        core.advance(60_000);
        InForce<String> other = new InForce<>(4, RuleState.ACTIVE, "");
        hold(other, 60_000, "a", Severity.INFO);
        hold(other, 61_000, "b", Severity.WARNING);
        hold(ACTIVE, 62_000, "c", Severity.CRITICAL);
        assertThat(kinds())
                .containsExactly(
                        AlertKind.OPEN, AlertKind.RESOLVE, AlertKind.OPEN, AlertKind.ESCALATE);
        assertThat(core.current().severity()).isEqualTo(Severity.CRITICAL);
        hold(other, 63_000, "d", Severity.HIGH);
        core.advance(200_000);

        assertThat(verdicts.alerts())
                .extracting(Alert::severity)
                .containsExactly(
                        Severity.CRITICAL,
                        Severity.CRITICAL,
                        Severity.INFO,
                        Severity.WARNING,
                        Severity.HIGH,
                        Severity.HIGH);
        Alert resolve = verdicts.alerts().get(5);
        assertThat(resolve.alertId())
                .isEqualTo(AlertId.of("a-rule", 4, "venue", AlertKind.RESOLVE, Severity.HIGH, "a"));
        assertThat(verdicts.alerts()).extracting(Alert::alertId).doesNotHaveDuplicates();
        List<Incident> rows = verdicts.incidents();
        assertThat(rows.get(rows.size() - 1).severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rows.get(rows.size() - 1).eventCount()).isEqualTo(4);
    }

    private List<AlertKind> kinds() {
        return verdicts.alerts().stream().map(Alert::kind).toList();
    }

    private boolean hold(InForce<String> rule, long atMs, String identity, Severity severity) {
        return core.held(
                new Judgement(
                        rule,
                        Subject.VENUE,
                        severity,
                        atMs,
                        false,
                        null,
                        null,
                        Judgement.quietMs(10_000)),
                evidence -> evidence.plus(EvidenceEvent.of(identity, atMs, null, Map.of())),
                incident -> new AlertText("title", "message", Map.of("figure", identity)),
                atMs);
    }
}
