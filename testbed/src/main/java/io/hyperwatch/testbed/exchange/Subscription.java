package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Locale;
import java.util.Set;

/**
 * A stream somebody can subscribe to. Fields that its type does not have are null.
 *
 * @param type as on the wire: {@code trades}, {@code bbo}, {@code userFills}, …
 * @param coin exact name
 * @param user lower-case address
 * @param interval of a candle
 * @param nSigFigs of a book
 * @param mantissa of a book
 * @param fast of a book
 * @param dex of mids, account states and open orders; empty for the main one
 */
record Subscription(
        String type,
        String coin,
        String user,
        String interval,
        Integer nSigFigs,
        Integer mantissa,
        boolean fast,
        String dex) {

    static final Set<String> COIN_TYPES = Set.of("trades", "bbo", "activeAssetCtx");
    static final Set<String> USER_TYPES =
            Set.of(
                    "userFills",
                    "userEvents",
                    "userFundings",
                    "userNonFundingLedgerUpdates",
                    "orderUpdates",
                    "clearinghouseState",
                    "openOrders");

    /** Of {@link #USER_TYPES}, those that show one dex at a time. */
    private static final Set<String> BY_DEX = Set.of("clearinghouseState", "openOrders");

    static Subscription ofCoin(String type, String coin) {
        return new Subscription(type, coin, null, null, null, null, false, null);
    }

    static Subscription ofUser(String type, String user) {
        return new Subscription(
                type, null, user, null, null, null, false, BY_DEX.contains(type) ? "" : null);
    }

    private static Subscription ofUser(String type, String user, String dex) {
        return new Subscription(type, null, user, null, null, null, false, dex);
    }

    static Subscription candle(String coin, String interval) {
        return new Subscription("candle", coin, null, interval, null, null, false, null);
    }

    static Subscription mids(String dex) {
        return new Subscription("allMids", null, null, null, null, null, false, dex);
    }

    /** What it is about: its coin or user; null for mids. */
    String subject() {
        return coin != null ? coin : user;
    }

    boolean isAboutUser() {
        return user != null;
    }

    /**
     * Reads the {@code subscription} object of a request.
     *
     * @throws ProtocolException for an unknown type, a missing field or a bad address
     */
    static Subscription parse(JsonNode request) throws ProtocolException {
        String type = text(request, "type");
        if (COIN_TYPES.contains(type)) {
            return ofCoin(type, text(request, "coin"));
        }
        if (USER_TYPES.contains(type)) {
            String user = text(request, "user").toLowerCase(Locale.ROOT);
            if (!user.matches("0x[0-9a-f]{40}")) {
                throw new ProtocolException("Invalid subscription " + request);
            }
            return BY_DEX.contains(type)
                    ? ofUser(type, user, request.path("dex").asText(""))
                    : ofUser(type, user);
        }
        return switch (type) {
            case "allMids" -> mids(request.path("dex").asText(""));
            case "candle" -> {
                String interval = text(request, "interval");
                if (!Interval.exists(interval)) {
                    throw new ProtocolException("Invalid subscription " + request);
                }
                yield candle(text(request, "coin"), interval);
            }
            case "l2Book" ->
                    new Subscription(
                            type,
                            text(request, "coin"),
                            null,
                            null,
                            integer(request, "nSigFigs"),
                            integer(request, "mantissa"),
                            request.path("fast").asBoolean(false),
                            null);
            default -> throw ProtocolException.unparsable(request.toString());
        };
    }

    /** The subscription as acks show it: defaults filled in, users in lower case. */
    ObjectNode echo() {
        ObjectNode echo = WireJson.object().put("type", type);
        if (coin != null) {
            echo.put("coin", coin);
        }
        if (user != null) {
            echo.put("user", user);
        }
        switch (type) {
            case "userFills" -> echo.put("aggregateByTime", false);
            case "candle" -> echo.put("interval", interval);
            case "l2Book" ->
                    echo.put("nSigFigs", nSigFigs).put("mantissa", mantissa).put("fast", fast);
            case "allMids", "clearinghouseState", "openOrders" -> {
                if (!dex.isEmpty()) {
                    echo.put("dex", dex);
                }
            }
            default -> {
                // coin or user is all there is
            }
        }
        return echo;
    }

    /** Whether the book options are ones the exchange answers by cutting the socket. */
    boolean hasPoisonousBookOptions() {
        boolean badFigures = nSigFigs != null && (nSigFigs < 2 || nSigFigs > 5);
        boolean badMantissa =
                mantissa != null
                        && (nSigFigs == null || nSigFigs != 5 || mantissa != 2 && mantissa != 5);
        return badFigures || badMantissa;
    }

    private static String text(JsonNode request, String field) throws ProtocolException {
        JsonNode value = request.path(field);
        if (!value.isTextual()) {
            throw ProtocolException.unparsable(request.toString());
        }
        return value.asText();
    }

    private static Integer integer(JsonNode request, String field) throws ProtocolException {
        JsonNode value = request.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isInt()) {
            throw ProtocolException.unparsable(request.toString());
        }
        return value.asInt();
    }
}
