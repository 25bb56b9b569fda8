package io.hyperwatch.bridge.connect;

import io.hyperwatch.bridge.wire.Input;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionsTest {

    private static final Subscription MIDS = Subscription.allMids(null);
    private static final Subscription TRADES = Subscription.ofCoin("trades", "BTC");
    private static final Subscription CONTEXT = Subscription.ofCoin("activeAssetCtx", "BTC");
    private static final Subscription BOOK = Subscription.ofCoin("l2Book", "BTC");
    private static final ConnectionPlan MARKET =
            new ConnectionPlan("market", List.of(MIDS, TRADES, CONTEXT, BOOK));
    private static final ConnectionPlan STANDBY = new ConnectionPlan("standby", List.of(TRADES));

    private final FakeExchange exchange = new FakeExchange(new Random(3), ExchangeLimits.PUBLISHED);
    private final StreamLog log = new StreamLog();
    private Connections fleet = exchange.fleet(log, true);

    private FleetStatus.OfConnection of(String role) {
        return fleet.status().connections().stream()
                .filter(c -> c.role().equals(role))
                .findFirst()
                .orElseThrow();
    }

    private int start(ConnectionPlan... plans) {
        fleet.plan(List.of(plans));
        exchange.run(Duration.ofSeconds(3));
        return fleet.status().connections().get(0).number();
    }

    @Test
    void everythingPlannedIsConfirmedOnItsSocket() {
        start(MARKET, STANDBY);

        assertThat(of("market").confirmed())
                .containsExactly("allMids", "trades:BTC", "activeAssetCtx:BTC", "l2Book:BTC");
        assertThat(of("standby").confirmed()).containsExactly("trades:BTC");
        assertThat(of("market").pending()).isEmpty();
        assertThat(fleet.status().breaker()).isEqualTo("CLOSED");
        assertThat(log.count("confirmed")).isEqualTo(5);
    }

    @Test
    void aLostSocketIsReplacedWithinASecondUnderTheNextNumber() {
        int first = start(MARKET, STANDBY);
        exchange.run(Duration.ofMinutes(2));
        long heard = exchange.epochMs();
        exchange.cut(first, 1006);
        exchange.run(Duration.ofSeconds(2));

        assertThat(of("market").number()).isEqualTo(3);
        assertThat(of("market").pending()).isEmpty();
        assertThat(log.lostBy).containsOnlyKeys(first).containsEntry(first, "disconnect");
        assertThat(log.count("lost")).isEqualTo(4);
        assertThat(log.lastHeardMs.get(first)).isBetween(heard - 1_200, heard + 200);
        long gap = exchange.attempts.get(2) - Duration.ofMinutes(2).plusSeconds(3).toNanos();
        assertThat(Duration.ofNanos(gap)).isBetween(Duration.ZERO, Duration.ofSeconds(1));
    }

    @Test
    void aStalledSocketWithContextsIsGivenUpAfterFiveSeconds() {
        int first = start(MARKET);
        exchange.stall(first, Duration.ofMinutes(1));
        exchange.run(Duration.ofMillis(3_900));
        assertThat(log.lostBy).isEmpty();
        exchange.run(Duration.ofMillis(1_300));

        assertThat(log.lostBy).containsEntry(first, "stall");
    }

    @Test
    void aHalfOpenSocketIsFoundWithinTwentySeconds() {
        int first = start(STANDBY);
        exchange.run(Duration.ofSeconds(40));
        assertThat(log.lostBy).isEmpty();
        exchange.halfOpen(first);
        exchange.run(Duration.ofSeconds(20));

        assertThat(log.lostBy).containsEntry(first, "silence");
        assertThat(of("standby").confirmed()).containsExactly("trades:BTC");
    }

    @Test
    void aSilentButHealthySocketIsPingedAndKept() {
        int first = start(STANDBY);
        exchange.run(Duration.ofHours(1));

        assertThat(of("standby").number()).isEqualTo(first);
        assertThat(exchange.sent.stream().filter(s -> s.contains("ping")).count())
                .isBetween(240L, 900L);
    }

    @Test
    void silenceIsNotJudgedWhileOurOwnInboxLags() {
        int first = start(MARKET);
        exchange.lag(Duration.ofSeconds(2));
        exchange.stall(first, Duration.ofSeconds(30));
        exchange.run(Duration.ofSeconds(30));
        assertThat(log.lostBy).isEmpty();

        exchange.lag(Duration.ZERO);
        exchange.stall(first, Duration.ofMinutes(1));
        exchange.run(Duration.ofSeconds(11));
        assertThat(log.lostBy).containsEntry(first, "stall");
    }

    @Test
    void afterASleepOfOurOwnNothingIsHeldAgainstTheExchange() {
        int first = start(MARKET);
        exchange.stall(first, Duration.ofSeconds(30));
        long asleep = exchange.nanos() + Duration.ofSeconds(30).toNanos();
        fleet.advance(asleep);

        assertThat(log.lostBy).isEmpty();
    }

    @Test
    void aSilentStreamIsAskedForAgainAndThenCostsTheSocket() {
        int first = start(MARKET);
        exchange.mute.add("l2Book:BTC");
        exchange.run(Duration.ofSeconds(30));
        assertThat(log.lines).contains("silent " + first + " l2Book:BTC");
        assertThat(log.lostBy).isEmpty();
        exchange.run(Duration.ofSeconds(175));
        assertThat(log.lostBy).containsEntry(first, "silence");
        assertThat(exchange.sent.stream().filter(s -> s.contains("unsubscribe")).count())
                .isEqualTo(3);
        assertThat(log.count("silent")).isEqualTo(1);

        // It stays silent on the next socket: that one is kept.
        int second = of("market").number();
        exchange.run(Duration.ofMinutes(30));
        assertThat(of("market").number()).isEqualTo(second);

        exchange.mute.clear();
        exchange.run(Duration.ofMinutes(2));
        assertThat(log.lines).contains("speaks " + second + " l2Book:BTC");
        exchange.mute.add("l2Book:BTC");
        exchange.run(Duration.ofMinutes(5));
        assertThat(log.lostBy).containsEntry(second, "silence");
    }

    @Test
    void withoutReconnectingALostSocketStaysLost() {
        fleet = exchange.fleet(log, false);
        int first = start(MARKET, STANDBY);
        exchange.cut(first, 1000);
        exchange.run(Duration.ofHours(1));

        assertThat(of("market").open()).isFalse();
        assertThat(of("standby").open()).isTrue();
        assertThat(exchange.attempts).hasSize(2);
    }

    @Test
    void failuresOverTenSecondsStopConnectingAndOneProbeEndsThat() {
        exchange.refusesConnections = true;
        fleet.plan(List.of(MARKET, STANDBY));
        exchange.run(Duration.ofSeconds(9));
        assertThat(fleet.status().breaker()).isEqualTo("CLOSED");
        exchange.run(Duration.ofSeconds(11));
        assertThat(fleet.status().breaker()).isEqualTo("OPEN");
        int failed = exchange.attempts.size();
        assertThat(failed).isBetween(5, 20);
        exchange.run(Duration.ofSeconds(25));
        assertThat(exchange.attempts.size() - failed).isBetween(0, 1);

        exchange.refusesConnections = false;
        exchange.run(Duration.ofSeconds(65));
        assertThat(fleet.status().breaker()).isEqualTo("CLOSED");
        assertThat(of("market").pending()).isEmpty();
        assertThat(of("standby").pending()).isEmpty();
    }

    @Test
    void whileTheExchangeIsAwayThereIsOneAttemptInThirtySeconds() {
        exchange.refusesConnections = true;
        fleet.plan(List.of(MARKET, STANDBY));
        exchange.run(Duration.ofMinutes(1));
        int before = exchange.attempts.size();
        exchange.run(Duration.ofMinutes(30));

        assertThat(exchange.attempts.size() - before).isBetween(55, 61);
        long[] gaps =
                IntStream.range(before, exchange.attempts.size())
                        .mapToLong(i -> exchange.attempts.get(i) - exchange.attempts.get(i - 1))
                        .toArray();
        assertThat(LongStream.of(gaps).min().orElseThrow()).isGreaterThan(29 * FakeExchange.SECOND);
    }

    @Test
    void pausingClosesEverythingAndResumingBringsItBack() {
        int first = start(MARKET, STANDBY);
        fleet.pause("kafka");
        assertThat(exchange.open()).isEmpty();
        assertThat(log.lostBy).containsEntry(first, "kafka").containsEntry(2, "kafka");
        assertThat(fleet.status().paused()).isEqualTo("kafka");
        exchange.run(Duration.ofMinutes(5));
        assertThat(exchange.attempts).hasSize(2);

        fleet.resume();
        exchange.run(Duration.ofSeconds(3));
        assertThat(of("market").pending()).isEmpty();
        assertThat(of("standby").pending()).isEmpty();
    }

    @Test
    void aPauseWhileConnectingLeavesTheBreakerUsable() {
        exchange.refusesConnections = true;
        fleet.plan(List.of(MARKET));
        exchange.run(Duration.ofMinutes(2));
        exchange.refusesConnections = false;
        while (!fleet.status().breaker().equals("HALF_OPEN")) {
            exchange.run(Duration.ofMillis(10));
        }
        fleet.pause("kafka");
        fleet.resume();
        exchange.run(Duration.ofSeconds(3));

        assertThat(of("market").pending()).isEmpty();
    }

    @Test
    void aNewPlanTouchesOnlyWhatChanged() {
        int first = start(MARKET, STANDBY);
        exchange.sent.clear();
        Subscription eth = Subscription.ofCoin("trades", "ETH");
        fleet.plan(List.of(new ConnectionPlan("market", List.of(MIDS, TRADES, eth, CONTEXT))));
        exchange.run(Duration.ofSeconds(2));

        assertThat(of("market").number()).isEqualTo(first);
        assertThat(of("market").pending()).isEmpty();
        assertThat(exchange.open()).containsExactly(first);
        assertThat(exchange.sent.stream().filter(s -> !s.contains("ping")))
                .containsExactly(BOOK.unsubscribeFrame(), eth.subscribeFrame());
        assertThat(log.lines)
                .contains("lost 1 l2Book:BTC replan", "lost 2 trades:BTC replan")
                .noneMatch(line -> line.startsWith("lost 1 trades:BTC"));
    }

    @Test
    void resubscribingEndsAndAsksAgainOnThatSocketOnly() {
        int first = start(MARKET, STANDBY);
        exchange.sent.clear();

        assertThat(fleet.resubscribe("trades:ETH", first)).isFalse();
        assertThat(fleet.resubscribe("trades:BTC", 99)).isFalse();
        assertThat(fleet.resubscribe("trades:BTC", first)).isTrue();
        assertThat(fleet.resubscribe("trades:BTC", first)).isFalse();
        exchange.run(Duration.ofSeconds(1));

        assertThat(exchange.sent)
                .containsExactly(TRADES.unsubscribeFrame(), TRADES.subscribeFrame());
        assertThat(log.count("confirmed 1 trades:BTC")).isEqualTo(2);
        assertThat(log.count("lost")).isZero();
    }

    @Test
    void whatIsRefusedIsTriedAgainAfterFiveMinutesAndNothingElseIs() {
        exchange.refused.add("l2Book:BTC");
        start(MARKET);
        assertThat(log.refused).containsExactly("l2Book:BTC");
        assertThat(of("market").pending()).containsExactly("l2Book:BTC");
        exchange.refused.clear();
        exchange.run(Duration.ofMinutes(4));
        assertThat(of("market").pending()).containsExactly("l2Book:BTC");
        exchange.run(Duration.ofMinutes(2));

        assertThat(of("market").pending()).isEmpty();
        assertThat(exchange.sent.stream().filter(s -> s.contains("subscribe")).count())
                .isEqualTo(5);
    }

    @Test
    void whatIsRefusedWhenAskedForAgainIsLost() {
        int first = start(MARKET);
        exchange.refused.add("trades:BTC");
        fleet.resubscribe("trades:BTC", first);
        exchange.run(Duration.ofSeconds(1));

        assertThat(log.lines).contains("lost 1 trades:BTC refused", "refused trades:BTC");
    }

    @Test
    void anUnansweredSubscriptionIsAskedForAgain() {
        exchange.unanswered.add("trades:BTC");
        start(MARKET);
        exchange.unanswered.clear();
        exchange.run(Duration.ofSeconds(11));

        assertThat(of("market").pending()).isEmpty();
        assertThat(exchange.sent).filteredOn(TRADES.subscribeFrame()::equals).hasSize(2);
    }

    @Test
    void whatIsStillHeardOfAnAbandonedSocketIsIgnored() {
        int first = start(MARKET);
        exchange.halfOpen(first);
        exchange.run(Duration.ofSeconds(30));
        long lines = log.lines.size();
        fleet.frame(first, "trades:BTC", null);
        fleet.closed(new Input.Closed(0, first, 1006, ""));
        fleet.opened(new Input.Opened(0, first));

        assertThat(log.lines).hasSize((int) lines);
        assertThat(of("market").open()).isTrue();
    }

    @Test
    void subscribesLeaveRoomForPingsUnderTheMessageLimit() {
        ExchangeLimits tight = new ExchangeLimits(4, 1_000, 10, 120, 30);
        FakeExchange small = new FakeExchange(new Random(5), tight);
        Connections few = small.fleet(log, true);
        List<Subscription> many =
                IntStream.range(0, 400)
                        .mapToObj(i -> Subscription.ofCoin("trades", "C" + i))
                        .toList();
        few.plan(List.of(new ConnectionPlan("market", many)));
        small.run(Duration.ofMinutes(8));

        assertThat(small.violations).isEmpty();
        assertThat(small.mostMessages).isBetween(60, 120);
        assertThat(few.status().connections().get(0).pending()).isEmpty();
        assertThat(log.lostBy).isEmpty();
    }

    @Test
    void socketsThatBreakAtOnceNeverCostMoreThanThirtyConnectionsAMinute() {
        fleet.plan(
                IntStream.range(0, 8)
                        .mapToObj(i -> new ConnectionPlan("role-" + i, List.of(TRADES)))
                        .toList());
        for (int i = 0; i < 10 * 60 * 5; i++) {
            exchange.run(Duration.ofMillis(200));
            exchange.open().forEach(number -> exchange.cut(number, 1000));
        }

        assertThat(exchange.violations).isEmpty();
        assertThat(exchange.mostConnects).isEqualTo(30);
        exchange.run(Duration.ofMinutes(2));
        assertThat(fleet.status().connections())
                .allMatch(c -> c.confirmed().equals(List.of("trades:BTC")));
    }
}
