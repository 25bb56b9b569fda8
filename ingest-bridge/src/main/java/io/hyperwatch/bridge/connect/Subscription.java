package io.hyperwatch.bridge.connect;

import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One stream asked of the exchange. There are no subscription ids: a stream is its type and what it
 * is about.
 *
 * @param type {@code trades}, {@code userFills}, …
 * @param coin null for streams that are not about one coin
 * @param user address in lower case, null for streams that are not about an account
 * @param dex null for the main dex
 * @param interval of candles such as {@code 1m}, else null
 * @param sigFigs significant figures of an aggregated book, 2 to 5; null for the full book
 * @param mantissa 2 or 5 and only with 5 significant figures, else null
 */
public record Subscription(
        String type,
        String coin,
        String user,
        String dex,
        String interval,
        Integer sigFigs,
        Integer mantissa) {

    /** Their frames name no user, so a socket can carry them for one user only. */
    private static final Set<String> NAMELESS = Set.of("orderUpdates", "userEvents");

    /**
     * @throws IllegalArgumentException for a book the exchange would close the socket over
     */
    public Subscription {
        if (type == null || type.isEmpty()) {
            throw new IllegalArgumentException("a subscription needs a type");
        }
        if (sigFigs != null && (sigFigs < 2 || sigFigs > 5)) {
            throw new IllegalArgumentException("nSigFigs is 2 to 5: " + sigFigs);
        }
        if (mantissa != null
                && (sigFigs == null || sigFigs != 5 || (mantissa != 2 && mantissa != 5))) {
            throw new IllegalArgumentException(
                    "mantissa is 2 or 5 and goes with nSigFigs 5 only: " + mantissa);
        }
        user = user == null ? null : user.toLowerCase(Locale.ROOT);
    }

    public static Subscription ofCoin(String type, String coin) {
        return new Subscription(type, coin, null, null, null, null, null);
    }

    public static Subscription ofUser(String type, String user) {
        return ofUser(type, user, null);
    }

    /**
     * @param dex null for the main dex
     */
    public static Subscription ofUser(String type, String user, String dex) {
        return new Subscription(type, null, user, dex, null, null, null);
    }

    /**
     * @param dex null for the main dex
     */
    public static Subscription allMids(String dex) {
        return new Subscription("allMids", null, null, dex, null, null, null);
    }

    public static Subscription candle(String coin, String interval) {
        return new Subscription("candle", coin, null, null, interval, null, null);
    }

    /** A book whose levels are joined to so many significant figures. */
    public static Subscription aggregatedBook(String coin, int sigFigs) {
        return new Subscription("l2Book", coin, null, null, null, sigFigs, null);
    }

    /**
     * Reads a subscription the exchange echoes: with defaults filled in ({@code "nSigFigs":null},
     * {@code "dex":""}) and users in lower case.
     *
     * @return empty where it is none of a kind the bridge asks for
     */
    static Optional<Subscription> echoed(JsonNode echo) {
        String type = text(echo, "type");
        if (type == null || echo.path("fast").asBoolean()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Subscription(
                            type,
                            text(echo, "coin"),
                            text(echo, "user"),
                            text(echo, "dex"),
                            text(echo, "interval"),
                            number(echo, "nSigFigs"),
                            number(echo, "mantissa")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether an echoed subscription means this one. */
    public boolean matches(JsonNode echo) {
        return echoed(echo).filter(this::equals).isPresent();
    }

    /** Whether its frames do not say which user they are about. */
    public boolean isNameless() {
        return NAMELESS.contains(type);
    }

    /**
     * Name of the stream in logs, metrics, health and coverage: {@code trades:BTC}, {@code
     * candle:BTC:1m}, {@code l2Book:BTC:4}, {@code allMids}, {@code clearinghouseState:0x…:xyz}.
     */
    public String stream() {
        StringBuilder name = new StringBuilder(type);
        for (Object part : new Object[] {coin, user, dex, interval, sigFigs, mantissa}) {
            if (part != null) {
                name.append(':').append(part);
            }
        }
        return name.toString();
    }

    /** The frame that asks for it. */
    public String subscribeFrame() {
        return frame("subscribe");
    }

    /** The frame that ends it. */
    public String unsubscribeFrame() {
        return frame("unsubscribe");
    }

    private String frame(String method) {
        StringBuilder json = new StringBuilder("{\"method\":\"").append(method);
        json.append("\",\"subscription\":{\"type\":").append(WireJson.quoted(type));
        append(json, "coin", coin);
        append(json, "user", user);
        append(json, "dex", dex);
        append(json, "interval", interval);
        append(json, "nSigFigs", sigFigs);
        append(json, "mantissa", mantissa);
        return json.append("}}").toString();
    }

    private static void append(StringBuilder json, String name, Object value) {
        if (value != null) {
            json.append(",\"").append(name).append("\":");
            json.append(value instanceof String text ? WireJson.quoted(text) : value);
        }
    }

    private static String text(JsonNode echo, String name) {
        String text = echo.path(name).asText("");
        return text.isEmpty() || echo.path(name).isNull() ? null : text;
    }

    private static Integer number(JsonNode echo, String name) {
        return echo.path(name).isInt() ? echo.path(name).intValue() : null;
    }
}
