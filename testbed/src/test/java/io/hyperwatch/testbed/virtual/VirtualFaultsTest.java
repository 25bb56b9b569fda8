package io.hyperwatch.testbed.virtual;

import io.hyperwatch.events.Side;
import io.hyperwatch.testbed.exchange.Publication;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static io.hyperwatch.testbed.virtual.Client.ALICE;
import static io.hyperwatch.testbed.virtual.Client.BOB;
import static org.assertj.core.api.Assertions.assertThat;

/** Two sockets, both subscribed to the trades of BTC. */
class VirtualFaultsTest {

    private final Client client = Client.quiet().connect(1).connect(2);
    private int price = 60_000;

    @BeforeEach
    void subscribe() {
        client.subscribe(1, "{'type':'trades','coin':'BTC'}");
        client.subscribe(2, "{'type':'trades','coin':'BTC'}");
        client.frames.clear();
        client.events.clear();
    }

    private void trade() {
        price++;
        client.exchange
                .market()
                .trade("BTC", Side.B, BigDecimal.valueOf(price), BigDecimal.ONE, ALICE, BOB);
        client.aMoment();
    }

    private List<Integer> heard(int connection) {
        List<Integer> prices = new ArrayList<>();
        for (Client.Heard frame : client.frames) {
            if (frame.connection() == connection && frame.channel().equals("trades")) {
                prices.add(frame.json().at("/data/0/px").asInt());
            }
        }
        return prices;
    }

    @Test
    void cutsAndExpiresOneSocketOrAll() {
        client.exchange.faults().drop(client.transport.session(1));
        client.aMoment();
        client.exchange.faults().expireAll();
        client.aMoment();
        assertThat(client.events).containsExactly("closed 1 1006 ", "closed 2 1000 Expired");
        assertThat(client.exchange.connections()).isZero();
        assertThat(client.exchange.subscriptions()).isZero();
    }

    @Test
    void losesTheFramesOfAStalledSocketOnly() {
        client.exchange.faults().stall(client.transport.session(1), Duration.ofSeconds(2));
        trade();
        trade();
        trade();
        assertThat(heard(1)).containsExactly(60_003);
        assertThat(heard(2)).containsExactly(60_001, 60_002, 60_003);
        client.exchange.faults().stallAll(Duration.ofSeconds(1));
        trade();
        trade();
        assertThat(heard(2)).endsWith(60_003, 60_005);
        assertThat(client.exchange.record().trades())
                .extracting(Publication::wasSent)
                .containsExactly(true, true, true, false, true);
    }

    @Test
    void delaysFramesWithoutLossAndInOrder() {
        client.exchange
                .faults()
                .delay(client.transport.session(1), Duration.ofSeconds(10), Duration.ofSeconds(3));
        for (int i = 0; i < 6; i++) {
            trade();
        }
        assertThat(heard(1)).isEmpty();
        assertThat(heard(2)).hasSize(6);
        client.time.runFor(Duration.ofSeconds(10));
        assertThat(heard(1)).isEqualTo(heard(2));
        assertThat(client.frames.get(client.frames.size() - 1).atMs() - Client.START_MS)
                .isGreaterThan(10_000);
    }

    @Test
    void dropsTheNextFramesOfAChannelOnOneSocketOrOnAll() {
        client.exchange.faults().dropFrames(client.transport.session(2), "trades", 2);
        client.exchange.faults().dropFrames("subscriptionResponse", 1);
        trade();
        client.subscribe(1, "{'type':'bbo','coin':'BTC'}");
        trade();
        trade();
        assertThat(heard(1)).hasSize(3);
        assertThat(heard(2)).containsExactly(60_003);
        assertThat(client.dataOf("subscriptionResponse")).isEmpty();
        assertThat(client.dataOf("bbo")).hasSize(1);
    }

