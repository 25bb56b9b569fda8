package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;

import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.onlyDeadLetter;
import static org.assertj.core.api.Assertions.assertThat;

/** Prices that REST answers with. */
class PriceAnswersTest {

    private static Normalized answer(String request, String response) {
        return Frames.normalizer().normalize(Frames.answer(RECEIVED, request, response));
    }

    private static String context(String oracle, String mark) {
        return """
        {"funding":"0.0000125","openInterest":"688.11","prevDayPx":"15.322","dayNtlVlm":"1169046.29","premium":null,\
        "oraclePx":"%s","markPx":"%s","midPx":null,"impactPxs":null,"dayBaseVlm":"1"}"""
                .formatted(oracle, mark);
    }

    private static Normalized contexts(String dex, String universe, String contexts) {
        String request = "{\"type\":\"metaAndAssetCtxs\"" + dex + "}";
        return answer(request, "[{\"universe\":[%s]},[%s]]".formatted(universe, contexts));
    }

    private static String listed(String coin) {
        return "{\"name\":\"" + coin + "\",\"szDecimals\":2}";
    }

    @Test
    void midsOfWatchedCoins() {
        Normalized normalized =
                answer(
                        "{\"type\":\"allMids\"}",
                        "{\"DOGE\":\"0.1\",\"BTC\":\"66374.5\",\"ETH\":\"x\"}");

        assertThat(normalized.events())
                .containsExactly(Price.mid("BTC", RECEIVED, new BigDecimal("66374.5"), null));
        assertThat(normalized.records().get(0).header(HeaderNames.SOURCE)).contains("rest");
        assertThat(onlyDeadLetter(normalized).reason()).isEqualTo("answer.ETH: not a decimal: x");
        assertThat(onlyDeadLetter(normalized).payload()).isEqualTo("{\"ETH\":\"x\"}");
        assertThat(normalized.stream()).isNull();
    }

    @Test
    void contextsAreJoinedToTheirCoinsByPlace() {
        Normalized normalized =
                contexts(
                        "",
                        String.join(",", listed("BTC"), listed("DOGE"), listed("ETH")),
                        String.join(",", context("10", "11"), "\"whatever\"", context("20", "21")));

        assertThat(normalized.faults()).isEmpty();
        assertThat(normalized.records())
                .allSatisfy(r -> assertThat(r.topic()).isEqualTo(Topic.PRICES))
                .extracting(Envelope::key)
                .containsExactly("BTC", "ETH");
        Price ether = (Price) normalized.events().get(1);
        assertThat(ether.kind()).isEqualTo(PriceKind.CONTEXT);
        assertThat(ether.timeMs()).isEqualTo(RECEIVED);
        assertThat(ether.oraclePrice()).isEqualTo("20");
        assertThat(ether.markPrice()).isEqualTo("21");
        assertThat(ether.midPrice()).isNull();
        assertThat(ether.openInterest()).isEqualTo("688.11");
    }

    @Test
    void contextsOfADexNameItsCoinsInFull() {
        Normalized normalized =
                contexts(",\"dex\":\"xyz\"", listed("SP500"), context("6000", "6001"));

        assertThat(normalized.events())
                .extracting(e -> ((Price) e).coin())
                .containsExactly("xyz:SP500");
    }

    @Test
    void aContextTooFewPutsEveryJoinInDoubt() {
        Normalized normalized =
                contexts("", listed("BTC") + "," + listed("ETH"), context("10", "11"));

        assertThat(normalized.events()).isEmpty();
        assertThat(onlyDeadLetter(normalized).reason())
                .isEqualTo("answer[1]: 1 contexts for 2 coins");
    }

    @Test
    void aBadContextLeavesItsNeighbours() {
        Normalized normalized =
                contexts(
                        "",
                        String.join(",", listed("BTC"), "7", listed("ETH")),
                        String.join(",", context("0", "1"), "7", context("20", "21")));

        assertThat(normalized.events()).extracting(e -> ((Price) e).coin()).containsExactly("ETH");
        assertThat(normalized.faults()).containsExactly(Fault.BAD_NUMBER, Fault.WRONG_TYPE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "binance  | {\"symbol\":\"BTCUSDT\",\"price\":\"67000.10000000\"} | 67000.10000000",
                "coinbase | {\"trade_id\":1,\"price\":\"67000.11\",\"time\":\"2026-07-22T01:35:16Z\"} | 67000.11",
                "kraken   | {\"error\":[],\"result\":{\"XXBTZUSD\":{\"a\":[\"1\",\"1\",\"1\"],\"c\":[\"67000.1\",\"0.1\"]}}} | 67000.1",
                "okx | {\"code\":\"0\",\"msg\":\"\",\"data\":[{\"instId\":\"BTC-USDT\",\"last\":\"67000.2\"}]} | 67000.2"
            })
    void aReferencePriceNamesItsVenue(String venue, String response, BigDecimal price) {
        Normalized normalized =
                answer(
                        "{\"type\":\"reference\",\"venue\":\"%s\",\"coin\":\"BTC\"}"
                                .formatted(venue),
                        response);

        assertThat(normalized.events())
                .containsExactly(Price.reference("BTC", RECEIVED, price, venue, null));
        assertThat(normalized.records().get(0).timestampMs()).isEqualTo(RECEIVED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "binance  | {\"code\":-1121,\"msg\":\"Invalid symbol.\"} | answer.price: missing",
                "coinbase | {\"price\":67000.1} | answer.price: a decimal string expected, got number",
                "kraken   | {\"error\":[\"EQuery:Unknown asset pair\"]} | answer.error: EQuery:Unknown asset pair",
                "kraken   | {\"error\":[],\"result\":{}} | answer.result: one pair expected, got 0",
                "kraken   | {\"error\":[],\"result\":{\"X\":{\"c\":[]}}} | answer.result.X.c[0]: a decimal string expected, got missing",
                "okx      | {\"code\":\"51001\",\"msg\":\"no such id\",\"data\":[]} | answer.msg: no such id",
                "okx      | {\"code\":\"0\",\"data\":[]} | answer.data[0]: missing",
                "nasdaq   | {\"price\":\"1\"} | request.venue: no such venue: nasdaq"
            })
    void anAnswerWithoutAPriceIsADeadLetter(String venue, String response, String reason) {
        Normalized normalized =
                answer(
                        "{\"type\":\"reference\",\"venue\":\"%s\",\"coin\":\"BTC\"}"
                                .formatted(venue),
                        response);

        assertThat(normalized.events()).isEmpty();
        assertThat(onlyDeadLetter(normalized).reason()).isEqualTo(reason);
        assertThat(onlyDeadLetter(normalized).origin()).isEqualTo("rest:reference");
    }
}
