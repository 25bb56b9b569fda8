package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static io.hyperwatch.bridge.normalize.Frames.RECEIVED;
import static io.hyperwatch.bridge.normalize.Frames.TIME;

/** One valid payload of each channel and of each type of request the bridge reads. */
final class Corpus {

    static final Set<String> COINS =
            Set.of("BTC", "ETH", "kPEPE", "PURR/USDC", "@107", "#123", "xyz:SP500");

    /** Name of the lines of a node's files. */
    static final String NODE_LINE = "node line";

    private static final long MINUTE = 60_000;
    private static final long OPEN = RECEIVED / MINUTE * MINUTE;

    private Corpus() {}

    /**
     * A payload as the exchange writes it.
     *
     * @param name the channel, or the type of the request
     * @param request what was asked, null for a frame
     * @param eventsAt JSON pointer to what holds the events: where that is an empty array, or an
     *     object or list that names no watched coin, there is nothing to publish; null where every
     *     valid payload says something
     */
    record Fixture(String name, String request, String text, String eventsAt) {

        Input input(String mutated) {
            if (name.equals(NODE_LINE)) {
                return new Input.NodeLine(RECEIVED, "hourly/20260722/1", mutated);
            }
            return request == null
                    ? new Input.Frame(RECEIVED, 1, mutated)
                    : new Input.Answer(RECEIVED, 1, request, mutated, Source.REST, true);
        }
    }

    static Normalizer normalizer() {
        return new Normalizer(
                Frames.EPOCH,
                new Watchlist(COINS, false, Frames.HLP, Set.of(Frames.LIQUIDATOR), 4));
    }

    /** Frames a normalizer must have seen before the others make sense to it. */
    static List<Input> prelude() {
        List<Input> inputs = new ArrayList<>();
        AccountCorpus.prelude().forEach(text -> inputs.add(new Input.Frame(RECEIVED, 1, text)));
        return inputs;
    }

    static List<Fixture> all() {
        List<Fixture> all = new ArrayList<>(controls());
        all.addAll(markets());
        all.addAll(marketAnswers());
        all.addAll(AccountCorpus.all());
        return all;
    }

    static Fixture frame(String channel, String data, String eventsAt) {
        return new Fixture(
                channel, null, "{\"channel\":\"" + channel + "\",\"data\":" + data + "}", eventsAt);
    }

    static Fixture nodeLine(String line, String eventsAt) {
        return new Fixture(NODE_LINE, null, line, eventsAt);
    }

    /**
     * @param request fields of the request behind its type, each with a comma before it
     */
    static Fixture answer(String type, String request, String response, String eventsAt) {
        return new Fixture(type, "{\"type\":\"" + type + "\"" + request + "}", response, eventsAt);
    }

    private static List<Fixture> controls() {
        return List.of(
                new Fixture("pong", null, "{\"channel\":\"pong\"}", null),
                frame(
                        "subscriptionResponse",
                        "{\"method\":\"subscribe\",\"subscription\":{\"type\":\"l2Book\",\"coin\":\"ETH\",\"nSigFigs\":null,\"mantissa\":null,\"fast\":false}}",
                        null),
                frame("error", "\"Already subscribed: {}\"", null));
    }

    private static List<Fixture> markets() {
        return List.of(
                frame(
                        "trades",
                        "["
                                + Frames.trade(268453629049937L)
                                + ","
                                + Frames.trade(
                                        "BTC", "A", "66372.5", "12.5", TIME, Frames.ZERO_HASH, 7)
                                + "]",
                        "/data"),
                frame(
                        "bbo",
                        "{\"coin\":\"xyz:SP500\",\"time\":%d,\"bbo\":[{\"px\":\"6012.5\",\"sz\":\"1.5\",\"n\":3},null]}"
                                .formatted(TIME),
                        null),
                frame("l2Book", book("BTC", ""), null),
                frame("l2Book", book("ETH", ",\"spread\":\"1.0\",\"fast\":false"), null),
                frame("candle", candle("BTC", OPEN), "/data"),
                frame("candle", "[" + candle("#123", OPEN - MINUTE) + "]", "/data"),
                frame(
                        "allMids",
                        "{\"mids\":{\"BTC\":\"66374.5\",\"@107\":\"41.6965\",\"DOGE\":\"0.1\",\"PURR/USDC\":\"0.2\"}}",
                        "/data/mids"),
                frame(
                        "allMids",
                        "{\"dex\":\"xyz\",\"mids\":{\"xyz:SP500\":\"6012\"}}",
                        "/data/mids"),
                frame("activeAssetCtx", "{\"coin\":\"BTC\",\"ctx\":" + context() + "}", null),
                frame(
                        "activeSpotAssetCtx",
                        "{\"coin\":\"@107\",\"ctx\":{\"prevDayPx\":\"40.1\",\"dayNtlVlm\":\"100.5\",\"markPx\":\"41.7\",\"midPx\":\"41.69\",\"circulatingSupply\":\"333928180.1\"}}",
                        null));
    }