    @Test
    void keepsAHalfOpenSocketDeadUntilTheExchangeForgetsIt() {
        client.exchange.faults().halfOpen(client.transport.session(1));
        trade();
        client.say(1, "{'method':'ping'}");
        client.exchange.faults().dropAll();
        client.aMoment();
        assertThat(client.frames).extracting(Client.Heard::connection).containsExactly(2);
        assertThat(client.events).containsExactly("closed 2 1006 ");
        assertThat(client.exchange.connections()).isEqualTo(1);
        client.time.runFor(Duration.ofSeconds(70));
        assertThat(client.exchange.connections()).isZero();
        assertThat(client.exchange.subscriptions()).isZero();
        assertThat(client.events).hasSize(1);
    }

    @Test
    void saysNothingMoreToAnAbandonedSocket() {
        client.exchange.market().trade("BTC", Side.B, BigDecimal.TEN, BigDecimal.ONE, ALICE, BOB);
        client.transport.close(1);
        trade();
        assertThat(heard(1)).isEmpty();
        assertThat(heard(2)).hasSize(2);
        assertThat(client.exchange.connections()).isEqualTo(1);
        client.transport.close();
        trade();
        assertThat(heard(2)).hasSize(2);
        assertThat(client.exchange.connections()).isZero();
    }

    @Test
    void refusesConnectionsForATimeWithoutCallingItAViolation() {
        client.exchange.faults().refuseConnections(Duration.ofSeconds(5));
        client.connect(3);
        client.time.runFor(Duration.ofSeconds(5));
        client.connect(4);
        assertThat(client.events).containsExactly("closed 3 1006 refused", "opened 4");
        assertThat(client.exchange.violations().list()).isEmpty();
        assertThat(client.exchange.violations().maxNewConnectionsInAMinute()).isEqualTo(4);
    }

    @Test
    void cutsThePoisonedAndTheSilentSocket() {
        client.subscribe(1, "{'type':'trades','coin':'btc'}");
        assertThat(client.events).containsExactly("closed 1 1006 ");
        client.time.runFor(Duration.ofSeconds(50));
        client.say(2, "{'method':'ping'}");
        client.time.runFor(Duration.ofSeconds(50));
        assertThat(client.events).hasSize(1);
        client.time.runFor(Duration.ofSeconds(30));
        assertThat(client.events).endsWith("closed 2 1006 ");
    }

    @Test
    void failsAndLosesRequests() {
        client.exchange.faults().failRequests(502, 1);
        client.ask(client.call("{'type':'meta'}"));
        assertThat(client.events.get(client.events.size() - 1)).startsWith("failed:502 <html>");
        client.exchange.faults().loseRequests(1);
        client.transport.request(client.call("{'type':'meta'}"));
        client.time.runFor(Duration.ofSeconds(15));
        int before = client.events.size();
        client.time.runFor(Duration.ofSeconds(6));
        assertThat(client.events).hasSize(before + 1).endsWith("failed:0 timeout");
    }

    @Test
    void handsTheLeaderboardOverInPartsOfFiveHundredRows() {
        List<String> accounts = RandomMarket.accounts(1_100);
        for (int i = 0; i < accounts.size(); i += 2) {
            client.exchange
                    .market()
                    .trade(
                            "BTC",
                            Side.B,
                            BigDecimal.TEN,
                            BigDecimal.ONE,
                            accounts.get(i),
                            accounts.get(i + 1));
        }
        client.ask(client.leaderboard());
        List<String> parts = client.events.subList(client.events.size() - 3, client.events.size());
        List<Integer> sizes = new ArrayList<>();
        for (String part : parts) {
            JsonNode rows = Client.read(part.substring(part.indexOf(' '))).path("leaderboardRows");
            sizes.add(rows.size());
        }
        assertThat(sizes).containsExactly(500, 500, 100);
        assertThat(parts.get(1)).startsWith("part ");
        assertThat(parts.get(2)).startsWith("answered ");
    }
}
