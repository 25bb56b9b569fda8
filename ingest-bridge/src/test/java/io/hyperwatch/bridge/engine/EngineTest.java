package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.connect.AccountPlaces;
import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.publish.SpoolState;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class EngineTest {

    private final EngineRig rig = new EngineRig();

    private List<CoverageEvent> about(String stream, CoverageKind kind) {
        return rig.coverage.stream()
                .filter(e -> e.stream().equals(stream) && e.kind() == kind)
                .toList();
    }

    private long asked(String type) {
        return rig.exchange.asked.stream()
                .filter(json -> json.contains("\"" + type + "\""))
                .count();
    }

    @Test
    void aCoinThatDoesNotExistIsSaidInsteadOfAPlan() {
        rig.values.put("POPULAR_COINS", "BTC,NOPE");

        rig.start();

        assertThat(rig.problems).containsExactly("the exchange lists no coin NOPE");
        assertThat(rig.plan).isNull();
        assertThat(rig.exchange.connects).isZero();
    }

    @Test
    void withoutRestItGoesByTheSettingsAndTheKnownAccounts() {
        rig.values.put("HLP_VAULT_ADDRESS", AccountPlaces.MAINNET_VAULT);
        rig.exchange.restIsSilent = true;
        rig.start();
        assertThat(rig.exchange.connects).isZero();

        rig.run(Duration.ofSeconds(12));

        assertThat(rig.carrying("trades:BTC")).hasSize(1);
        assertThat(rig.plan.streaming())
                .contains(
                        Subscription.ofUser(
                                "userFills",
                                AccountPlaces.knownChildren(AccountPlaces.MAINNET_VAULT).get(0)));
    }

    @Test
    void withoutWebSocketEverythingIsPolled() {
        rig.values.put("WEBSOCKET_ENABLED", "false");
        rig.exchange.answers.put("allMids", "{\"BTC\":\"1.5\",\"ETH\":\"2\"}");

        rig.start();
        rig.run(Duration.ofSeconds(15));

        assertThat(rig.exchange.connects).isZero();
        assertThat(rig.records(Topic.PRICES)).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void restTakesOverWithinFifteenSecondsAndHandsBack() {
        rig.exchange.answers.put("allMids", "{\"BTC\":\"1.5\",\"ETH\":\"2\"}");
        rig.start();
        assertThat(rig.carrying("allMids:")).hasSize(1);
        long before = asked("allMids");

        rig.exchange.socketsAreRefused = true;
        rig.exchange.cut(rig.carrying("allMids:").get(0));
        rig.run(Duration.ofSeconds(15));
        assertThat(asked("allMids")).isGreaterThan(before);
        assertThat(asked("recentTrades")).isPositive();
        assertThat(about("allMids", CoverageKind.GAP_OPENED)).hasSize(1);

        rig.exchange.socketsAreRefused = false;
        rig.run(Duration.ofSeconds(61));
        assertThat(rig.carrying("allMids:")).hasSize(1);
        long after = asked("recentTrades");
        rig.run(Duration.ofMinutes(1));
        assertThat(asked("recentTrades")).isEqualTo(after);
    }

    @Test
    void whileTheSpoolIsFullNothingIsTakenInAndTheGapSaysWhy() {
        rig.start();
        int socket = rig.carrying("trades:BTC").get(0);
        rig.exchange.frame(socket, rig.trades("BTC", 1, 2));
        rig.run(Duration.ofMillis(10));

        rig.publisher.setState(SpoolState.SPOOLING);
        rig.run(Duration.ofSeconds(5));
        assertThat(rig.carrying("trades:BTC")).as("a spool with room").containsExactly(socket);

        rig.publisher.setState(SpoolState.FULL);
        rig.run(Duration.ofSeconds(1));
        assertThat(rig.exchange.sockets).isEmpty();
        assertThat(about("trades:BTC", CoverageKind.GAP_OPENED))
                .extracting(CoverageEvent::reason)
                .containsExactly("kafka");

        int connects = rig.exchange.connects;
        int questions = rig.exchange.asked.size();
        rig.run(Duration.ofMinutes(2));
        assertThat(rig.exchange.connects).isEqualTo(connects);
        assertThat(rig.exchange.asked).hasSize(questions);

        rig.publisher.setState(SpoolState.FLOWING);
        rig.run(Duration.ofSeconds(3));
        rig.exchange.frame(rig.carrying("trades:BTC").get(0), rig.trades("BTC", 2, 3));
        rig.run(Duration.ofMillis(10));
        assertThat(about("trades:BTC", CoverageKind.GAP_CLOSED))
                .extracting(CoverageEvent::closedBy)
                .as("the replay begins with a known trade")
                .containsExactly(CoverageEvent.REPLAY);
        assertThat(rig.records(Topic.TRADES)).hasSize(3);
    }

    @Test
    void whatFoundNoRoomIsAGap() {
        rig.start();

        rig.engine.dropped(Topic.TRADES, "BTC", 1_790_000_000_123L);

        List<CoverageEvent> closed = about("trades:BTC", CoverageKind.GAP_CLOSED);
        assertThat(closed).hasSize(1);
        assertThat(closed.get(0).gapStartMs()).isEqualTo(1_790_000_000_123L);
        assertThat(closed.get(0).gapEndMs()).isEqualTo(1_790_000_000_123L);
        assertThat(closed.get(0).reason()).isEqualTo("kafka");
        assertThat(closed.get(0).closedBy()).isEqualTo(CoverageEvent.RESUMED);
    }

    @Test
    void aClockThatWasSetBackDoesNotMakeSequencesFall() {
        long newestMs = rig.clock.epochMs() + 60_000;
        rig.start(new Past(newestMs, null, List.of()));
        rig.exchange.frame(rig.carrying("trades:BTC").get(0), rig.trades("BTC", 1));
        rig.run(Duration.ofMillis(10));

        assertThat(rig.records(Topic.TRADES).get(0).header("sequence").orElseThrow())
                .startsWith(Long.toString(newestMs + 1));
    }

    @Test
    void afterARestartEachStreamHasAGapUntilItIsFilled() {
        long coveredUntilMs = rig.clock.epochMs() - 30_000;

        rig.start(new Past(0, coveredUntilMs, List.of()));

        assertThat(about("trades:BTC", CoverageKind.GAP_OPENED))
                .extracting(CoverageEvent::gapStartMs, CoverageEvent::reason)
                .containsExactly(tuple(coveredUntilMs, "restart"));
    }

    @Test
    void whatIsKnownIsReportedOnceASecond() {
        rig.start();
        rig.run(Duration.ofSeconds(2));

        assertThat(rig.health.streams()).containsKeys("trades:BTC", "allMids");
        assertThat(rig.health.connections()).isNotEmpty();
        assertThat(rig.clock.epochMs() - rig.health.takenAtMs()).isLessThanOrEqualTo(1_250);
    }
}
