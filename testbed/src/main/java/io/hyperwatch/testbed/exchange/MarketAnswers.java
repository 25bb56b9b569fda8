package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Trade;
import io.hyperwatch.testbed.exchange.InfoRequests.Answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Collections;
import java.util.List;

/** Answers about coins. The caller holds the market's monitor. */
final class MarketAnswers {

    private static final int RECENT_TRADES = 10;
    private static final int MAX_CANDLES = 5_000;
    private static final int MAX_FUNDINGS = 500;

    private final Market market;
    private final JsonNode request;

    MarketAnswers(Market market, JsonNode request) {
        this.market = market;
        this.request = request;
    }

    Answer meta() {
        String dex = dex();
        return dex == null ? Answer.internalError() : Answer.ok(meta(dex));
    }

    Answer metaAndContexts() {
        String dex = dex();
        if (dex == null) {
            return Answer.internalError();
        }
        ArrayNode contexts = WireJson.array();
        perps(dex).forEach(coin -> contexts.add(WireJson.context(coin.context(market.now()))));
        return Answer.ok(WireJson.array().add(meta(dex)).add(contexts));
    }

    Answer spotMeta() {
        return Answer.ok(spotMetaNode());
    }

    Answer spotMetaAndContexts() {
        ArrayNode contexts = WireJson.array();
        spots().forEach(coin -> contexts.add(WireJson.context(coin.context(market.now()))));
        return Answer.ok(WireJson.array().add(spotMetaNode()).add(contexts));
    }

    /** The first entry stands for the exchange's own perpetuals and is null. */
    Answer perpDexs() {
        ArrayNode dexes = WireJson.array().addNull();
        for (String dex : market.dexes()) {
            dexes.addObject().put("name", dex).put("fullName", dex);
        }
        return Answer.ok(dexes);
    }

    Answer allMids() {
        String dex = dex();
        return dex == null ? Answer.internalError() : Answer.ok(Snapshots.mids(market, dex));
    }

    Answer book() {
        String coin = InfoRequests.text(request, "coin");
        if (!market.lists(coin)) {
            return Answer.nothing();
        }
        Subscription options =
                new Subscription(
                        "l2Book",
                        coin,
                        null,
                        null,
                        integer("nSigFigs"),
                        integer("mantissa"),
                        false,
                        null);
        return options.hasPoisonousBookOptions()
                ? Answer.internalError()
                : Answer.ok(Books.book(market.state(coin), options, market.now()));
    }

    /** Ten rows, newest first. */
    Answer recentTrades() {
        String coin = InfoRequests.text(request, "coin");
        if (!market.lists(coin)) {
            return Answer.internalError();
        }
        List<Publication<Trade>> trades = market.state(coin).lastTrades();
        Collections.reverse(trades);
        ArrayNode rows = WireJson.array();
        trades.stream()
                .limit(RECENT_TRADES)
                .forEach(trade -> rows.add(WireJson.trade(trade.event())));
        return Answer.ok(rows);
    }

    /** Oldest first; only the newest 5,000 exist. */
    Answer candles() {
        JsonNode req = request.path("req");
        String coin = InfoRequests.text(req, "coin");
        String interval = InfoRequests.text(req, "interval");
        long startMs = InfoRequests.time(req, "startTime");
        long endMs = InfoRequests.time(req, "endTime", market.now());
        if (!Interval.exists(interval)) {
            return Answer.unreadable();
        }
        if (!market.lists(coin)) {
            return Answer.internalError();
        }
        List<Candles.Bar> bars = market.state(coin).candles().between(interval, startMs, endMs);
        ArrayNode rows = WireJson.array();
        bars.subList(Math.max(0, bars.size() - MAX_CANDLES), bars.size())
                .forEach(bar -> rows.add(WireJson.candle(coin, interval, bar)));
        return Answer.ok(rows);
    }

    /** At most 500 a call, oldest first, stamped a few milliseconds past the hour. */
    Answer fundingHistory() {
        String coin = InfoRequests.text(request, "coin");
        long startMs = InfoRequests.time(request, "startTime");
        long endMs = InfoRequests.time(request, "endTime", market.now());
        if (!market.lists(coin) || !market.instrument(coin).isPerp()) {
            return Answer.internalError();
        }
        ArrayNode rows = WireJson.array();
        market.state(coin).fundings(startMs, endMs, MAX_FUNDINGS).stream()
                .map(WireJson::funding)
                .forEach(rows::add);
        return Answer.ok(rows);
    }

    Answer exchangeStatus() {
        return Answer.ok(WireJson.object().putNull("specialStatuses").put("time", market.now()));
    }

    private ObjectNode meta(String dex) {
        ArrayNode universe = WireJson.array();
        for (CoinState coin : perps(dex)) {
            Instrument instrument = coin.instrument();
            ObjectNode entry =
                    universe.addObject()
                            .put("szDecimals", instrument.szDecimals())
                            .put("name", instrument.coin())
                            .put("maxLeverage", instrument.maxLeverage())
                            .put("marginTableId", instrument.maxLeverage());
            if (instrument.delisted()) {
                entry.put("isDelisted", true);
            }
        }
        ObjectNode meta = WireJson.object().set("universe", universe);
        meta.set("marginTables", WireJson.array());
        return meta.put("collateralToken", 0);
    }

    private ObjectNode spotMetaNode() {
        ArrayNode tokens = WireJson.array();
        tokens.add(token("USDC", 0, 8));
        ArrayNode universe = WireJson.array();
        for (CoinState coin : spots()) {
            Instrument instrument = coin.instrument();
            int index = universe.size();
            tokens.add(token(baseToken(instrument), index + 1, instrument.szDecimals()));
            ObjectNode pair =
                    universe.addObject()
                            .put("name", instrument.coin())
                            .put("index", index)
                            .put("isCanonical", !instrument.coin().startsWith("@"));
            pair.set("tokens", WireJson.array().add(index + 1).add(0));
        }
        ObjectNode meta = WireJson.object().set("tokens", tokens);
        return meta.set("universe", universe);
    }

    static String baseToken(Instrument instrument) {
        return instrument.coin().replace("@", "TOKEN").replaceAll("/.*", "");
    }

    private static ObjectNode token(String name, int index, int szDecimals) {
        return WireJson.object()
                .put("name", name)
                .put("szDecimals", szDecimals)
                .put("weiDecimals", 8)
                .put("index", index)
                .put("isCanonical", true);
    }

    private List<CoinState> perps(String dex) {
        return market.coins().values().stream()
                .filter(coin -> coin.instrument().isPerp())
                .filter(coin -> coin.instrument().dex().equals(dex))
                .toList();
    }

    private List<CoinState> spots() {
        return market.coins().values().stream()
                .filter(coin -> !coin.instrument().isPerp())
                .toList();
    }

    /** The requested dex, empty for the main one; null if there is no such dex. */
    private String dex() {
        String dex = request.path("dex").asText("");
        return dex.isEmpty() || market.dexes().contains(dex) ? dex : null;
    }

    private Integer integer(String field) {
        JsonNode value = request.path(field);
        return value.isInt() ? value.asInt() : null;
    }
}
