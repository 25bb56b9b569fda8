package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.TrackingPurpose;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class TrackingDeskCoreTest {

    private static final long NOW = 1_784_684_100_000L;
    private static final String TWO_AT_ONCE = "{\"max_accounts\":2}";

    private RuleRun<LiquidationFill, TrackingDeskParameters> run = run(List.of());

    @Test
    void theFillsOfAnAccountAreAskedForFromAMinuteBeforeItsBurst() {
        burst("0xa", NOW, 100_000, NOW + 10_000);
        assertThat(asked())
                .containsExactly(
                        new TrackingRequest(
                                "0xa",
                                TrackingPurpose.FILLS,
                                TrackingDeskCore.PRIORITY,
                                NOW + 10_000,
                                NOW - 60_000,
                                null,
                                "trades on HYPE look like a liquidation, 100,000 USD so far"));
    }

    @Test
    void whatHappenedBeforeTheQuestionIsCoveredByItsAnswer() {
        burst("0xa", NOW, 100_000, NOW + 10_000);
        burst("0xa", NOW + 10_000, 200_000, NOW + 20_000);
        run.advance(NOW + 3_600_000);
        assertThat(asked()).hasSize(1);
        assertThat(run.detector().nextDeadlineMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatHappensAfterItIsAskedForWhenItsTimeHasCome() {
        burst("0xa", NOW, 100_000, NOW + 10_000);
        burst("0xa", NOW + 10_001, 200_000, NOW + 20_001);
        burst("0xa", NOW + 90_000, 300_000, NOW + 100_000);
        run.advance(NOW + 10_000 + 299_999);
        assertThat(asked()).hasSize(1);
        run.advance(NOW + 10_000 + 300_000);
        assertThat(asked()).hasSize(2);
        assertThat(asked().get(1).timeMs()).isEqualTo(NOW + 310_000);
        assertThat(asked().get(1).sinceMs()).isEqualTo(NOW + 10_001 - 60_000);
    }

    @Test
    void noMoreThanSoManyAreAskedAboutAtOnceTheLargestOfTheOthersNext() {
        run = run(List.of(change(2, RuleState.ACTIVE, TWO_AT_ONCE, 0)));
        burst("0xa", NOW, 1, NOW + 10_000);
        burst("0xb", NOW, 1, NOW + 11_000);
        burst("0xc", NOW + 1_000, 5, NOW + 12_000);
        burst("0xd", NOW + 2_000, 7, NOW + 13_000);
        assertThat(users()).containsExactly("0xa", "0xb");
        run.advance(NOW + 310_000);
        assertThat(users()).containsExactly("0xa", "0xb", "0xd");
        run.advance(NOW + 311_000);
        assertThat(users()).containsExactly("0xa", "0xb", "0xd", "0xc");
    }

    @Test
    void ofThoseWhoWaitTheLongestAgoIsLeftOut() {
        run = run(List.of(change(2, RuleState.ACTIVE, TWO_AT_ONCE, 0)));
        burst("0xa", NOW, 1, NOW + 10_000);
        burst("0xb", NOW, 1, NOW + 10_000);
        burst("0xc", NOW + 1_000, 9_000_000, NOW + 12_000);
        burst("0xd", NOW + 2_000, 7, NOW + 12_000);
        burst("0xe", NOW + 2_001, 5, NOW + 12_001);
        run.advance(NOW + 3_600_000);
        assertThat(users()).containsExactly("0xa", "0xb", "0xd", "0xe");
    }

    @Test
    void whoseFillsWouldBeHistoryIsNotAskedAbout() {
        run = run(List.of(change(2, RuleState.ACTIVE, "{\"ask_every_ms\":600000}", 0)));
        burst("0xa", NOW, 1, NOW + 10_000);
        burst("0xa", NOW + 10_001, 1, NOW + 20_001);
        run.advance(NOW + 3_600_000);
        assertThat(asked()).hasSize(2);
        burst("0xb", NOW + 4_000_000, 1, NOW + 4_010_000);
        burst("0xb", NOW + 4_009_999, 1, NOW + 4_019_999);
        burst("0xc", NOW + 4_009_999, 1, NOW + 4_610_000);
        assertThat(users()).containsExactly("0xa", "0xa", "0xb");
    }

    @Test
    void pausedItAsksNothing() {
        run =
                run(
                        List.of(
                                change(2, RuleState.PAUSED, "{}", NOW),
                                change(3, RuleState.ACTIVE, "{}", NOW + 1_000)));
        burst("0xa", NOW, 1, NOW + 10_000);
        assertThat(asked()).isEmpty();
        burst("0xa", NOW + 1_000, 1, NOW + 11_000);
        assertThat(asked()).hasSize(1);
    }

    private void burst(String user, long timeMs, int valueUsd, long logTimeMs) {
        run.judge(InferredFills.fill(user, "HYPE", timeMs, valueUsd, 0), logTimeMs);
    }

    private List<TrackingRequest> asked() {
        return run.sent(TrackingDeskRule.REQUESTS);
    }

    private List<String> users() {
        return asked().stream().map(TrackingRequest::user).toList();
    }

    static RuleRun<LiquidationFill, TrackingDeskParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new TrackingDeskRule(),
                fill -> new RecordScope(fill.coin(), fill.liquidatedUser(), fill.timeMs()),
                changes);
    }

    static RuleChange change(int version, RuleState state, String parameters, long fromMs) {
        return new RuleChange(
                TrackingDeskCore.RULE, "*", version, parameters, state, fromMs, "test");
    }
}
