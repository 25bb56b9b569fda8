package io.hyperwatch.patterns.coverage;

import io.hyperwatch.alerts.Alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which streams a rule reads, and how far back.
 *
 * @param streams names, with {@code {coin}}, {@code {account}} and {@code {mids}} in place of those
 *     of the alert; each stands for itself and what goes on after it with a colon
 * @param windowMs how long before its first evidence event a missing event could have mattered
 */
record Contribution(List<String> streams, long windowMs) {

    private static final long MINUTE_MS = 60_000;
    private static final String COIN = "{coin}";
    private static final String ACCOUNT = "{account}";
    private static final String MIDS = "{mids}";
    private static final String FEED_STALE = "feed-stale";

    /** Liquidations come as fills of all watched accounts, or from a node. */
    private static final List<String> FILLS = List.of("userFills", "nodeFills");

    private static final List<String> PRICES =
            List.of("bbo:" + COIN, "activeAssetCtx:" + COIN, MIDS);
    private static final List<String> POSITIONS =
            List.of("userFills:" + ACCOUNT, "clearinghouseState:" + ACCOUNT);

    private static final Map<String, Contribution> BY_RULE =
            Map.ofEntries(
                    Map.entry("oracle-deviation", new Contribution(PRICES, MINUTE_MS)),
                    Map.entry("mid-jump", new Contribution(PRICES, MINUTE_MS)),
                    Map.entry("reference-deviation", new Contribution(PRICES, 10_000)),
                    Map.entry("flash-loan", new Contribution(FILLS, 10_000)),
                    Map.entry("cascade", new Contribution(FILLS, 5 * MINUTE_MS)),
                    Map.entry("large-liquidation", new Contribution(FILLS, MINUTE_MS)),
                    Map.entry("coordinated-liquidation", new Contribution(FILLS, 5 * MINUTE_MS)),
                    Map.entry("adl", new Contribution(FILLS, MINUTE_MS)),
                    Map.entry(
                            "large-trade", new Contribution(List.of("trades:" + COIN), MINUTE_MS)),
                    Map.entry(
                            "extreme-funding",
                            new Contribution(
                                    List.of("activeAssetCtx:" + COIN, "userFundings"),
                                    60 * MINUTE_MS)),
                    Map.entry(
                            "book-wall-pull",
                            new Contribution(
                                    List.of("l2Book:" + COIN, "trades:" + COIN), 10 * MINUTE_MS)),
                    Map.entry(
                            "withdraw-then-liquidate",
                            new Contribution(
                                    List.of(
                                            "userFills:" + ACCOUNT,
                                            "clearinghouseState:" + ACCOUNT,
                                            "userNonFundingLedgerUpdates:" + ACCOUNT),
                                    24 * 60 * MINUTE_MS)),
                    Map.entry("rapid-unwind", new Contribution(POSITIONS, 10 * MINUTE_MS)),
                    Map.entry("whale-position", new Contribution(POSITIONS, MINUTE_MS)),
                    Map.entry(
                            "signal-change",
                            new Contribution(
                                    List.of("userFills", "clearinghouseState"), 5 * MINUTE_MS)),
                    // Vaults are polled: there is no stream.
                    Map.entry("vault-loss", new Contribution(List.of(), MINUTE_MS)));

    /** Of a rule that is not known every stream may matter. */
    private static final Contribution UNKNOWN = new Contribution(List.of(""), 10 * MINUTE_MS);

    static Contribution of(Alert alert) {
        if (alert.rule().equals(FEED_STALE)) {
            String stream = alert.subject().substring(alert.subject().indexOf(':') + 1);
            return new Contribution(List.of(stream), MINUTE_MS);
        }
        return BY_RULE.getOrDefault(alert.rule(), UNKNOWN);
    }

    /** Beginnings of stream names, for one alert. */
    List<String> streams(Alert alert) {
        List<String> names = new ArrayList<>(streams.size());
        for (String name : streams) {
            String named = name.equals(MIDS) ? mids(alert.coin()) : name;
            if (alert.coin() != null) {
                named = named.replace(COIN, alert.coin());
            }
            if (alert.userAddress() != null) {
                named = named.replace(ACCOUNT, alert.userAddress());
            }
            names.add(named);
        }
        return names;
    }

    /** The mids of a HIP-3 dex come in a stream of its own. */
    private static String mids(String coin) {
        int colon = coin == null ? -1 : coin.indexOf(':');
        return colon < 0 ? "allMids" : "allMids:" + coin.substring(0, colon);
    }

    static boolean matches(String stream, String name) {
        if (name.isEmpty() || stream.equals(name)) {
            return true;
        }
        return !name.equals("allMids") && stream.startsWith(name + ":");
    }
}
