package io.hyperwatch.bridge.ws;

import io.hyperwatch.bridge.normalize.Control;
import io.hyperwatch.bridge.normalize.Normalizer;
import io.hyperwatch.bridge.normalize.Watchlist;
import io.hyperwatch.bridge.testing.SmallExchange;
import io.hyperwatch.bridge.wire.Input;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SocketSupervisorTest {

    private static final Subscription MIDS = Subscription.allMids(null);
    private static final Subscription BTC = Subscription.ofCoin("trades", "BTC");

    private final List<Input.Frame> frames = new CopyOnWriteArrayList<>();
    private final Set<Integer> connections = ConcurrentHashMap.newKeySet();
    private final Normalizer normalizer =
            new Normalizer(1, new Watchlist(Set.of(), false, "0x", Set.of()));
    private SmallExchange exchange;
    private SocketSupervisor supervisor;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @BeforeAll
    static void allowForASlowMachine() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @BeforeEach
    void openExchange() throws Exception {
        exchange = new SmallExchange();
    }

    @AfterEach
    void closeAll() throws Exception {
        gate.countDown();
        if (supervisor != null) {
            supervisor.stop();
        }
        exchange.close();
    }

    private void start(boolean autoReconnect, int pingSeconds, int silenceSeconds) {
        supervisor =
                new SocketSupervisor(
                        new SocketSettings(
                                exchange.webSocketUrl(),
                                autoReconnect,
                                Duration.ofSeconds(pingSeconds),
                                Duration.ofSeconds(silenceSeconds)),
                        this::take,
                        () -> 0,
                        new SimpleMeterRegistry());
        supervisor.want(List.of(MIDS, BTC));
        supervisor.start();
    }

    private void take(int connection, String text) throws InterruptedException {
        gate.await();
        connections.add(connection);
        Input.Frame frame = new Input.Frame(1, connection, text);
        frames.add(frame);
        Control control = normalizer.normalize(frame).control();
        if (control != null) {
            supervisor.heard(connection, control);
        }
    }

    private void awaitConfirmed() {
        await().untilAsserted(
                        () ->
                                assertThat(supervisor.confirmedStreams())
                                        .containsExactlyInAnyOrder("allMids", "trades:BTC"));
    }

    @Test
    void everythingWantedIsSubscribedAndConfirmed() {
        start(true, 20, 60);

        awaitConfirmed();
        assertThat(exchange.received())
                .containsExactly(MIDS.subscribeFrame(), BTC.subscribeFrame());
        assertThat(supervisor.connection()).isEqualTo(1);
        assertThat(supervisor.isAnswering()).isTrue();
        exchange.send("hello");
        await().until(() -> frames.contains(new Input.Frame(1, 1, "hello")));
    }

    @Test
    void aLostSocketIsReplacedUnderTheNextNumberAndSubscribedAgain() {
        start(true, 20, 60);
        awaitConfirmed();

        exchange.drop();

        await().until(() -> supervisor.connection() == 2);
        awaitConfirmed();
        assertThat(exchange.connections()).isEqualTo(2);
        assertThat(connections).containsExactly(1, 2);
    }

    @Test
    void withoutAutomaticReconnectALostSocketStaysLost() {
        start(false, 20, 60);
        awaitConfirmed();

        exchange.drop();

        await().until(() -> supervisor.connection() == 0);
        await().during(Duration.ofSeconds(1)).until(() -> exchange.connections() == 1);
    }

    @Test
    void pingsAreSentAsJson() {
        start(true, 1, 60);

        await().until(() -> exchange.received().contains("{\"method\":\"ping\"}"));
        await().until(() -> frames.stream().anyMatch(f -> f.text().contains("pong")));
    }

    @Test
    void aSilentSocketIsGivenUp() {
        start(true, 1, 2);
        awaitConfirmed();

        exchange.mute(true);

        await().until(() -> exchange.connections() > 1);
        exchange.mute(false);
        awaitConfirmed();
    }

    @Test
    void aReaderThatWaitsForRoomIsNotMistakenForSilence() {
        start(true, 1, 5);
        awaitConfirmed();
        gate = new CountDownLatch(1);
        exchange.send("held back");

        await().during(Duration.ofSeconds(8)).until(() -> supervisor.connection() == 1);

        gate.countDown();
        await().until(() -> frames.contains(new Input.Frame(1, 1, "held back")));
    }

    @Test
    void onlyTheUnansweredSubscriptionIsAskedForAgain() {
        exchange.ignoreOnce("allMids");
        start(true, 20, 60);

        awaitConfirmed();
        assertThat(exchange.received())
                .containsExactly(
                        MIDS.subscribeFrame(), BTC.subscribeFrame(), MIDS.subscribeFrame());
    }

    @Test
    void aPoisonousSubscriptionIsIsolated() {
        exchange.poison("NOPE");
        start(true, 20, 60);
        supervisor.want(List.of(MIDS, Subscription.ofCoin("trades", "NOPE"), BTC));

        await().until(() -> exchange.connections() >= 3);
        awaitConfirmed();
    }

    @Test
    void changesTakeEffectOnTheOpenSocket() {
        start(true, 20, 60);
        awaitConfirmed();

        supervisor.want(List.of(BTC, Subscription.ofCoin("bbo", "BTC")));

        await().untilAsserted(
                        () ->
                                assertThat(supervisor.confirmedStreams())
                                        .containsExactlyInAnyOrder("trades:BTC", "bbo:BTC"));
        assertThat(exchange.received()).contains(MIDS.unsubscribeFrame());
        assertThat(exchange.connections()).isEqualTo(1);
    }

    @Test
    void aBinaryFrameIsShownAsText() {
        start(true, 20, 60);
        awaitConfirmed();

        exchange.send(new byte[] {1, 2, 3});

        await().until(
                        () ->
                                frames.stream()
                                        .anyMatch(
                                                f ->
                                                        f.text()
                                                                .equals(
                                                                        "binary frame of 3 bytes: AQID")));
    }

    @Test
    void aFrameBeyondSixteenMegabytesCostsTheSocketNotTheBridge() {
        start(true, 20, 60);
        awaitConfirmed();

        exchange.send("x".repeat(17 * 1024 * 1024));

        await().until(() -> exchange.connections() == 2);
        awaitConfirmed();
    }
}
