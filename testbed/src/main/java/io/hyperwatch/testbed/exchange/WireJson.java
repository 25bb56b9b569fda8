package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Trade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** The exchange's JSON: its field names, field order and habit of writing numbers as strings. */
final class WireJson {

    static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private WireJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    static ObjectNode frame(String channel, JsonNode data) {
        return object().put("channel", channel).set("data", data);
    }

    static ObjectNode error(String text) {
        return object().put("channel", "error").put("data", text);
    }

    static ObjectNode ack(String method, Subscription subscription) {
        return frame(
                "subscriptionResponse",
                object().put("method", method)
                        .<ObjectNode>set("subscription", subscription.echo()));
    }

    static ObjectNode tradesFrame(List<Trade> trades) {
        ArrayNode array = array();
        trades.forEach(trade -> array.add(trade(trade)));
        return frame("trades", array);
    }

    static ObjectNode trade(Trade trade) {
        ObjectNode node =
                object().put("coin", trade.coin())
                        .put("side", trade.side().name())
                        .put("px", Decimals.text(trade.price()))
                        .put("sz", Decimals.text(trade.size()))
                        .put("time", trade.timeMs())
                        .put("hash", trade.hash())
                        .put("tid", trade.tid());
        if (trade.buyer() != null) {
            node.set("users", array().add(trade.buyer()).add(trade.seller()));
        }
        return node;
    }

    static ObjectNode bboFrame(Quote quote) {
        ArrayNode levels = array();
        levels.add(level(quote.bidPrice(), quote.bidSize(), 3));
        levels.add(level(quote.askPrice(), quote.askSize(), 3));
        return frame(
                "bbo",
                object().put("coin", quote.coin())
                        .put("time", quote.timeMs())
                        .<ObjectNode>set("bbo", levels));
    }

    /** A book level; JSON null for an empty side. */
    static JsonNode level(BigDecimal price, BigDecimal size, int orders) {
        return price == null
                ? MAPPER.nullNode()
                : object().put("px", Decimals.text(price))
                        .put("sz", Decimals.text(size))
                        .put("n", orders);
    }

    static ObjectNode contextFrame(AssetContext context, boolean perp) {
        ObjectNode data = object().put("coin", context.coin());
        data.set("ctx", context(context));
        return frame(perp ? "activeAssetCtx" : "activeSpotAssetCtx", data);
    }

    static ObjectNode context(AssetContext context) {
        ObjectNode ctx = object();
        BigDecimal mid = context.midPrice();
        boolean perp = context.oraclePrice() != null;
        if (perp) {
            ctx.put("funding", Decimals.text(context.fundingRate()))
                    .put("openInterest", Decimals.text(context.openInterest()));
        }
        ctx.put("prevDayPx", Decimals.text(context.prevDayPrice()))
                .put("dayNtlVlm", Decimals.text(context.dayVolumeUsd()));
        if (perp) {
            ctx.put("premium", mid == null ? null : Decimals.text(context.premium()))
                    .put("oraclePx", Decimals.text(context.oraclePrice()));
        }
        ctx.put("markPx", Decimals.text(context.markPrice()))
                .put("midPx", mid == null ? null : Decimals.text(mid));
        if (perp && mid != null) {
            ctx.set("impactPxs", array().add(Decimals.text(mid)).add(Decimals.text(mid)));
        } else if (perp) {
            ctx.putNull("impactPxs");
        } else {
            ctx.put("circulatingSupply", "1000000.0").put("coin", context.coin());
        }
        BigDecimal volumeInCoins =
                context.dayVolumeUsd().divide(context.markPrice(), 6, RoundingMode.HALF_EVEN);
        return ctx.put("dayBaseVlm", Decimals.text(Decimals.wire(volumeInCoins)));
    }

    static ObjectNode candle(String coin, String interval, Candles.Bar bar) {
        return object().put("t", bar.openMs())
                .put("T", bar.closeMs())
                .put("s", coin)
                .put("i", interval)
                .put("o", Decimals.text(bar.open()))
                .put("c", Decimals.text(bar.close()))
                .put("h", Decimals.text(bar.high()))
                .put("l", Decimals.text(bar.low()))
                .put("v", Decimals.text(bar.volume()))
                .put("n", bar.trades());
    }

    /** A row of {@code fundingHistory}. */
    static ObjectNode funding(FundingSettlement settled) {
        return object().put("coin", settled.coin())
                .put("fundingRate", Decimals.text(settled.rate()))
                .put("premium", Decimals.text(settled.premium()))
                .put("time", settled.timeMs());
    }
}
