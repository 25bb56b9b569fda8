package io.hyperwatch.testbed.exchange;

import org.junit.jupiter.api.Test;

import java.io.UncheckedIOException;
import java.net.URI;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ExchangeSimulatorTest {

    @Test
    void startsAgainOnTheSamePortsAtOnce() throws Exception {
        int wsPort;
        int httpPort;
        try (ExchangeSimulator exchange = ExchangeSimulator.start(Sample.settings())) {
            StreamClient.connect(exchange.wsUrl());
            wsPort = port(exchange.wsUrl());
            httpPort = port(exchange.apiUrl());
        }
        try (ExchangeSimulator exchange =
                ExchangeSimulator.start(Sample.settings().withPorts(wsPort, httpPort))) {
            assertThat(StreamClient.connect(exchange.wsUrl()).isOpen()).isTrue();
            assertThat(port(exchange.apiUrl())).isEqualTo(httpPort);
        }
    }

    @Test
    void namesThePortThatIsTaken() {
        try (ExchangeSimulator exchange = ExchangeSimulator.start(Sample.settings())) {
            int wsPort = port(exchange.wsUrl());
            int httpPort = port(exchange.apiUrl());
            assertThatThrownBy(
                            () -> ExchangeSimulator.start(Sample.settings().withPorts(wsPort, 0)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot listen on port " + wsPort);
            assertThatThrownBy(
                            () -> ExchangeSimulator.start(Sample.settings().withPorts(0, httpPort)))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cannot listen on port " + httpPort);
        }
    }

    @Test
    void recordsQuotesAndContextsWithTheTimeTheirFrameLeft() throws Exception {
        try (ExchangeSimulator exchange = ExchangeSimulator.start(Sample.settings())) {
            exchange.market()
                    .quote(
                            "ETH",
                            Sample.usd("3400.1"),
                            Sample.usd("1.0"),
                            Sample.usd("3400.2"),
                            Sample.usd("2.0"));
            StreamClient client = StreamClient.connect(exchange.wsUrl());
            client.subscribe("{\"type\":\"bbo\",\"coin\":\"ETH\"}");
            client.subscribe("{\"type\":\"activeAssetCtx\",\"coin\":\"ETH\"}");
            client.nextFrame("activeAssetCtx");
            exchange.market().setOracle("ETH", Sample.usd("3390.0"));
            exchange.market().pushContext("ETH");

            assertThat(client.nextFrame("activeAssetCtx").at("/data/ctx/oraclePx").asText())
                    .isEqualTo("3390.0");
            assertThat(exchange.record().quotes())
                    .extracting(Publication::wasSent)
                    .containsExactly(false, true);
            assertThat(exchange.record().contexts()).hasSize(2);
            assertThat(exchange.record().contexts().get(1).sentNanos())
                    .isGreaterThan(exchange.record().contexts().get(0).sentNanos());
        }
    }

    private static int port(String url) {
        return URI.create(url).getPort();
    }
}
