package io.hyperwatch.bridge.rest;

import io.hyperwatch.bridge.wire.WireJson;

import java.time.Duration;
import java.util.Map;

/**
 * A request to {@code /info}.
 *
 * @param type {@code meta}, {@code vaultDetails}, …
 * @param json the body
 * @param weight what it costs of the 1,200 a minute, without its rows
 * @param rowsPerWeight rows of the answer that cost one more; 0 where rows are free
 * @param maxRows the most rows the exchange answers
 */
public record InfoRequest(String type, String json, int weight, int rowsPerWeight, int maxRows)
        implements RestRequest {

    /** Rows of one answer with fills or orders. */
    public static final int MAX_FILLS = 2_000;

    /** Rows of one answer with funding rates or payments. */
    public static final int MAX_FUNDINGS = 500;

    /** Candles that exist of one coin and interval. */
    public static final int MAX_CANDLES = 5_000;

    private static final int COMMON_WEIGHT = 20;
    private static final int LIGHT_WEIGHT = 2;
    private static final int ROWS_PER_WEIGHT = 20;
    private static final int CANDLES_PER_WEIGHT = 60;
    private static final int RECENT_TRADES = 10;
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();

    /** Months count as the shortest one, so that no span holds more candles than computed. */
    private static final Map<String, Duration> INTERVALS =
            Map.ofEntries(
                    Map.entry("1m", Duration.ofMinutes(1)),
                    Map.entry("3m", Duration.ofMinutes(3)),
                    Map.entry("5m", Duration.ofMinutes(5)),
                    Map.entry("15m", Duration.ofMinutes(15)),
                    Map.entry("30m", Duration.ofMinutes(30)),
                    Map.entry("1h", Duration.ofHours(1)),
                    Map.entry("2h", Duration.ofHours(2)),
                    Map.entry("4h", Duration.ofHours(4)),
                    Map.entry("8h", Duration.ofHours(8)),
                    Map.entry("12h", Duration.ofHours(12)),
                    Map.entry("1d", Duration.ofDays(1)),
                    Map.entry("3d", Duration.ofDays(3)),
                    Map.entry("1w", Duration.ofDays(7)),
                    Map.entry("1M", Duration.ofDays(28)));

    /** Weight the rows cost at most; to be had in advance. */
    public int maxSurcharge() {
        return surcharge(maxRows);
    }

    /** Weight that many rows cost, rounded up. */
    public int surcharge(int rows) {
        return rowsPerWeight == 0 ? 0 : (rows + rowsPerWeight - 1) / rowsPerWeight;
    }

    /**
     * Length of a candle.
     *
     * @throws IllegalArgumentException for an interval the exchange does not know
     */
    public static Duration interval(String name) {
        Duration length = INTERVALS.get(name);
        if (length == null) {
            throw new IllegalArgumentException("no candle interval: " + name);
        }
        return length;
    }

    /**
     * Perpetuals of one dex.
     *
     * @param dex null for the main dex
     */
    public static InfoRequest meta(String dex) {
        return common(Body.of("meta").text("dex", dex));
    }

    public static InfoRequest spotMeta() {
        return common(Body.of("spotMeta"));
    }

    public static InfoRequest perpDexs() {
        return common(Body.of("perpDexs"));
    }

    /**
     * Perpetuals of one dex with their funding, open interest, oracle and mark.
     *
     * @param dex null for the main dex
     */
    public static InfoRequest metaAndAssetCtxs(String dex) {
        return common(Body.of("metaAndAssetCtxs").text("dex", dex));
    }

    /**
     * @param dex null for the main dex
     */
    public static InfoRequest allMids(String dex) {
        return light(Body.of("allMids").text("dex", dex));
    }

    /** The full book. */
    public static InfoRequest l2Book(String coin) {
        return l2Book(coin, null, null);
    }

    /**
     * @param sigFigs 2 to 5, null for the full book
     * @param mantissa 2 or 5 with 5 significant figures, else null
     */
    public static InfoRequest l2Book(String coin, Integer sigFigs, Integer mantissa) {
        return light(
                Body.of("l2Book")
                        .text("coin", coin)
                        .number("nSigFigs", sigFigs)
                        .number("mantissa", mantissa));
    }

    /** The last 10 trades, newest first. */
    public static InfoRequest recentTrades(String coin) {
        return rows(Body.of("recentTrades").text("coin", coin), RECENT_TRADES);
    }

    /**
     * Candles, oldest first, the latest 5,000 at most.
     *
     * @param startMs of the span, epoch milliseconds
     * @param endMs of the span, epoch milliseconds
     */
    public static InfoRequest candleSnapshot(
            String coin, String interval, long startMs, long endMs) {
        long rows = Math.max(0, endMs - startMs) / interval(interval).toMillis() + 2;
        String json =
                "{\"type\":\"candleSnapshot\",\"req\":{\"coin\":%s,\"interval\":%s,\"startTime\":%d,\"endTime\":%d}}"
                        .formatted(
                                WireJson.quoted(coin), WireJson.quoted(interval), startMs, endMs);
        return new InfoRequest(
                "candleSnapshot",
                json,
                COMMON_WEIGHT,
                CANDLES_PER_WEIGHT,
                (int) Math.min(rows, MAX_CANDLES));
    }

    /**
     * Settled hourly rates, oldest first, 500 at most.
     *
     * @param endMs null for now
     * @param nowMs bounds the rows of an open span
     */
    public static InfoRequest fundingHistory(String coin, long startMs, Long endMs, long nowMs) {
        long hours = Math.max(0, (endMs == null ? nowMs : endMs) - startMs) / HOUR_MS + 2;
        return rows(
                Body.of("fundingHistory")
                        .text("coin", coin)
                        .number("startTime", startMs)
                        .number("endTime", endMs),
                (int) Math.min(hours, MAX_FUNDINGS));
    }

    /**
     * Positions of an account on one dex.
     *
     * @param dex null for the main dex
     */
    public static InfoRequest clearinghouseState(String user, String dex) {
        return light(Body.of("clearinghouseState").text("user", user).text("dex", dex));
    }

    public static InfoRequest spotClearinghouseState(String user) {
        return light(Body.of("spotClearinghouseState").text("user", user));
    }

    /** The latest 2,000 fills, newest first. */
    public static InfoRequest userFills(String user) {
        return rows(Body.of("userFills").text("user", user), MAX_FILLS);
    }

    /**
     * Fills of a span, oldest first, 2,000 a call. The next page starts at the last time.
     *
     * @param endMs null for now
     */
    public static InfoRequest userFillsByTime(String user, long startMs, Long endMs) {
        return rows(
                Body.of("userFillsByTime")
                        .text("user", user)
                        .number("startTime", startMs)
                        .number("endTime", endMs),
                MAX_FILLS);
    }

    /**
     * Funding payments, 500 at most.
     *
     * @param endMs null for now
     */
    public static InfoRequest userFunding(String user, long startMs, Long endMs) {
        return rows(
                Body.of("userFunding")
                        .text("user", user)
                        .number("startTime", startMs)
                        .number("endTime", endMs),
                MAX_FUNDINGS);
    }

    /** Deposits, withdrawals, transfers, liquidations of an account. */
    public static InfoRequest userNonFundingLedgerUpdates(String user, long startMs) {
        return rows(
                Body.of("userNonFundingLedgerUpdates")
                        .text("user", user)
                        .number("startTime", startMs),
                MAX_FILLS);
    }

    /**
     * @param dex null for the main dex
     */
    public static InfoRequest openOrders(String user, String dex) {
        return common(Body.of("openOrders").text("user", user).text("dex", dex));
    }

    /**
     * Open orders with their type and trigger.
     *
     * @param dex null for the main dex
     */
    public static InfoRequest frontendOpenOrders(String user, String dex) {
        return common(Body.of("frontendOpenOrders").text("user", user).text("dex", dex));
    }

    /** The latest 2,000 orders with what became of them. */
    public static InfoRequest historicalOrders(String user) {
        return rows(Body.of("historicalOrders").text("user", user), MAX_FILLS);
    }

    /** Names the accounts a vault trades through. */
    public static InfoRequest vaultDetails(String vault) {
        return common(Body.of("vaultDetails").text("vaultAddress", vault));
    }

    private static InfoRequest common(Body body) {
        return new InfoRequest(body.type(), body.json(), COMMON_WEIGHT, 0, 0);
    }

    private static InfoRequest light(Body body) {
        return new InfoRequest(body.type(), body.json(), LIGHT_WEIGHT, 0, 0);
    }

    private static InfoRequest rows(Body body, int maxRows) {
        return new InfoRequest(body.type(), body.json(), COMMON_WEIGHT, ROWS_PER_WEIGHT, maxRows);
    }

    /** A body in the making; absent values leave no trace. */
    private record Body(String type, String fields) {

        static Body of(String type) {
            return new Body(type, "\"type\":" + WireJson.quoted(type));
        }

        Body text(String name, String value) {
            return value == null ? this : with(name, WireJson.quoted(value));
        }

        Body number(String name, Number value) {
            return value == null ? this : with(name, value.toString());
        }

        private Body with(String name, String json) {
            return new Body(type, fields + ",\"" + name + "\":" + json);
        }

        String json() {
            return "{" + fields + "}";
        }
    }
}
