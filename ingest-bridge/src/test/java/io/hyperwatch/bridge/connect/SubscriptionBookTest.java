package io.hyperwatch.bridge.connect;

import io.hyperwatch.bridge.connect.Refusal.About;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriptionBookTest {

    private static final String USER = "0x20bc9cd229dfd681740834d9b4f55641ce435da3";
    private static final Subscription BTC = Subscription.ofCoin("trades", "BTC");
    private static final Subscription ETH = Subscription.ofCoin("trades", "ETH");
    private static final Subscription FILLS = Subscription.ofUser("userFills", USER);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Suspects suspects = new Suspects();
    private final SubscriptionBook book = bookOf("market");
    private long now = 5 * SECOND;

    private SubscriptionBook bookOf(String role) {
        return new SubscriptionBook(role, suspects, Duration.ofSeconds(10));
    }

    @BeforeEach
    void wantThree() {
        book.want(List.of(FILLS, BTC, ETH));
    }

    private List<Subscription> sendAll(SubscriptionBook of) {
        List<Subscription> sent = new ArrayList<>();
        for (Subscription next = of.next(now, true); next != null; next = of.next(now, true)) {
            of.sent(next, now++);
            sent.add(next);
        }
        return sent;
    }

    private List<Subscription> overdue() {
        return book.overdue(now, Long.MIN_VALUE);
    }

    @Test
    void everythingWantedIsSentOnceInOrder() {
        assertThat(sendAll(book)).containsExactly(FILLS, BTC, ETH);
        assertThat(book.streams(true)).isEmpty();
        assertThat(book.isAllAnswered()).isFalse();
    }

    @Test
    void newStreamsAreAskedForAFewAtATimeAndKnownOnesMany() {
        List<Subscription> many =
                IntStream.range(0, 150)
                        .mapToObj(i -> Subscription.ofCoin("trades", "C" + i))
                        .toList();
        book.want(many);
        assertThat(sendAll(book)).hasSize(SubscriptionBook.FEW);
        many.forEach(suspects::agreed);

        assertThat(sendAll(book)).hasSize(SubscriptionBook.MANY - SubscriptionBook.FEW);
    }

    @Test
    void aSecondCopyWaitsUntilTheFirstIsKnownToBeGood() {
        SubscriptionBook standby = bookOf("standby");
        standby.want(List.of(BTC, ETH));
        sendAll(book);
        assertThat(sendAll(standby)).isEmpty();
        book.confirmed(BTC);
        assertThat(sendAll(standby)).containsExactly(BTC);
        book.lost();

        assertThat(sendAll(standby)).containsExactly(ETH);
    }

    @Test
    void onlyWhatWasNotAnsweredIsSentAgainLessAndLessOften() {
        sendAll(book);
        book.confirmed(FILLS);
        book.confirmed(ETH);
        now += 11 * SECOND;
        assertThat(overdue()).containsExactly(BTC);
        assertThat(sendAll(book)).containsExactly(BTC);
        now += 11 * SECOND;
        assertThat(overdue()).containsExactly(BTC);
        assertThat(sendAll(book)).isEmpty();
        now += 30 * SECOND;
        assertThat(sendAll(book)).containsExactly(BTC);
        now += 11 * SECOND;
        overdue();
        now += SubscriptionBook.RETRY_REFUSED.toNanos() - SECOND;
        assertThat(sendAll(book)).isEmpty();

        // A new socket may answer at once.
        book.lost();
        assertThat(sendAll(book)).containsExactly(FILLS, BTC, ETH);
    }

    @Test
    void answersAreNotOverdueWhileWeAreLate() {
        sendAll(book);
        now += 30 * SECOND;

        assertThat(book.overdue(now, now - 5 * SECOND)).isEmpty();
        assertThat(book.overdue(now, now - 10 * SECOND)).hasSize(3);
    }

    @Test
    void aLostSocketNamesWhatItCarriedAndWhatWasAskedFor() {
        book.want(List.of(FILLS, BTC));
        sendAll(book);
        book.confirmed(BTC);
        book.want(List.of(FILLS, BTC, ETH));

        assertThat(book.lost()).containsExactly(FILLS, BTC);
        assertThat(book.lost()).isEmpty();
        assertThat(sendAll(book)).containsExactly(FILLS, BTC, ETH);
    }

    @Test
    void whatIsAskedForAgainIsEndedFirstAndStillCountsAsCarried() {
        sendAll(book);
        List.of(FILLS, BTC, ETH).forEach(book::confirmed);
        assertThat(book.again("trades:BTC")).isTrue();
        assertThat(book.again("trades:BTC")).isFalse();
        assertThat(book.again("trades:DOGE")).isFalse();

        assertThat(book.nextUnsubscribe()).isEqualTo(BTC);
        assertThat(book.next(now, true)).isEqualTo(BTC);
        assertThat(book.lost()).containsExactly(FILLS, BTC, ETH);
        assertThat(book.nextUnsubscribe()).isNull();
    }

    @Test
    void whatIsNoLongerWantedIsNamedOnlyIfItWasAskedFor() {
        book.sent(FILLS, now);

        assertThat(book.want(List.of(BTC))).containsExactly(FILLS);
        assertThat(book.nextUnsubscribe()).isEqualTo(FILLS);
        assertThat(sendAll(book)).containsExactly(BTC);
    }

    @Test
    void theUserLimitIsAboutTheOldestUnansweredUser() {
        Subscription second = Subscription.ofUser("userFills", "0x" + "2".repeat(40));
        book.want(List.of(BTC, FILLS, second));
        sendAll(book);
        book.confirmed(FILLS);

        Refusal refusal = Refusal.of("Cannot track more than 10 total users.");
        assertThat(book.refused(refusal, now).orElseThrow().subscription()).isEqualTo(second);
        assertThat(book.next(now, true)).isNull();
        now += SubscriptionBook.RETRY_REFUSED.toNanos();
        assertThat(book.next(now, true)).isEqualTo(second);
    }

    @Test
    void anErrorThatEchoesItsRequestIsMatchedByIt() {
        sendAll(book);
        Refusal refusal =
                Refusal.of(
                        "Error parsing JSON into valid websocket request: " + ETH.subscribeFrame());

        assertThat(book.refused(refusal, now).orElseThrow().subscription()).isEqualTo(ETH);
        assertThat(book.refused(refusal, now)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Already subscribed: {\"type\":\"trades\",\"coin\":\"BTC\"} | ALREADY_SUBSCRIBED",
                "Already unsubscribed: {\"type\":\"trades\",\"coin\":\"BTC\"} | NOTHING",
                "Cannot track more than 15 total users. | USERS",
                "Cannot subscribe to more than 1000 channels. | SUBSCRIPTION",
                "Invalid subscription {\"type\":\"trades\",\"coin\":\"BTC\"} | SUBSCRIPTION",
                "Cannot send more than 2000 messages per minute. | MESSAGES",
                "too many pending post requests id=3 | NOTHING",
                "something {broken | NOTHING",
            })
    void errorTextsAreUnderstood(String message, About about) {
        assertThat(Refusal.of(message).about()).isEqualTo(about);
    }
}
