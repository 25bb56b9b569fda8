package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Side;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class FaultsTest {

    private static final String BTC_TRADES = "{\"type\":\"trades\",\"coin\":\"BTC\"}";

    private ExchangeSimulator exchange;
    private StreamClient client;

    @BeforeEach
    void subscribe() throws Exception {
        exchange = ExchangeSimulator.start(Sample.settings());
        client = StreamClient.connect(exchange.wsUrl());
        client.subscribe(BTC_TRADES);
        client.nextFrame("subscriptionResponse");
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void dropsSocketsAbruptlyAndExpiresThemPolitely() throws Exception {
        exchange.faults().dropAll();
        assertThat(client.awaitClose()).isEqualTo(1006);
        StreamClient next = StreamClient.connect(exchange.wsUrl());
        assertThat(next.next()).as("greeting").isNotEmpty();
        exchange.faults().expireAll();
        assertThat(next.awaitClose()).isEqualTo(1000);
    }

    @Test
    void losesFramesWhileStalled() throws Exception {
        exchange.faults().stall(true);
        Sample.trade(exchange, Side.B, "67000.0", "1.0");
        exchange.faults().stall(false);
        Sample.trade(exchange, Side.B, "67001.0", "1.0");
        assertThat(client.nextFrame("trades").at("/data/0/px").asText()).isEqualTo("67001.0");
        assertThat(exchange.record().trades())
                .extracting(Publication::wasSent)
                .containsExactly(false, true);
    }

    @Test
    void sendsDataFramesTwice() throws Exception {
        exchange.faults().duplicateFrames(1);
        Sample.trade(exchange, Side.B, "67000.0", "1.0");
        Sample.trade(exchange, Side.B, "67001.0", "1.0");
        assertThat(client.nextFrame()).isEqualTo(client.nextFrame());
        assertThat(client.nextFrame().at("/data/0/px").asText()).isEqualTo("67001.0");
        assertThat(client.framesUntilPong()).isEmpty();
    }

    @Test
    void sendsEveryKindOfGarbageAndTheStreamGoesOn() throws Exception {
        exchange.faults().garbage();
        Sample.trade(exchange, Side.B, "67001.0", "1.0");
        for (Garbage kind : Garbage.values()) {
            if (kind != Garbage.BINARY) {
                assertThat(client.next()).as(kind.name()).isNotEmpty();
            }
        }
        assertThat(client.nextFrame("trades").at("/data/0/px").asText()).isEqualTo("67001.0");
    }

    @Test
    void delaysAcksAndTheDataBehindThem() throws Exception {
        exchange.faults().delayAcks(Duration.ofMillis(1_500));
        client.subscribe("{\"type\":\"bbo\",\"coin\":\"BTC\"}");
        assertThat(client.framesUntilPong()).isEmpty();
        assertThat(client.nextFrame().path("channel").asText()).isEqualTo("subscriptionResponse");
        assertThat(client.nextFrame().path("channel").asText()).isEqualTo("bbo");
    }

    @Test
    void refusesHandshakesUntilToldOtherwise() throws Exception {
        exchange.faults().refuseConnections(true);
        assertThat(StreamClient.tryConnect(exchange.wsUrl()).isOpen()).isFalse();
        exchange.faults().refuseConnections(false);
        assertThat(StreamClient.tryConnect(exchange.wsUrl()).isOpen()).isTrue();
    }
}
