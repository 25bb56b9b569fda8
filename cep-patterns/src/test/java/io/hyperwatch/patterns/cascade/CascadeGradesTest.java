package io.hyperwatch.patterns.cascade;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.patterns.incident.Told;
import io.hyperwatch.rules.RuleState;

import org.junit.jupiter.api.Test;

import static io.hyperwatch.patterns.cascade.CascadeFills.change;
import static org.assertj.core.api.Assertions.assertThat;

class CascadeGradesTest {

    private CascadeFills coin =
            new CascadeFills(change(2, RuleState.ACTIVE, -1, "{\"min_grade\":\"inferred_burst\"}"));

    @Test
    void inferredLiquidationsDoNotCountUnlessTheRuleSaysSo() {
        guess(20, 0, "1000000");
        assertThat(only().severity()).isEqualTo(Severity.WARNING);
        coin = new CascadeFills();
        guess(20, 0, "1000000");
        assertThat(coin.alerts()).isEmpty();
    }

    @Test
    void inferredOnesNeverPage() {
        guess(20, 0, "1000000");
        coin.several(4, 1_000, "1000000");
        assertThat(only().severity()).isEqualTo(Severity.WARNING);
        assertThat(only().message())
                .contains("shorts: none.", "Only inferred from public trades: 5 of them.");
        coin.judge("fifth", 2_000, "1");
        // five confirmed ones of 4M hold by themselves: 15 + 32 is a warning still
        assertThat(coin.alerts()).hasSize(1);
        coin.judge("sixth", 3_000, "1");
        assertThat(coin.alerts()).extracting(Alert::severity).last().isEqualTo(Severity.HIGH);
    }

    @Test
    void anInferredLiquidationThatIsConfirmedCountsOnce() {
        for (int i = 0; i < 4; i++) {
            guess("guess " + i, 100 + i, i, "30000");
            coin.fill("sure " + i).tid(100 + i).at(i).receivedAt(200).usd("30000").judge();
        }
        assertThat(coin.alerts()).isEmpty();
        guess("guess 4", 104, 4, "1");
        assertThat(only().valueUsd()).isEqualByComparingTo("120001");
        coin.fill("sure 4").tid(104).at(4).receivedAt(201).usd("1").judge();
        coin.pass(700_000);
        Told resolved = Told.of(coin.alerts().get(1));
        assertThat(resolved.evidenceCount()).isEqualTo(5);
        assertThat(resolved.valueUsd()).isEqualTo("120001");
    }

    @Test
    void aConfirmedTradeTakesTheWholeGuessAway() {
        guess("G", 100, 0, "50000");
        coin.fill("G")
                .tid(101)
                .at(1)
                .usd("50000")
                .grade(LiquidationGrade.INFERRED_BURST)
                .further(2, 0, "100000")
                .judge();
        coin.fill("sure").tid(100).at(0).receivedAt(10).usd("50000").judge();
        guess("G", 102, 2, "50000");
        coin.several(4, 20, "10000");
        // "sure" is worth 50,000 and the four are worth 40,000
        assertThat(coin.alerts()).isEmpty();
    }

    @Test
    void aGuessAtATradeThatIsConfirmedAlreadyIsNone() {
        coin.fill("sure").tid(100).at(0).usd("50000").judge();
        guess("G", 100, 0, "50000");
        guess("G", 101, 1, "50000");
        coin.several(4, 20, "10000");
        assertThat(coin.alerts()).isEmpty();
    }

    private void guess(int count, long fromMs, String usd) {
        for (int i = 0; i < count; i++) {
            guess("guess " + i, 1_000 + i, fromMs + i, usd);
        }
    }

    private void guess(String id, long tid, long atMs, String usd) {
        coin.fill(id).tid(tid).at(atMs).usd(usd).grade(LiquidationGrade.INFERRED_BURST).judge();
    }

    private Alert only() {
        assertThat(coin.alerts()).hasSize(1);
        return coin.alerts().get(0);
    }
}