    private static List<Fixture> marketAnswers() {
        return List.of(
                answer(
                        "allMids",
                        "",
                        "{\"BTC\":\"66374.5\",\"@107\":\"41.6965\",\"ETH\":\"3000.05\"}",
                        ""),
                answer(
                        "metaAndAssetCtxs",
                        "",
                        "[{\"universe\":[{\"szDecimals\":5,\"name\":\"BTC\",\"maxLeverage\":40},{\"szDecimals\":4,\"name\":\"ETH\",\"maxLeverage\":25}]},["
                                + context()
                                + ","
                                + context()
                                + "]]",
                        "/0/universe"),
                answer(
                        "meta",
                        ",\"dex\":\"xyz\"",
                        "{\"universe\":[{\"szDecimals\":3,\"name\":\"xyz:SP500\",\"maxLeverage\":20,\"marginTableId\":25,\"onlyIsolated\":true},{\"szDecimals\":1,\"name\":\"xyz:OLD\",\"maxLeverage\":5,\"isDelisted\":true}]}",
                        "/universe"),
                answer(
                        "spotMeta",
                        "",
                        "{\"universe\":[{\"tokens\":[150,0],\"name\":\"@107\",\"index\":107,\"isCanonical\":false}],\"tokens\":[{\"name\":\"HYPE\",\"szDecimals\":2,\"index\":150},{\"name\":\"USDC\",\"szDecimals\":8,\"index\":0}]}",
                        "/universe"),
                answer("l2Book", ",\"coin\":\"BTC\"", book("BTC", ""), null),
                answer("recentTrades", ",\"coin\":\"BTC\"", "[" + Frames.trade(9) + "]", ""),
                answer(
                        "candleSnapshot",
                        ",\"req\":{\"coin\":\"BTC\",\"interval\":\"1m\",\"startTime\":1,\"endTime\":2}",
                        "["
                                + candle("BTC", OPEN - 2 * MINUTE)
                                + ","
                                + candle("BTC", OPEN - MINUTE)
                                + "]",
                        null),
                answer(
                        "fundingHistory",
                        ",\"coin\":\"ETH\"",
                        "[{\"coin\":\"ETH\",\"fundingRate\":\"-0.0000125\",\"premium\":\"0.0003\",\"time\":%d}]"
                                .formatted(TIME),
                        null),
                answer(
                        "leaderboard",
                        "",
                        "{\"leaderboardRows\":[{\"ethAddress\":\"%s\",\"accountValue\":\"48857952.33\",\"windowPerformances\":[[\"day\",{\"pnl\":\"-1.5\",\"roi\":\"0.0133\",\"vlm\":\"325.66\"}]],\"prize\":0,\"displayName\":\"ABC\"}]}"
                                .formatted(Frames.BUYER),
                        "/leaderboardRows"),
                reference("binance", "{\"symbol\":\"BTCUSDT\",\"price\":\"67000.10000000\"}"),
                reference("coinbase", "{\"trade_id\":1,\"price\":\"67000.11\"}"),
                reference(
                        "kraken",
                        "{\"error\":[],\"result\":{\"XXBTZUSD\":{\"c\":[\"67000.1\",\"0.1\"]}}}"),
                reference(
                        "okx",
                        "{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"instId\":\"BTC-USDT\",\"last\":\"67000.2\"}]}"));
    }

    private static Fixture reference(String venue, String response) {
        return answer("reference", ",\"venue\":\"" + venue + "\",\"coin\":\"BTC\"", response, null);
    }

    private static String book(String coin, String more) {
        return """
        {"coin":"%s","time":%d,"levels":[[{"px":"66373.0","sz":"6.15119","n":20},{"px":"66372.0","sz":"1.4","n":4}],\
        [{"px":"66374.0","sz":"0.10","n":1}]]%s}"""
                .formatted(coin, TIME, more);
    }

    private static String candle(String coin, long open) {
        return """
        {"t":%d,"T":%d,"s":"%s","i":"1m","o":"66373.0","c":"66380.5","h":"66381","l":"66370.0","v":"12.340","n":42}"""
                .formatted(open, open + MINUTE - 1, coin);
    }

    private static String context() {
        return """
        {"funding":"-0.0000125","openInterest":"688.11","prevDayPx":"15.322","dayNtlVlm":"1169046.29",\
        "premium":"0.00031774","oraclePx":"14.32","markPx":"14.3161","midPx":"14.314",\
        "impactPxs":["14.3047","14.3444"],"dayBaseVlm":"0"}""";
    }
}
