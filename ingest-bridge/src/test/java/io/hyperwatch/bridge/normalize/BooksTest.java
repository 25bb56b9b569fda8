package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.Book;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.TIME;
import static io.hyperwatch.bridge.normalize.Frames.normalize;
import static io.hyperwatch.bridge.normalize.Frames.onlyDeadLetter;
import static org.assertj.core.api.Assertions.assertThat;

class BooksTest {

    private static final String BIDS =
            "[{\"px\":\"66373.0\",\"sz\":\"6.15119\",\"n\":20},{\"px\":\"66372.0\",\"sz\":\"1.4\",\"n\":4}]";
    private static final String ASKS = "[{\"px\":\"66374.0\",\"sz\":\"0.10\",\"n\":1}]";

    private static String data(String coin, String bids, String asks, String more) {
        return "{\"coin\":\"%s\",\"time\":%d,\"levels\":[%s,%s]%s}"
                .formatted(coin, TIME, bids, asks, more);
    }

    private static String frame(String data) {
        return "{\"channel\":\"l2Book\",\"data\":" + data + "}";
    }

    private static Normalized withRounding(Integer sigFigs, String text) {
        Watchlist watchlist = new Watchlist(Set.of("BTC"), false, Frames.HLP, Set.of(), sigFigs);
        return new Normalizer(Frames.EPOCH, watchlist).normalize(Frames.frame(text));
    }

    private static Normalized answer(String request, String response) {
        return Frames.normalizer().normalize(Frames.answer(RECEIVED, request, response));
    }

    private static Book book(Normalized normalized) {
        return (Book) normalized.events().get(0);
    }

    private static Book.Level level(String price, String size, int orders) {
        return new Book.Level(new BigDecimal(price), new BigDecimal(size), orders);
    }

    @Test
    void aBookKeepsEveryLevelAndTheExchangesTime() {
        Normalized normalized = normalize(frame(data("BTC", BIDS, ASKS, "")));

        Envelope envelope = normalized.records().get(0);
        assertThat(envelope.topic()).isEqualTo(Topic.BOOKS);
        assertThat(envelope.key()).isEqualTo("BTC");
        assertThat(envelope.timestampMs()).isEqualTo(TIME);
        assertThat(envelope.header(HeaderNames.LAST)).contains("true");
        assertThat(Frames.event(envelope, Book.class))
                .isEqualTo(
                        new Book(
                                "BTC",
                                TIME,
                                null,
                                null,
                                List.of(
                                        level("66373.0", "6.15119", 20),
                                        level("66372.0", "1.4", 4)),
                                List.of(level("66374.0", "0.10", 1)),
                                null));
        assertThat(normalized.stream()).isEqualTo("l2Book:BTC");
    }

    @Test
    void theEmptyBookOfADelistedCoinIsABook() {
        Book book = book(normalize(frame(data("ETH", "[]", "[]", ""))));

        assertThat(book.bids()).isEmpty();
        assertThat(book.asks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                            , l2Book:BTC,     ,",
        "',\"nSigFigs\":null,\"mantissa\":null,\"fast\":false', , l2Book:BTC, ,",
        "',\"spread\":\"1.0\"',                        4, l2Book:BTC:4,   4,",
        "',\"spread\":\"1.0\"',                         , l2Book:BTC,     ,",
        "'',                                           4, l2Book:BTC,     ,",
        "',\"nSigFigs\":3,\"spread\":\"1.0\"',         4, l2Book:BTC:3,   3,",
        "',\"nSigFigs\":5,\"mantissa\":2',              , l2Book:BTC:5:2, 5, 2"
    })
    void anAggregatedBookIsToldByItsRoundingOrElseByItsSpread(
            String more, Integer configured, String stream, Integer sigFigs, Integer mantissa) {
        Normalized normalized = withRounding(configured, frame(data("BTC", BIDS, ASKS, more)));

        assertThat(normalized.stream()).isEqualTo(stream);
        assertThat(book(normalized).sigFigs()).isEqualTo(sigFigs);
        assertThat(book(normalized).mantissa()).isEqualTo(mantissa);
    }

