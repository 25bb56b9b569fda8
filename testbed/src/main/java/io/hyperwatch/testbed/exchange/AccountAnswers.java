package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Fill;
import io.hyperwatch.testbed.exchange.InfoRequests.Answer;
import io.hyperwatch.testbed.exchange.InfoRequests.UnreadableRequest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Answers about accounts and vaults, consistent with the fills published so far. Every position is
 * cross margin at ten times leverage. The caller holds the market's monitor.
 */
final class AccountAnswers {

    private static final int LEVERAGE = 10;
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private final Market market;
    private final JsonNode request;

    AccountAnswers(Market market, JsonNode request) {
        this.market = market;
        this.request = request;
    }

    Answer fills() {
        List<Fill> fills =
                Snapshots.newestFirst(market.accounts().get(user("user"))).stream()
                        .map(Publication::event)
                        .toList();
        return Answer.ok(WireJson.fills(fills));
    }

    /** Oldest first; both ends of the range belong to it. */
    Answer fillsByTime() {
        long startMs = InfoRequests.time(request, "startTime");
        long endMs = InfoRequests.time(request, "endTime", Long.MAX_VALUE);
        List<Fill> fills =
                market.accounts().get(user("user")).fills().stream()
                        .map(Publication::event)
                        .filter(fill -> fill.timeMs() >= startMs && fill.timeMs() <= endMs)
                        .limit(Snapshots.MAX_FILLS)
                        .toList();
        return Answer.ok(WireJson.fills(fills));
    }

    Answer clearinghouseState() {
        Account account = market.accounts().get(user("user"));
        String dex = request.path("dex").asText("");
        ArrayNode positions = WireJson.array();
        BigDecimal notional = BigDecimal.ZERO;
        BigDecimal margin = BigDecimal.ZERO;
        for (Map.Entry<String, Position> entry : account.positions().entrySet()) {
            CoinState coin = market.state(entry.getKey());
            if (entry.getValue().isFlat() || !coin.instrument().dex().equals(dex)) {
                continue;
            }
            BigDecimal value = entry.getValue().size().abs().multiply(coin.markPrice());
            notional = notional.add(value);
            margin = margin.add(value.divide(BigDecimal.valueOf(LEVERAGE)));
            positions
                    .addObject()
                    .put("type", "oneWay")
                    .set("position", position(coin, entry.getValue(), value));
        }
        BigDecimal value = accountValue(account);
        ObjectNode summary =
                WireJson.object()
                        .put("accountValue", usd(value))
                        .put("totalNtlPos", usd(notional))
                        .put("totalRawUsd", usd(account.cash()))
                        .put("totalMarginUsed", usd(margin));
        ObjectNode state = WireJson.object().set("marginSummary", summary);
        state.set("crossMarginSummary", summary.deepCopy());
        state.put("crossMaintenanceMarginUsed", usd(margin.movePointLeft(1)))
                .put("withdrawable", usd(value.subtract(margin).max(BigDecimal.ZERO)));
        state.set("assetPositions", positions);
        return Answer.ok(state.put("time", market.now()));
    }

    private static ObjectNode position(CoinState coin, Position position, BigDecimal value) {
        BigDecimal margin = value.divide(BigDecimal.valueOf(LEVERAGE));
        BigDecimal unrealized = position.unrealizedPnl(coin.markPrice());
        BigDecimal distance = new BigDecimal(position.size().signum() > 0 ? "0.92" : "1.08");
        ObjectNode node =
                WireJson.object()
                        .put("coin", coin.instrument().coin())
                        .put("szi", Decimals.text(position.size()));
        node.set("leverage", WireJson.object().put("type", "cross").put("value", LEVERAGE));
        node.put("entryPx", Decimals.text(position.entryPrice()))
                .put("positionValue", usd(value))
                .put("unrealizedPnl", Decimals.text(unrealized))
                .put("returnOnEquity", usd(unrealized.divide(margin, MathContext.DECIMAL64)))
                .put("liquidationPx", usd(position.entryPrice().multiply(distance)))
                .put("marginUsed", usd(margin))
                .put("maxLeverage", coin.instrument().maxLeverage());
        return node.set(
                "cumFunding",
                WireJson.object()
                        .put("allTime", "0.0")
                        .put("sinceOpen", "0.0")
                        .put("sinceChange", "0.0"));
    }

    Answer spotClearinghouseState() {
        Account account = market.accounts().get(user("user"));
        ObjectNode usdc =
                WireJson.object()
                        .put("coin", "USDC")
                        .put("token", 0)
                        .put("total", usd(account.cash()))
                        .put("hold", "0.0")
                        .put("entryNtl", "0.0");
        return Answer.ok(WireJson.object().set("balances", WireJson.array().add(usdc)));
    }

