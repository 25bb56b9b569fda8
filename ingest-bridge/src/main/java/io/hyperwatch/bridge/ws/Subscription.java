package io.hyperwatch.bridge.ws;

import io.hyperwatch.bridge.wire.WireJson;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One stream asked of the exchange. There are no subscription ids: a stream is its type and what it
 * is about.
 *
 * @param type {@code trades}, {@code userFills}, …
 * @param coin null for streams that are not about one coin
 * @param user lower-case address, null for streams that are not about an account
 * @param dex null for the main dex
 */
public record Subscription(String type, String coin, String user, String dex) {

    public static Subscription ofCoin(String type, String coin) {
        return new Subscription(type, coin, null, null);
    }

    public static Subscription ofUser(String type, String user) {
        return new Subscription(type, null, user, null);
    }

    /**
     * @param dex null for the main dex
     */
    public static Subscription allMids(String dex) {
        return new Subscription("allMids", null, null, dex);
    }

    /** Name of the stream in logs, metrics and health: {@code trades:BTC}, {@code allMids}. */
    public String stream() {
        String subject = coin != null ? coin : user != null ? user : dex;
        return subject == null ? type : type + ":" + subject;
    }

    /** The frame that asks for it. */
    String subscribeFrame() {
        return frame("subscribe");
    }

    /** The frame that ends it. */
    String unsubscribeFrame() {
        return frame("unsubscribe");
    }

    private String frame(String method) {
        StringBuilder json = new StringBuilder("{\"method\":\"").append(method);
        json.append("\",\"subscription\":{\"type\":").append(WireJson.quoted(type));
        append(json, "coin", coin);
        append(json, "user", user);
        append(json, "dex", dex);
        return json.append("}}").toString();
    }

    private static void append(StringBuilder json, String name, String value) {
        if (value != null) {
            json.append(",\"").append(name).append("\":").append(WireJson.quoted(value));
        }
    }

    /**
     * Whether an echoed subscription means this one: the exchange fills in defaults and writes
     * addresses in lower case.
     */
    boolean matches(JsonNode echoed) {
        return type.equals(echoed.path("type").textValue())
                && same(coin, echoed.path("coin"), false)
                && same(user, echoed.path("user"), true)
                && same(dex, echoed.path("dex"), false);
    }

    private static boolean same(String own, JsonNode echoed, boolean ignoreCase) {
        String other = echoed.asText("");
        String mine = own == null ? "" : own;
        return ignoreCase ? mine.equalsIgnoreCase(other) : mine.equals(other);
    }
}
