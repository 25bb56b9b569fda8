package io.hyperwatch.bridge;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.rest.HlpAccounts;
import io.hyperwatch.bridge.rest.InfoClient;
import io.hyperwatch.bridge.testing.SmallExchange;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class DiscoveryTest {

    private static final String CHILD = "0x1111111111111111111111111111111111111111";
    private static final String NO_CHILDREN =
            "{\"relationship\":{\"type\":\"parent\",\"data\":{\"childAddresses\":[]}}}";

    private SmallExchange exchange;
    private InfoClient client;

    @BeforeEach
    void open() throws Exception {
        exchange = new SmallExchange();
        exchange.answerTo("meta", "{\"universe\":[{\"name\":\"BTC\"}]}");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        exchange.close();
    }

    private Discovery discovery(String vault) throws SettingsException {
        BridgeSettings settings =
                BridgeSettings.of(
                        Map.of(
                                "HYPERLIQUID_API_URL",
                                exchange.apiUrl().toString(),
                                "POPULAR_COINS",
                                "BTC",
                                "HLP_VAULT_ADDRESS",
                                vault));
        client = new InfoClient(settings.infoUrl(), new SimpleMeterRegistry());
        return new Discovery(settings, client, new Inbox(100, BridgeClock.SYSTEM));
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_CHILDREN, "{\"relationship\":{\"type\":\"normal\"}}"})
    void anAnswerWithoutAccountsDoesNotReplaceTheKnownOnes(String answer) throws Exception {
        exchange.answerTo("vaultDetails", answer);
        Discovery discovery = discovery(HlpAccounts.MAINNET_VAULT);
        HlpAccounts.Followed known = discovery.followed();

        discovery.start();

        assertThat(known.streamed()).isNotEmpty();
        assertThat(discovery.followed()).isEqualTo(known);
        assertThat(discovery.isComplete()).isFalse();

        exchange.answerTo(
                "vaultDetails",
                "{\"relationship\":{\"type\":\"parent\",\"data\":{\"childAddresses\":[\"%s\"]}}}"
                        .formatted(CHILD));
        assertThat(discovery.retry()).isTrue();
        assertThat(discovery.followed().streamed()).isEqualTo(List.of(CHILD));
        assertThat(discovery.isComplete()).isTrue();
    }

    @Test
    void aVaultOfWhichNoAccountsAreKnownMayHaveNone() throws Exception {
        exchange.answerTo("vaultDetails", NO_CHILDREN);
        Discovery discovery = discovery("0x2222222222222222222222222222222222222222");

        discovery.start();

        assertThat(discovery.followed().streamed()).isEmpty();
        assertThat(discovery.isComplete()).isTrue();
    }
}