    Answer portfolio() {
        return Answer.ok(portfolioOf(user("user")));
    }

    /** {@code null} for an address that is no vault. */
    Answer vaultDetails() {
        String vault = user("vaultAddress");
        HlpVault hlp = market.hlp();
        if (!hlp.isMember(vault)) {
            return Answer.nothing();
        }
        boolean parent = hlp.parent().equals(vault);
        ObjectNode details =
                WireJson.object()
                        .put("name", parent ? "Hyperliquidity Provider (HLP)" : "HLP Strategy")
                        .put("vaultAddress", vault)
                        .put("leader", hlp.leader())
                        .put("description", "Community-owned vault of the simulated exchange.");
        details.set("portfolio", portfolioOf(vault));
        details.put("apr", 0.12).putNull("followerState").put("leaderFraction", 0.01);
        details.put("leaderCommission", 0).set("followers", WireJson.array());
        details.put("maxDistributable", 1_000_000.0)
                .put("maxWithdrawable", 1_000_000.0)
                .put("isClosed", false);
        ObjectNode related = WireJson.object();
        if (parent) {
            ArrayNode children = related.putArray("childAddresses");
            hlp.children().forEach(children::add);
        } else {
            related.put("parentAddress", hlp.parent());
        }
        ObjectNode relationship = WireJson.object().put("type", parent ? "parent" : "child");
        details.set("relationship", relationship.set("data", related));
        return Answer.ok(details.put("allowDeposits", true).put("alwaysCloseOnWithdraw", false));
    }

    Answer none() {
        user("user");
        return Answer.ok(WireJson.array());
    }

    private ArrayNode portfolioOf(String user) {
        Account account = market.accounts().get(user);
        BigDecimal value = accountValue(account);
        long nowMs = market.now();
        ArrayNode windows = WireJson.array();
        for (String name :
                List.of(
                        "day",
                        "week",
                        "month",
                        "allTime",
                        "perpDay",
                        "perpWeek",
                        "perpMonth",
                        "perpAllTime")) {
            ObjectNode window = WireJson.object();
            window.set("accountValueHistory", history(nowMs, Account.DEPOSIT, value));
            window.set(
                    "pnlHistory", history(nowMs, BigDecimal.ZERO, value.subtract(Account.DEPOSIT)));
            window.put("vlm", usd(account.volume()));
            windows.add(WireJson.array().add(name).add(window));
        }
        return windows;
    }

    private static ArrayNode history(long nowMs, BigDecimal before, BigDecimal now) {
        ArrayNode history = WireJson.array();
        history.add(WireJson.array().add(nowMs - DAY_MS).add(usd(before)));
        history.add(WireJson.array().add(nowMs).add(usd(now)));
        return history;
    }

    private BigDecimal accountValue(Account account) {
        BigDecimal value = account.cash();
        for (Map.Entry<String, Position> entry : account.positions().entrySet()) {
            BigDecimal markPrice = market.state(entry.getKey()).markPrice();
            value = value.add(entry.getValue().unrealizedPnl(markPrice));
        }
        return value;
    }

    /** The file of the statistics host: one row for every account that has traded. */
    static ObjectNode leaderboard(Market market) {
        AccountAnswers answers = new AccountAnswers(market, WireJson.object());
        ArrayNode rows = WireJson.array();
        market.accounts()
                .all()
                .forEach(
                        (address, account) -> {
                            if (account.volume().signum() > 0) {
                                rows.add(answers.leaderboardRow(address, account));
                            }
                        });
        return WireJson.object().set("leaderboardRows", rows);
    }

    private ObjectNode leaderboardRow(String address, Account account) {
        BigDecimal value = accountValue(account);
        BigDecimal pnl = value.subtract(Account.DEPOSIT);
        ArrayNode windows = WireJson.array();
        for (String name : List.of("day", "week", "month", "allTime")) {
            ObjectNode figures =
                    WireJson.object()
                            .put("pnl", usd(pnl))
                            .put(
                                    "roi",
                                    Decimals.text(
                                            pnl.divide(
                                                    Account.DEPOSIT, 10, RoundingMode.HALF_EVEN)))
                            .put("vlm", usd(account.volume()));
            windows.add(WireJson.array().add(name).add(figures));
        }
        ObjectNode row =
                WireJson.object().put("ethAddress", address).put("accountValue", usd(value));
        row.set("windowPerformances", windows);
        return row.put("prize", 0).putNull("displayName");
    }

    private String user(String field) {
        String user = InfoRequests.text(request, field).toLowerCase(Locale.ROOT);
        if (!user.matches("0x[0-9a-f]{40}")) {
            throw new UnreadableRequest(field);
        }
        return user;
    }

    private static String usd(BigDecimal exact) {
        return Decimals.text(Decimals.usd(exact));
    }
}
