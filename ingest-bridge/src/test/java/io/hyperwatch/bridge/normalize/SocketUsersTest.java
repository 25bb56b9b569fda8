package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;

import org.junit.jupiter.api.Test;

import static io.hyperwatch.bridge.normalize.Frames.MAKER;
import static io.hyperwatch.bridge.normalize.Frames.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SocketUsersTest {

    private final SocketUsers users = new SocketUsers();

    private void learn(int connection, String method, String type, String user) throws Exception {
        users.learn(
                connection,
                method,
                WireJson.parse("{\"type\":\"%s\",\"user\":\"%s\"}".formatted(type, user)));
    }

    @Test
    void eachTypeOfEachSocketHasItsUser() throws Exception {
        learn(1, "subscribe", "userEvents", "0x" + VICTIM.substring(2).toUpperCase());
        learn(1, "subscribe", "orderUpdates", MAKER);
        learn(2, "subscribe", "userEvents", MAKER);

        assertThat(users.of(1, "userEvents")).isEqualTo(VICTIM);
        assertThat(users.of(1, "orderUpdates")).isEqualTo(MAKER);
        assertThat(users.of(2, "userEvents")).isEqualTo(MAKER);
    }

    @Test
    void nobodyIsGuessed() throws Exception {
        learn(1, "subscribe", "userFills", VICTIM);

        assertThatThrownBy(() -> users.of(1, "userEvents"))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessage("user: 0 accounts have userEvents on connection 1, one expected");
        learn(1, "subscribe", "userEvents", VICTIM);
        learn(1, "subscribe", "userEvents", MAKER);
        assertThatThrownBy(() -> users.of(1, "userEvents")).hasMessageContaining("2 accounts");
        learn(1, "unsubscribe", "userEvents", VICTIM);
        assertThat(users.of(1, "userEvents")).isEqualTo(MAKER);
        users.forget(1);
        assertThatThrownBy(() -> users.of(1, "userEvents")).hasMessageContaining("0 accounts");
    }

    @Test
    void whatIsNoAddressAndNoKnownSubscriptionIsIgnored() throws Exception {
        learn(1, "subscribe", "userEvents", "0x12");
        learn(1, "unsubscribe", "userEvents", VICTIM);

        assertThatThrownBy(() -> users.of(1, "userEvents")).hasMessageContaining("0 accounts");
    }
}
