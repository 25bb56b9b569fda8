package io.hyperwatch.bridge.wire;

import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;

import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Outside venues whose public spot ticker says what a coin costs elsewhere. Binance and OKX quote
 * in USDT, which strays from the dollar by some 0.1 %; the others quote in USD.
 *
 * <p>Sources: Binance {@code GET /api/v3/ticker/price}, Coinbase Exchange {@code GET
 * /products/{id}/ticker}, Kraken {@code GET /0/public/Ticker}, OKX {@code GET
 * /api/v5/market/ticker}.
 */
public enum ReferenceVenue {

    /** {@code {"symbol":"BTCUSDT","price":"67000.10000000"}}. */
    BINANCE("https://api.binance.com/api/v3/ticker/price?symbol=%sUSDT") {
        @Override
        public BigDecimal price(JsonNode answer) throws MalformedFrameException {
            return Fields.of(answer, ANSWER).positive("price");
        }
    },

    /** {@code {"trade_id":1,"price":"67000.10","time":"2026-07-22T01:35:16.576Z",…}}. */
    COINBASE("https://api.exchange.coinbase.com/products/%s-USD/ticker") {
        @Override
        public BigDecimal price(JsonNode answer) throws MalformedFrameException {
            return Fields.of(answer, ANSWER).positive("price");
        }
    },

    /** {@code {"error":[],"result":{"XXBTZUSD":{"c":["67000.1","0.1"],…}}}}. */
    KRAKEN("https://api.kraken.com/0/public/Ticker?pair=%sUSD") {
        @Override
        public BigDecimal price(JsonNode answer) throws MalformedFrameException {
            Fields fields = Fields.of(answer, ANSWER);
            JsonNode errors = answer.path("error");
            if (errors.size() > 0) {
                throw new MalformedFrameException(
                        Fault.BAD_VALUE, fields.at("error") + ": " + errors.path(0).asText());
            }
            fields.object("result");
            JsonNode result = answer.get("result");
            if (result.size() != 1) {
                throw new MalformedFrameException(
                        Fault.BAD_VALUE,
                        fields.at("result") + ": one pair expected, got " + result.size());
            }
            String pair = result.fieldNames().next();
            Fields ticker = fields.object("result").object(pair);
            return Fields.positiveText(ticker.array("c").path(0), ticker.at("c[0]"));
        }

        @Override
        String symbol(String coin) {
            return switch (coin) {
                case "BTC" -> "XBT";
                case "DOGE" -> "XDG";
                default -> coin;
            };
        }
    },

    /** {@code {"code":"0","msg":"","data":[{"instId":"BTC-USDT","last":"67000.1",…}]}}. */
    OKX("https://www.okx.com/api/v5/market/ticker?instId=%s-USDT") {
        @Override
        public BigDecimal price(JsonNode answer) throws MalformedFrameException {
            Fields fields = Fields.of(answer, ANSWER);
            if (!answer.path("code").asText("0").equals("0")) {
                throw new MalformedFrameException(
                        Fault.BAD_VALUE, fields.at("msg") + ": " + answer.path("msg").asText());
            }
            return Fields.of(fields.array("data").get(0), fields.at("data[0]")).positive("last");
        }
    };

    private static final String ANSWER = "answer";

    /**
     * Names of the exchange's own perpetuals that mean one whole coin: not {@code kPEPE} (1,000
     * coins), not {@code xyz:SP500}, {@code @107}, {@code PURR/USDC} or {@code #12}.
     */
    private static final Pattern WHOLE_COIN = Pattern.compile("[A-Z0-9]{1,20}");

    private final String urlFormat;

    ReferenceVenue(String urlFormat) {
        this.urlFormat = urlFormat;
    }

    /**
     * @param name {@code binance}, in any case
     * @return empty when there is no such venue
     */
    public static Optional<ReferenceVenue> of(String name) {
        for (ReferenceVenue venue : values()) {
            if (venue.wireName().equals(name.strip().toLowerCase(Locale.ROOT))) {
                return Optional.of(venue);
            }
        }
        return Optional.empty();
    }

    /** All of them, for messages: {@code binance, coinbase, kraken, okx}. */
    public static String names() {
        return Arrays.stream(values())
                .map(ReferenceVenue::wireName)
                .collect(Collectors.joining(", "));
    }

    /** {@code binance}: in settings, requests and records. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Where to ask for the price of a coin. A 4xx answer means that the venue does not list it.
     *
     * @param coin name of a perpetual on Hyperliquid
     * @return empty for coins that no spot market elsewhere could be the same as
     */
    public Optional<URI> uri(String coin) {
        return WHOLE_COIN.matcher(coin).matches()
                ? Optional.of(URI.create(urlFormat.formatted(symbol(coin))))
                : Optional.empty();
    }

    /**
     * The last price, in USD or USDT.
     *
     * @throws MalformedFrameException when there is none in the answer
     */
    public abstract BigDecimal price(JsonNode answer) throws MalformedFrameException;

    /** What the venue calls a coin. */
    String symbol(String coin) {
        return coin;
    }
}
