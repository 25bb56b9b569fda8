package io.hyperwatch.bridge.transport;

import io.hyperwatch.bridge.testing.SmallExchange;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class NetTransportSocketTest {

    private static final String GREETING = "Websocket connection established.";

    private final Heard heard = new Heard();
    private SmallExchange exchange;
    private NetTransport transport;

    @BeforeEach
    void open() throws Exception {
        exchange = new SmallExchange();
        transport = new NetTransport(exchange.webSocketUrl(), heard);
    }

    @AfterEach
    void close() throws Exception {
        transport.close();
        exchange.close();
    }

    private void connect(int connection) {
        transport.connect(connection);
        await().until(() -> heard.events.contains("frame " + connection + " " + GREETING));
    }

    @Test
    void aSocketIsOpenedTalksAndIsLost() {
        connect(1);
        transport.send(1, "{\"method\":\"ping\"}");
        await().until(() -> heard.events.contains("frame 1 {\"channel\":\"pong\"}"));
        exchange.drop();
        await().until(() -> heard.events.contains("closed 1 1006"));

        assertThat(heard.events)
                .containsExactly(
                        "opened 1",
                        "frame 1 " + GREETING,
                        "frame 1 {\"channel\":\"pong\"}",
                        "closed 1 1006");
        transport.send(1, "into the void");
        transport.send(99, "into the void");
    }

    @Test
    void anAbandonedSocketSaysNothingMoreAndTheOthersGoOn() {
        connect(1);
        connect(2);
        transport.close(1);
        transport.close(1);
        exchange.send("after");
        await().until(() -> heard.events.contains("frame 2 after"));
        exchange.drop();
        await().until(() -> heard.events.contains("closed 2 1006"));

        assertThat(heard.events).doesNotContain("frame 1 after", "closed 1 1006");
        assertThat(heard.events.stream().filter(event -> event.startsWith("closed 1"))).isEmpty();
    }

    @Test
    void aReaderThatWaitsForRoomIsAbandonedToo() throws Exception {
        connect(1);
        heard.hold = new CountDownLatch(1);
        exchange.send("first");
        exchange.send("second");
        heard.holding.await();

        transport.close(1);
        await().until(() -> !exchange.hasClient());
        heard.hold.countDown();
        connect(2);

        assertThat(heard.events).doesNotContain("frame 1 first", "frame 1 second");
    }

    @Test
    void theEndOfASocketIsToldAfterTheFrameThatWaitsForRoom() throws Exception {
        connect(1);
        heard.hold = new CountDownLatch(1);
        exchange.send("last words");
        heard.holding.await();
        exchange.drop();
        await().until(() -> !exchange.hasClient());
        heard.hold.countDown();
        await().until(() -> heard.events.contains("closed 1 1006"));

        assertThat(heard.events)
                .containsExactly(
                        "opened 1", "frame 1 " + GREETING, "frame 1 last words", "closed 1 1006");
    }

    @Test
    void aBinaryFrameIsShownAsText() {
        connect(1);
        exchange.send(new byte[] {1, 2, 3});
        await().until(() -> heard.events.contains("frame 1 binary frame of 3 bytes: AQID"));
    }

    @Test
    void aHostThatIsNotThereIsAClosedSocket() throws Exception {
        int free;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = server.getLocalPort();
        }
        try (NetTransport other =
                new NetTransport(URI.create("ws://localhost:" + free + "/ws"), heard)) {
            other.connect(1);
            await().until(() -> !heard.events.isEmpty());
        }
        assertThat(heard.events).containsExactly("closed 1 1006");
    }

    @Test
    void aHostThatNeverAnswersTheUpgradeIsAClosedSocket() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                NetTransport other =
                        new NetTransport(
                                URI.create("ws://localhost:" + silent.getLocalPort() + "/ws"),
                                heard,
                                Duration.ofMillis(300),
                                HttpCalls.Limits.DEFAULT)) {
            other.connect(1);
            await().until(() -> !heard.events.isEmpty());
        }
        assertThat(heard.events).containsExactly("closed 1 1006");
    }

    @Test
    void aNumberIsUsedOnce() {
        connect(1);
        assertThatThrownBy(() -> transport.connect(1)).hasMessageContaining("used before");
    }

    @Test
    void aClosedTransportIsSilent() {
        connect(1);
        transport.close();
        await().until(() -> !exchange.hasClient());
        transport.connect(2);
        transport.send(1, "x");

        assertThat(heard.events).containsExactly("opened 1", "frame 1 " + GREETING);
    }
}
