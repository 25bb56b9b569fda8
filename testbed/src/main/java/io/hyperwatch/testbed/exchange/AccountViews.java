package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;

/**
 * How accounts stand right now, the same over REST and WebSocket. Every position is cross margin at
 * ten times leverage. The caller holds the market's monitor.
 */
final class AccountViews {

    private static final BigDecimal LEVERAGE = BigDecimal.TEN;

    private AccountViews() {}

    static ObjectNode clearinghouseState(Market market, String user, String dex) {
        Account account = market.accounts().get(user);
        ArrayNode positions = WireJson.array();
        BigDecimal notional = BigDecimal.ZERO;
        BigDecimal margin = BigDecimal.ZERO;
        for (Map.Entry<String, Position> entry : account.positions().entrySet()) {
            CoinState coin = market.state(entry.getKey());
            Instrument instrument = coin.instrument();
            if (entry.getValue().isFlat()
                    || !instrument.isPerp()
                    || !instrument.dex().equals(dex)) {
                continue;
            }
            BigDecimal value = entry.getValue().size().abs().multiply(coin.markPrice());
            notional = notional.add(value);
            margin = margin.add(value.divide(LEVERAGE));
            positions
                    .addObject()
                    .put("type", "oneWay")
                    .set("position", position(coin, entry.getValue(), value));
        }
        BigDecimal value = value(market, account);
        ObjectNode summary =
                WireJson.object()
                        .put("accountValue", Decimals.usdText(value))
                        .put("totalNtlPos", Decimals.usdText(notional))
                        .put("totalRawUsd", Decimals.usdText(account.cash()))
                        .put("totalMarginUsed", Decimals.usdText(margin));
        ObjectNode state = WireJson.object().set("marginSummary", summary);
        state.set("crossMarginSummary", summary.deepCopy());
        state.put("crossMaintenanceMarginUsed", Decimals.usdText(margin.movePointLeft(1)))
                .put("withdrawable", Decimals.usdText(value.subtract(margin).max(BigDecimal.ZERO)));
        state.set("assetPositions", positions);
        return state.put("time", market.now());
    }

    private static ObjectNode position(CoinState coin, Position position, BigDecimal value) {
        BigDecimal margin = value.divide(LEVERAGE);
        BigDecimal unrealized = position.unrealizedPnl(coin.markPrice());
        BigDecimal distance = new BigDecimal(position.size().signum() > 0 ? "0.92" : "1.08");
        ObjectNode node =
                WireJson.object()
                        .put("coin", coin.instrument().coin())
                        .put("szi", Decimals.text(position.size()));
        node.set(
                "leverage",
                WireJson.object().put("type", "cross").put("value", LEVERAGE.intValue()));
        node.put("entryPx", Decimals.text(position.entryPrice()))
                .put("positionValue", Decimals.usdText(value))
                .put("unrealizedPnl", Decimals.text(unrealized))
                .put(
                        "returnOnEquity",
                        Decimals.usdText(unrealized.divide(margin, MathContext.DECIMAL64)))
                .put("liquidationPx", Decimals.usdText(position.entryPrice().multiply(distance)))
                .put("marginUsed", Decimals.usdText(margin))
                .put("maxLeverage", coin.instrument().maxLeverage());
        return node.set(
                "cumFunding",
                WireJson.object()
                        .put("allTime", "0.0")
                        .put("sinceOpen", "0.0")
                        .put("sinceChange", "0.0"));
    }

    /** Cash and what all perpetual positions are worth. */
    static BigDecimal value(Market market, Account account) {
        BigDecimal value = account.cash();
        for (Map.Entry<String, Position> entry : account.positions().entrySet()) {
            if (!entry.getValue().isFlat()) {
                BigDecimal markPrice = market.state(entry.getKey()).markPrice();
                value = value.add(entry.getValue().unrealizedPnl(markPrice));
            }
        }
        return value;
    }

    static ArrayNode frontendOrders(Market market, String user, String dex) {
        return AccountJson.array(openOrders(market, user, dex), AccountJson::frontendOrder);
    }

    /** Newest first. */
    static List<RestingOrder> openOrders(Market market, String user, String dex) {
        return market.accounts().get(user).openOrders().stream()
                .filter(order -> market.state(order.coin()).instrument().dex().equals(dex))
                .toList();
    }
}