    @ParameterizedTest
    @CsvSource({
        "\"coin\":\"BTC\", \"coin\":\"DOGE\", data.coin: not subscribed: DOGE",
        "\"66372.0\", \"66373.0\", data.levels[0][1].px: better than the level before it",
        "\"66372.0\", \"66380.0\", data.levels[0][1].px: better than the level before it",
        "\"sz\":\"1.4\", \"sz\":\"0\", data.levels[0][1].sz: not positive: 0",
        "\"n\":20, \"n\":-1, data.levels[0][0].n: out of range",
        "\"n\":20, \"n\":2147483648, data.levels[0][0].n: out of range",
        "\"time\":1784684116576, \"time\":1784684116, data.time: not epoch milliseconds since 2020"
    })
    void aBadLevelMakesTheWholeBookADeadLetter(String good, String bad, String reason) {
        String text = frame(data("BTC", BIDS, ASKS, ""));
        assertThat(text).contains(good);

        Normalized normalized = normalize(text.replace(good, bad));

        assertThat(normalized.events()).isEmpty();
        assertThat(onlyDeadLetter(normalized).reason()).isEqualTo(reason);
        assertThat(onlyDeadLetter(normalized).origin()).isEqualTo("ws:l2Book");
    }

    @ParameterizedTest
    @CsvSource({
        "',\"nSigFigs\":6', data.nSigFigs: 2 to 5 expected: 6",
        "',\"mantissa\":2', data.mantissa: 2 or 5 with nSigFigs 5 expected: 2",
        "',\"nSigFigs\":5,\"mantissa\":3', data.mantissa: 2 or 5 with nSigFigs 5 expected: 3"
    })
    void aRoundingThatTheExchangeDoesNotKnowIsADeadLetter(String more, String reason) {
        assertThat(onlyDeadLetter(normalize(frame(data("BTC", BIDS, ASKS, more)))).reason())
                .isEqualTo(reason);
    }

    @Test
    void oneSideOrThreeAreNoBook() {
        String oneSide = "{\"coin\":\"BTC\",\"time\":%d,\"levels\":[%s]}".formatted(TIME, BIDS);

        assertThat(onlyDeadLetter(normalize(frame(oneSide))).reason())
                .isEqualTo("data.levels: bids and asks expected, got 1");
    }

    @Test
    void aFullBookFromRestIsAPriceToo() {
        Normalized normalized =
                answer("{\"type\":\"l2Book\",\"coin\":\"BTC\"}", data("BTC", BIDS, ASKS, ""));

        assertThat(normalized.records())
                .extracting(Envelope::topic)
                .containsExactly(Topic.BOOKS, Topic.PRICES);
        assertThat(normalized.records())
                .allSatisfy(r -> assertThat(r.header(HeaderNames.SOURCE)).contains("rest"));
        Price best = (Price) normalized.events().get(1);
        assertThat(best.kind()).isEqualTo(PriceKind.BBO);
        assertThat(best.bidPrice()).isEqualTo("66373.0");
        assertThat(best.bidSize()).isEqualTo("6.15119");
        assertThat(best.askPrice()).isEqualTo("66374.0");
        assertThat(best.askSize()).isEqualTo("0.10");
        assertThat(best.timeMs()).isEqualTo(TIME);
        assertThat(normalized.stream()).isNull();
    }

    @Test
    void theBestLevelsOfAnAggregatedBookAreNoPrice() {
        Normalized normalized =
                answer(
                        "{\"type\":\"l2Book\",\"coin\":\"BTC\",\"nSigFigs\":4}",
                        data("BTC", BIDS, ASKS, ",\"spread\":\"1.0\""));

        assertThat(normalized.events()).hasSize(1);
        assertThat(book(normalized).sigFigs()).isEqualTo(4);
    }

    @Test
    void anUnknownCoinIsAnsweredWithNullAndADeadLetter() {
        Normalized normalized = answer("{\"type\":\"l2Book\",\"coin\":\"BTC\"}", "null");

        assertThat(normalized.faults()).containsExactly(Fault.UNKNOWN_COIN);
        assertThat(onlyDeadLetter(normalized).reason())
                .isEqualTo("answer: null: the exchange does not know BTC");
    }

    @Test
    void theBookOfAnotherCoinThanAskedForIsADeadLetter() {
        Normalized normalized =
                answer("{\"type\":\"l2Book\",\"coin\":\"ETH\"}", data("BTC", BIDS, ASKS, ""));

        assertThat(onlyDeadLetter(normalized).reason())
                .isEqualTo("answer.coin: not the one asked for: BTC");
    }
}
