package io.hyperwatch.bridge.connect;

import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SubscriptionTest {

    private static final String USER = "0x20bc9cd229dfd681740834d9b4f55641ce435da3";

    private static JsonNode json(String text) throws MalformedFrameException {
        return WireJson.parse(text);
    }

    @Test
    void streamsAreNamedByTypeAndSubject() {
        assertThat(
                        List.of(
                                Subscription.ofCoin("trades", "xyz:SP500").stream(),
                                Subscription.ofCoin("l2Book", "BTC").stream(),
                                Subscription.aggregatedBook("BTC", 4).stream(),
                                Subscription.candle("BTC", "1m").stream(),
                                Subscription.allMids(null).stream(),
                                Subscription.allMids("xyz").stream(),
                                Subscription.ofUser("userFills", USER).stream(),
                                Subscription.ofUser("clearinghouseState", USER, "xyz").stream()))
                .containsExactly(
                        "trades:xyz:SP500",
                        "l2Book:BTC",
                        "l2Book:BTC:4",
                        "candle:BTC:1m",
                        "allMids",
                        "allMids:xyz",
                        "userFills:" + USER,
                        "clearinghouseState:" + USER + ":xyz");
    }

    @Test
    void framesHaveTheShapeOfTheExchange() {
        assertThat(Subscription.ofCoin("bbo", "PURR/USDC").subscribeFrame())
                .isEqualTo(
                        "{\"method\":\"subscribe\",\"subscription\":{\"type\":\"bbo\",\"coin\":\"PURR/USDC\"}}");
        assertThat(Subscription.allMids("xyz").unsubscribeFrame())
                .isEqualTo(
                        "{\"method\":\"unsubscribe\",\"subscription\":{\"type\":\"allMids\",\"dex\":\"xyz\"}}");
        assertThat(Subscription.candle("BTC", "1h").subscribeFrame())
                .isEqualTo(
                        "{\"method\":\"subscribe\",\"subscription\":{\"type\":\"candle\",\"coin\":\"BTC\",\"interval\":\"1h\"}}");
        assertThat(new Subscription("l2Book", "BTC", null, null, null, 5, 2).subscribeFrame())
                .isEqualTo(
                        "{\"method\":\"subscribe\",\"subscription\":{\"type\":\"l2Book\",\"coin\":\"BTC\",\"nSigFigs\":5,\"mantissa\":2}}");
    }

    @Test
    void echoesAreMatchedByMeaning() throws MalformedFrameException {
        Subscription book = Subscription.ofCoin("l2Book", "BTC");
        JsonNode full =
                json(
                        "{\"type\":\"l2Book\",\"coin\":\"BTC\",\"nSigFigs\":null,\"mantissa\":null,\"fast\":false}");
        assertThat(book.matches(full)).isTrue();
        assertThat(Subscription.aggregatedBook("BTC", 4).matches(full)).isFalse();
        assertThat(
                        Subscription.aggregatedBook("BTC", 4)
                                .matches(
                                        json(
                                                "{\"type\":\"l2Book\",\"coin\":\"BTC\",\"nSigFigs\":4}")))
                .isTrue();
        assertThat(
                        Subscription.ofUser("userFills", "0x20BC" + USER.substring(6))
                                .matches(
                                        json(
                                                "{\"type\":\"userFills\",\"user\":\"%s\",\"aggregateByTime\":false}"
                                                        .formatted(USER))))
                .isTrue();
        assertThat(
                        Subscription.ofUser("clearinghouseState", USER)
                                .matches(
                                        json(
                                                "{\"type\":\"clearinghouseState\",\"user\":\"%s\",\"dex\":\"\"}"
                                                        .formatted(USER))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"trades\",\"coin\":\"btc\"}",
                "{\"type\":\"bbo\",\"coin\":\"BTC\"}",
                "{\"type\":\"trades\"}",
                "{\"coin\":\"BTC\"}",
                "{\"type\":\"trades\",\"coin\":null}",
                "{\"type\":\"trades\",\"coin\":\"BTC\",\"dex\":\"xyz\"}",
                "{\"type\":\"l2Book\",\"coin\":\"BTC\",\"nSigFigs\":77}",
                "[]",
            })
    void whatMeansSomethingElseDoesNotMatch(String echo) throws MalformedFrameException {
        assertThat(Subscription.ofCoin("trades", "BTC").matches(json(echo))).isFalse();
    }

    @Test
    void everyFrameIsItsOwnEcho() throws MalformedFrameException {
        for (Subscription each :
                List.of(
                        Subscription.candle("kPEPE", "1M"),
                        Subscription.aggregatedBook("@107", 2),
                        Subscription.allMids(null),
                        Subscription.ofUser("clearinghouseState", USER, "xyz"))) {
            assertThat(Subscription.echoed(json(each.subscribeFrame()).get("subscription")))
                    .contains(each);
        }
    }

    @Test
    void booksTheExchangeWouldCloseTheSocketOverCannotBeMade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Subscription.aggregatedBook("BTC", 6))
                .withMessageContaining("2 to 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subscription("l2Book", "BTC", null, null, null, 4, 2))
                .withMessageContaining("mantissa");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subscription("l2Book", "BTC", null, null, null, 5, 1));
    }
}
