package io.hyperwatch.bridge.ws;

import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriptionBookTest {

    private static final String USER = "0x20bc9cd229dfd681740834d9b4f55641ce435da3";
    private static final Subscription BTC = Subscription.ofCoin("trades", "BTC");
    private static final Subscription ETH = Subscription.ofCoin("trades", "ETH");
    private static final Subscription FILLS = Subscription.ofUser("userFills", USER);
    private static final Subscription MIDS = Subscription.allMids(null);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final SubscriptionBook book = new SubscriptionBook(Duration.ofSeconds(10));
    private long now = 5 * SECOND;

    @BeforeEach
    void wantThree() {
        book.want(List.of(FILLS, BTC, ETH));
        book.connected();
    }

    private List<Subscription> sendAll() {
        List<Subscription> sent = new ArrayList<>();
        for (Optional<Subscription> next = book.next(now);
                next.isPresent();
                next = book.next(now)) {
            book.sent(next.get(), now++);
            sent.add(next.get());
        }
        return sent;
    }

    private static JsonNode json(String text) {
        try {
            return WireJson.parse(text);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void acknowledge(Subscription subscription) {
        assertThat(book.acknowledged(json(subscription.subscribeFrame()).get("subscription")))
                .contains(subscription);
    }

    @Test
    void everythingWantedIsSentOnceInOrder() {
        assertThat(sendAll()).containsExactly(FILLS, BTC, ETH);
        assertThat(book.confirmedStreams()).isEmpty();
    }

    @Test
    void answersAreMatchedByMeaning() {
        book.want(List.of(FILLS, MIDS));
        sendAll();

        assertThat(
                        book.acknowledged(
                                json(
                                        "{\"type\":\"userFills\",\"user\":\"%s\",\"aggregateByTime\":false}"
                                                .formatted(
                                                        "0x" + USER.substring(2).toUpperCase()))))
                .contains(FILLS);
        assertThat(book.acknowledged(json("{\"type\":\"allMids\",\"dex\":null}"))).contains(MIDS);
        assertThat(book.acknowledged(json("{\"type\":\"trades\",\"coin\":\"DOGE\"}"))).isEmpty();
        assertThat(book.confirmedStreams())
                .containsExactlyInAnyOrder("userFills:" + USER, "allMids");
    }

    @Test
    void onlyWhatWasNotAnsweredIsSentAgain() {
        sendAll();
        acknowledge(FILLS);
        acknowledge(ETH);
        now += 11 * SECOND;

        assertThat(book.overdue(now)).containsExactly(BTC);
        assertThat(sendAll()).containsExactly(BTC);
    }

    @Test
    void whatIsNeverAnsweredDoesNotKeepTheSuspectsWaiting() {
        sendAll();
        acknowledge(FILLS);
        acknowledge(BTC);
        book.broken(now);
        book.connected();

        // ETH alone was unanswered and is the suspect; on the new socket BTC gets no answer.
        assertThat(sendAll()).containsExactly(FILLS, BTC);
        acknowledge(FILLS);
        now += 10 * SECOND;
        assertThat(book.overdue(now)).containsExactly(BTC);
        assertThat(sendAll()).containsExactly(BTC);
        now += 10 * SECOND;
        assertThat(book.overdue(now)).containsExactly(BTC);
        assertThat(sendAll()).containsExactly(ETH);
        acknowledge(ETH);

        now += 30 * SECOND;
        assertThat(sendAll()).containsExactly(BTC);
        now += 10 * SECOND;
        book.overdue(now);
        now += SubscriptionBook.RETRY_REFUSED.toNanos() - SECOND;
        assertThat(sendAll()).isEmpty();
        now += SECOND;
        assertThat(sendAll()).containsExactly(BTC);
    }

    @Test
    void whatWasNotAnsweredOnOneSocketIsAskedForAtOnceOnTheNext() {
        for (int i = 0; i < 2; i++) {
            sendAll();
            now += 10 * SECOND;
            book.overdue(now);
        }
        assertThat(sendAll()).isEmpty();

        book.connected();

        assertThat(sendAll()).containsExactly(FILLS, BTC, ETH);
    }

    @Test
    void aNewSocketIsToldEverythingAgain() {
        sendAll();
        List.of(FILLS, BTC, ETH).forEach(this::acknowledge);

        book.connected();

        assertThat(book.confirmedStreams()).isEmpty();
        assertThat(sendAll()).containsExactly(FILLS, BTC, ETH);
    }

    @Test
    void aRepeatedSubscriptionCountsAsConfirmed() {
        sendAll();

        assertThat(book.refused("Already subscribed: {\"type\":\"trades\",\"coin\":\"BTC\"}", now))
                .isEmpty();
        assertThat(book.confirmedStreams()).containsExactly("trades:BTC");
    }

    @Test
    void theUserLimitIsAboutTheOldestUnansweredUser() {
        Subscription second = Subscription.ofUser("userFills", "0x" + "2".repeat(40));
        book.want(List.of(BTC, FILLS, second));
        sendAll();
        acknowledge(FILLS);

        assertThat(book.refused("Cannot track more than 10 total users.", now)).contains(second);
        assertThat(book.next(now)).isEmpty();
        now += SubscriptionBook.RETRY_REFUSED.toNanos();
        assertThat(book.next(now)).contains(second);
    }

    @Test
    void anErrorThatEchoesItsRequestIsMatchedByIt() {
        sendAll();

        assertThat(
                        book.refused(
                                "Error parsing JSON into valid websocket request: "
                                        + ETH.subscribeFrame(),
                                now))
                .contains(ETH);
        assertThat(book.refused("Cannot send more than 2000 messages per minute.", now)).isEmpty();
    }

    @Test
    void whatIsNoLongerWantedIsNamedOnlyIfItWasAskedFor() {
        book.sent(FILLS, now);

        assertThat(book.want(List.of(BTC))).containsExactly(FILLS);
        assertThat(sendAll()).containsExactly(BTC);
    }

    @Test
    void whatStaysWantedStaysConfirmed() {
        sendAll();
        acknowledge(BTC);

        book.want(List.of(BTC, MIDS));

        assertThat(book.confirmedStreams()).containsExactly("trades:BTC");
        assertThat(sendAll()).containsExactly(MIDS);
    }

    @Test
    void aSubscriptionThatBreaksTheSocketIsFoundAndLeftOut() {
        Subscription nope = Subscription.ofCoin("trades", "NOPE");
        book.want(List.of(FILLS, nope, ETH));
        sendAll();
        acknowledge(FILLS);
        assertThat(book.broken(now)).isEmpty();

        // Second socket: the innocent goes first, then the suspects, one at a time.
        book.connected();
        assertThat(sendAll()).containsExactly(FILLS);
        acknowledge(FILLS);
        assertThat(sendAll()).containsExactly(nope);
        assertThat(book.broken(now)).isEmpty();

        // Third socket: it breaks alone a second time.
        book.connected();
        sendAll();
        acknowledge(FILLS);
        assertThat(sendAll()).containsExactly(nope);
        assertThat(book.broken(now)).contains(nope);

        // Fourth socket: the other suspect is cleared, the culprit stays out for ten minutes.
        book.connected();
        sendAll();
        acknowledge(FILLS);
        assertThat(sendAll()).containsExactly(ETH);
        acknowledge(ETH);
        assertThat(book.next(now)).isEmpty();
        now += SubscriptionBook.RETRY_POISON.toNanos();
        assertThat(book.next(now)).contains(nope);
    }

    @Test
    void aSocketThatBreaksLongAfterItsSubscriptionsAccusesNobody() {
        sendAll();
        now += 6 * SECOND;
        book.broken(now);
        book.connected();

        assertThat(sendAll()).containsExactly(FILLS, BTC, ETH);
    }

    @Test
    void namesAreQuotedInFrames() {
        assertThat(Subscription.ofCoin("bbo", "PURR/USDC").subscribeFrame())
                .isEqualTo(
                        "{\"method\":\"subscribe\",\"subscription\":{\"type\":\"bbo\",\"coin\":\"PURR/USDC\"}}");
        assertThat(Subscription.allMids("xyz").unsubscribeFrame())
                .isEqualTo(
                        "{\"method\":\"unsubscribe\",\"subscription\":{\"type\":\"allMids\",\"dex\":\"xyz\"}}");
    }
}
