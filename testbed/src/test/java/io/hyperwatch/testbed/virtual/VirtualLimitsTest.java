package io.hyperwatch.testbed.virtual;

import io.hyperwatch.testbed.exchange.LimitViolations;
import io.hyperwatch.testbed.exchange.LimitViolations.Kind;
import io.hyperwatch.testbed.exchange.Limits;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static io.hyperwatch.testbed.virtual.Client.ALICE;
import static io.hyperwatch.testbed.virtual.Client.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/** Every refusal is recorded, and only refusals that a limit is the reason of. */
class VirtualLimitsTest {

    private static final String BTC_TRADES = "{'type':'trades','coin':'BTC'}";

    private Client client;

    private void assertViolated(Kind... kinds) {
        assertThat(client.exchange.violations().list())
                .extracting(LimitViolations.Violation::kind)
                .containsExactly(kinds);
    }

    @Test
    void refusesTheThirtyFirstHandshakeOfAMinuteAndTheEleventhSocket() {
        client = Client.quiet();
        for (int i = 1; i <= 10; i++) {
            client.connect(i);
        }
        assertViolated();
        client.connect(11);
        assertThat(client.events).endsWith("closed 11 1006 refused");
        assertViolated(Kind.CONNECTIONS);
        for (int i = 1; i <= 10; i++) {
            client.transport.close(i);
        }
        client.aMoment();
        for (int i = 12; i <= 31; i++) {
            client.connect(i);
            client.transport.close(i);
            client.aMoment();
        }
        assertViolated(Kind.CONNECTIONS);
        client.connect(32);
        assertViolated(Kind.CONNECTIONS, Kind.NEW_CONNECTIONS);
        client.time.runFor(Duration.ofMinutes(1));
        client.connect(33);
        assertThat(client.events).endsWith("opened 33");
        assertThat(client.exchange.violations().maxNewConnectionsInAMinute()).isEqualTo(30);
        assertThat(client.exchange.violations().maxConnections()).isEqualTo(10);
    }

    @Test
    void refusesSubscriptionsUsersAndMessagesBeyondTheLimits() {
        client = Client.of(Limits.documented().withUsers(1).withSubscriptions(3));
        client.connect(1).connect(2);
        client.subscribe(1, BTC_TRADES);
        client.subscribeUser(2, "userFills", ALICE);
        client.subscribeUser(2, "userFills", BOB);
        assertThat(client.lastOf("error").asText())
                .isEqualTo("Cannot track more than 1 total users.");
        client.subscribeUser(1, "userEvents", ALICE);
        client.subscribe(2, BTC_TRADES);
        assertThat(client.lastOf("error").asText())
                .isEqualTo("Cannot subscribe to more than 3 channels.");
        assertViolated(Kind.USERS, Kind.SUBSCRIPTIONS);
        client.say(1, "{'method':'unsubscribe','subscription':" + BTC_TRADES + "}");
        client.subscribe(2, BTC_TRADES);
        assertThat(client.lastOf("subscriptionResponse").path("method").asText())
                .isEqualTo("subscribe");
        assertThat(client.exchange.violations().maxSubscriptions()).isEqualTo(3);
        assertThat(client.exchange.violations().maxUsers()).isEqualTo(1);

        client = Client.of(Limits.documented().withMessagesPerMinute(2)).connect(1);
        client.say(1, "{'method':'ping'}");
        client.say(1, "{'method':'ping'}");
        client.say(1, "{'method':'ping'}");
        assertViolated(Kind.MESSAGES);
        assertThat(client.exchange.violations().list().get(0).text())
                .isEqualTo("Cannot send more than 2 messages per minute.");
    }

    @Test
    void countsSubscriptionsWhoseAckIsStillOnItsWay() {
        client = Client.of(Limits.documented().withSubscriptions(1)).connect(1);
        client.exchange.faults().delayAcks(Duration.ofSeconds(10));
        client.subscribe(1, BTC_TRADES);
        client.subscribe(1, "{'type':'bbo','coin':'BTC'}");
        assertViolated(Kind.SUBSCRIPTIONS);
        assertThat(client.dataOf("subscriptionResponse")).isEmpty();
        client.time.runFor(Duration.ofSeconds(10));
        assertThat(client.dataOf("subscriptionResponse")).hasSize(1);
    }

    @Test
    void countsTheSubscriptionsOfAnAbandonedSocketForAWhile() {
        client = Client.of(Limits.documented().withSubscriptions(1)).connect(1);
        client.transport.lingering(Duration.ofSeconds(5));
        client.subscribe(1, BTC_TRADES);
        client.transport.close(1);
        client.connect(2);
        client.subscribe(2, BTC_TRADES);
        assertViolated(Kind.SUBSCRIPTIONS);
        assertThat(client.exchange.connections()).isEqualTo(1);
        client.time.runFor(Duration.ofSeconds(5));
        client.subscribe(2, BTC_TRADES);
        assertThat(client.lastOf("subscriptionResponse").path("method").asText())
                .isEqualTo("subscribe");
        assertThat(client.exchange.subscriptions()).isEqualTo(1);
    }

    @Test
    void answersNullAboveTheWeightOfAnyRollingMinute() {
        client = Client.quiet();
        for (int i = 0; i < 61; i++) {
            client.transport.request(client.call("{'type':'meta'}"));
        }
        client.aMoment();
        assertThat(client.events).filteredOn(said -> said.startsWith("answered")).hasSize(60);
        assertThat(client.events).filteredOn(said -> said.equals("failed:429 null")).hasSize(1);
        assertViolated(Kind.WEIGHT);
        client.time.runFor(Duration.ofSeconds(58));
        client.info("{'type':'allMids'}");
        assertViolated(Kind.WEIGHT, Kind.WEIGHT);
        client.time.runFor(Duration.ofSeconds(1));
        assertThat(client.info("{'type':'allMids'}").has("BTC")).isTrue();
        assertThat(client.exchange.violations().maxWeightInAMinute()).isEqualTo(1_200);
    }

    @Test
    void refusesWeightAndKeepsStormsApart() {
        client = Client.of(Limits.documented().withWeightPerMinute(22)).connect(1);
        client.exchange.faults().requestStorm(Duration.ofSeconds(3));
        client.info("{'type':'meta'}");
        assertThat(client.events).endsWith("failed:429 null");
        assertViolated();
        client.time.runFor(Duration.ofSeconds(3));
        client.info("{'type':'meta'}");
        client.say(
                1, "{'method':'post','id':1,'request':{'type':'info','payload':{'type':'meta'}}}");
        assertThat(client.lastOf("post").at("/response/type").asText()).isEqualTo("error");
        assertViolated(Kind.WEIGHT);
        client.info("{'type':'allMids'}");
        assertThat(client.events.get(client.events.size() - 1)).startsWith("answered");
        client.info("{'type':'allMids'}");
        assertThat(client.events).endsWith("failed:429 null");
        assertViolated(Kind.WEIGHT, Kind.WEIGHT);
    }
}
