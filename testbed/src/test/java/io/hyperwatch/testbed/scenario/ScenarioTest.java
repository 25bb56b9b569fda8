package io.hyperwatch.testbed.scenario;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.testbed.scenario.Scenario.ExpectedAlert;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScenarioTest {

    private static final String COINS =
            "name: x\nseed: 1\nduration: 10s\ncoins:\n"
                    + "  - {coin: BTC, price: 67000, volume24hUsd: 1, tradesPerSecond: 1,"
                    + " tradeUsd: 100}\n";

    @Test
    void readsTheBundledIncidentAndWhatItMustCause() {
        Scenario incident = Scenario.bundled("incident");
        assertThat(incident.duration()).isEqualTo(Span.parse("60s"));
        assertThat(incident.expect())
                .contains(
                        new ExpectedAlert("flash-loan", "venue", Severity.CRITICAL),
                        new ExpectedAlert("oracle-deviation", "coin:HYPE", Severity.WARNING));
        assertThat(Scenario.bundled("calm").expect()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        assertThatThrownBy(() -> Scenario.parse(COINS + "colour: red\n", "my.yaml"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scenario my.yaml:")
                .hasMessageContaining("colour");
        assertThatThrownBy(
                        () ->
                                Scenario.parse(
                                        COINS
                                                + "actions:\n"
                                                + "  - {at: 5s, burst: {coin: ETH, trades: 3,"
                                                + " over: 1s}}\n",
                                        "my.yaml"))
                .hasMessageContaining("coin ETH is not under coins");
        assertThatThrownBy(() -> Scenario.parse(COINS + "actions:\n  - {at: 5s}\n", "my.yaml"))
                .hasMessageContaining("an action needs at and one of");
        assertThatThrownBy(() -> Scenario.parse(COINS + "actions:\n  - {at: soon}\n", "my.yaml"))
                .hasMessageContaining("not a length of time");
        assertThatThrownBy(() -> Scenario.bundled("nothing"))
                .hasMessageContaining("no scenario called nothing");
    }

    @Test
    void plansTheSameEventsFromTheSameSeedAndOthersFromAnother() {
        Scenario incident = Scenario.bundled("incident");
        Timeline once = Timeline.of(incident);
        assertThat(Timeline.of(Scenario.bundled("incident"))).isEqualTo(once);
        Scenario other =
                new Scenario(
                        incident.name(),
                        incident.seed() + 1,
                        incident.duration(),
                        incident.coins(),
                        incident.actions(),
                        incident.expect());
        assertThat(Timeline.of(other)).isNotEqualTo(once);
        assertThat(once.steps()).hasSizeGreaterThan(1_000);
    }
}
