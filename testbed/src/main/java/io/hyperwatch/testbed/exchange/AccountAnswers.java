package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Fill;
import io.hyperwatch.testbed.exchange.InfoRequests.Answer;
import io.hyperwatch.testbed.exchange.InfoRequests.UnreadableRequest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Answers about accounts and vaults, consistent with what was published so far. The caller holds
 * the market's monitor.
 */
final class AccountAnswers {

    private static final int MAX_FUNDINGS = 500;
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
        return Answer.ok(AccountJson.fills(fills));
    }

    /** Both ends of the range belong to it. Oldest first, unless {@code reversed}. */
    Answer fillsByTime() {
        long startMs = InfoRequests.time(request, "startTime");
        long endMs = InfoRequests.time(request, "endTime", Long.MAX_VALUE);
        List<Publication<Fill>> all = market.accounts().get(user("user")).fills();
        if (request.path("reversed").asBoolean(false)) {
            Collections.reverse(all);
        }
        List<Fill> fills =
                all.stream()
                        .map(Publication::event)
                        .filter(fill -> fill.timeMs() >= startMs && fill.timeMs() <= endMs)
                        .limit(Snapshots.MAX_FILLS)
                        .toList();
        return Answer.ok(AccountJson.fills(fills));
    }

    Answer clearinghouseState() {
        return Answer.ok(AccountViews.clearinghouseState(market, user("user"), dex()));
    }

    Answer spotClearinghouseState() {
        Account account = market.accounts().get(user("user"));
        ArrayNode balances = WireJson.array();
        balances.add(balance("USDC", 0, account.cash()));
        int token = 0;
        for (CoinState coin : market.coins().values()) {
            Instrument instrument = coin.instrument();
            if (!instrument.isPerp()) {
                token++;
                BigDecimal held = account.position(instrument.coin()).size();
                if (held.signum() > 0) {
                    balances.add(balance(MarketAnswers.baseToken(instrument), token, held));
                }
            }
        }
        return Answer.ok(WireJson.object().set("balances", balances));
    }

    private static ObjectNode balance(String coin, int token, BigDecimal total) {
        return WireJson.object()
                .put("coin", coin)
                .put("token", token)
                .put("total", usd(total))
                .put("hold", "0.0")
                .put("entryNtl", "0.0");
    }

    Answer openOrders() {
        List<RestingOrder> orders = AccountViews.openOrders(market, user("user"), dex());
        return Answer.ok(AccountJson.array(orders, AccountJson::order));
    }

    Answer frontendOpenOrders() {
        return Answer.ok(AccountViews.frontendOrders(market, user("user"), dex()));
    }

    /** The latest 2,000, newest first. */
    Answer historicalOrders() {
        Account account = market.accounts().get(user("user"));
        return Answer.ok(AccountJson.array(account.orderHistory(), AccountJson::historicalOrder));
    }

    /** At most 500 a call, oldest first. */
    Answer fundings() {
        long startMs = InfoRequests.time(request, "startTime");
        long endMs = InfoRequests.time(request, "endTime", Long.MAX_VALUE);
        List<FundingPayment> payments =
                market.accounts().get(user("user")).fundings().stream()
                        .map(Publication::event)
                        .filter(paid -> paid.timeMs() >= startMs && paid.timeMs() <= endMs)
                        .limit(MAX_FUNDINGS)
                        .toList();
        return Answer.ok(AccountJson.array(payments, AccountJson::fundingRow));
    }

    /** Oldest first. */
    Answer ledger() {
        long startMs = InfoRequests.time(request, "startTime", 0);
        long endMs = InfoRequests.time(request, "endTime", Long.MAX_VALUE);
        List<LedgerEntry> entries =
                market.accounts().get(user("user")).ledger().stream()
                        .map(Publication::event)
                        .filter(entry -> entry.timeMs() >= startMs && entry.timeMs() <= endMs)
                        .toList();
        return Answer.ok(AccountJson.array(entries, AccountJson::ledgerEntry));
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

    /** The HLP vault trades through its children, and its portfolio is that of all of them. */
    private ArrayNode portfolioOf(String user) {
        List<Account> accounts = new ArrayList<>(List.of(market.accounts().get(user)));
        if (market.hlp().parent().equals(user)) {
            market.hlp().children().forEach(child -> accounts.add(market.accounts().get(child)));
        }
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal deposited = BigDecimal.ZERO;
        BigDecimal volume = BigDecimal.ZERO;
        for (Account account : accounts) {
            value = value.add(AccountViews.value(market, account));
            deposited = deposited.add(account.deposited());
            volume = volume.add(account.volume());
        }
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
            window.set("accountValueHistory", history(nowMs, deposited, value));
            window.set("pnlHistory", history(nowMs, BigDecimal.ZERO, value.subtract(deposited)));
            window.put("vlm", usd(volume));
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
        BigDecimal value = AccountViews.value(market, account);
        BigDecimal pnl = value.subtract(account.deposited());
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

    private String dex() {
        return request.path("dex").asText("");
    }

    private static String usd(BigDecimal exact) {
        return Decimals.usdText(exact);
    }
}
