package io.hyperwatch.bridge.rest;

import io.hyperwatch.bridge.wire.WireJson;

/**
 * A request to {@code /info}.
 *
 * @param type {@code meta}, {@code vaultDetails}, …
 * @param json the body
 * @param weight what it costs of the 1,200 a minute
 */
public record InfoRequest(String type, String json, int weight) {

    private static final int COMMON_WEIGHT = 20;

    /**
     * Perpetuals of one dex.
     *
     * @param dex null for the main dex
     */
    public static InfoRequest meta(String dex) {
        return dex == null ? plain("meta") : with("meta", "dex", dex);
    }

    public static InfoRequest spotMeta() {
        return plain("spotMeta");
    }

    public static InfoRequest perpDexs() {
        return plain("perpDexs");
    }

    /** Names the accounts a vault trades through. */
    public static InfoRequest vaultDetails(String vault) {
        return with("vaultDetails", "vaultAddress", vault);
    }

    private static InfoRequest plain(String type) {
        return new InfoRequest(type, "{\"type\":\"" + type + "\"}", COMMON_WEIGHT);
    }

    private static InfoRequest with(String type, String name, String value) {
        return new InfoRequest(
                type,
                "{\"type\":\"" + type + "\",\"" + name + "\":" + WireJson.quoted(value) + "}",
                COMMON_WEIGHT);
    }
}
