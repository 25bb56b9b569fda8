package io.hyperwatch.bridge.rest;

import io.hyperwatch.bridge.wire.WireJson;

import java.net.URI;
import java.time.Duration;

/**
 * A GET outside of {@code /info}. Costs no weight.
 *
 * @param type {@code leaderboard} or {@code reference}
 * @param json what is asked, for the normalizer and recordings
 * @param url where to
 * @param rowsField the one large array of the answer, which then comes in parts; null for none
 * @param distance the least time between the starts of two calls to the same host
 */
public record GetRequest(String type, String json, URI url, String rowsField, Duration distance)
        implements RestRequest {

    private static final Duration STATS_DISTANCE = Duration.ofSeconds(10);

    /** Outside venues tolerate a call a second from an unknown address (Kraken's figure). */
    private static final Duration VENUE_DISTANCE = Duration.ofSeconds(1);

    /**
     * All traders the exchange ranks: 30,000 rows, 25 to 35 MB, nothing documented about limits.
     */
    public static GetRequest leaderboard(URI statsUrl) {
        return new GetRequest(
                "leaderboard",
                "{\"type\":\"leaderboard\"}",
                statsUrl,
                "leaderboardRows",
                STATS_DISTANCE);
    }

    /**
     * Spot price at another venue.
     *
     * @param venue lower-case name
     * @param coin as Hyperliquid names it
     */
    public static GetRequest reference(String venue, String coin, URI url) {
        return new GetRequest(
                "reference",
                "{\"type\":\"reference\",\"venue\":"
                        + WireJson.quoted(venue)
                        + ",\"coin\":"
                        + WireJson.quoted(coin)
                        + "}",
                url,
                null,
                VENUE_DISTANCE);
    }
}
