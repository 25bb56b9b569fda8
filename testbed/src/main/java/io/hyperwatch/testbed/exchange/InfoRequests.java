package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Map;
import java.util.Set;

/** {@code /info}: which answer a request gets, and what it weighs. */
final class InfoRequests {

    static final String UNREADABLE = "Failed to deserialize the JSON body into the target type";

    private static final int DEFAULT_WEIGHT = 20;
    private static final Map<String, Integer> WEIGHTS =
            Map.of(
                    "l2Book", 2,
                    "allMids", 2,
                    "clearinghouseState", 2,
                    "orderStatus", 2,
                    "spotClearinghouseState", 2,
                    "exchangeStatus", 2,
                    "userRole", 60);
    private static final Set<String> WEIGHED_BY_ROW =
            Set.of(
                    "recentTrades",
                    "historicalOrders",
                    "userFills",
                    "userFillsByTime",
                    "fundingHistory",
                    "userFunding",
                    "userNonFundingLedgerUpdates");
    private static final int ROWS_PER_WEIGHT = 20;
    private static final int CANDLES_PER_WEIGHT = 60;

    private final Market market;

    InfoRequests(Market market) {
        this.market = market;
    }

    /**
     * @param status HTTP status
     * @param body JSON; null when the body is the text
     * @param text error text; null when the body is JSON
     */
    record Answer(int status, JsonNode body, String text) {

        static Answer ok(JsonNode body) {
            return new Answer(200, body, null);
        }

        /** 200 with JSON null. */
        static Answer nothing() {
            return ok(WireJson.MAPPER.nullNode());
        }

        /** The exchange blames itself for many mistakes of its callers. */
        static Answer internalError() {
            return new Answer(500, WireJson.MAPPER.nullNode(), null);
        }

        static Answer unreadable() {
            return new Answer(422, null, UNREADABLE);
        }
    }

    /** A field is missing or of the wrong type. */
    static final class UnreadableRequest extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnreadableRequest(String field) {
            super(field);
        }
    }

    /** Weight known before the answer; its rows cost extra. */
    static int weight(JsonNode request) {
        return WEIGHTS.getOrDefault(request.path("type").asText(""), DEFAULT_WEIGHT);
    }

    /** Weight of the rows of an answer. */
    static int rowWeight(JsonNode request, Answer answer) {
        if (answer.body() == null || !answer.body().isArray()) {
            return 0;
        }
        String type = request.path("type").asText("");
        int rows = answer.body().size();
        if (type.equals("candleSnapshot")) {
            return ceil(rows, CANDLES_PER_WEIGHT);
        }
        return WEIGHED_BY_ROW.contains(type) ? ceil(rows, ROWS_PER_WEIGHT) : 0;
    }

    private static int ceil(int rows, int perWeight) {
        return (rows + perWeight - 1) / perWeight;
    }

    Answer answer(JsonNode request) {
        try {
            synchronized (market) {
                return dispatch(request);
            }
        } catch (UnreadableRequest e) {
            return Answer.unreadable();
        }
    }

    private Answer dispatch(JsonNode request) {
        MarketAnswers markets = new MarketAnswers(market, request);
        AccountAnswers accounts = new AccountAnswers(market, request);
        return switch (text(request, "type")) {
            case "meta" -> markets.meta();
            case "metaAndAssetCtxs" -> markets.metaAndContexts();
            case "spotMeta" -> markets.spotMeta();
            case "spotMetaAndAssetCtxs" -> markets.spotMetaAndContexts();
            case "perpDexs" -> markets.perpDexs();
            case "allMids" -> markets.allMids();
            case "l2Book" -> markets.book();
            case "recentTrades" -> markets.recentTrades();
            case "candleSnapshot" -> markets.candles();
            case "fundingHistory" -> markets.fundingHistory();
            case "exchangeStatus" -> markets.exchangeStatus();
            case "clearinghouseState" -> accounts.clearinghouseState();
            case "spotClearinghouseState" -> accounts.spotClearinghouseState();
            case "userFills" -> accounts.fills();
            case "userFillsByTime" -> accounts.fillsByTime();
            case "portfolio" -> accounts.portfolio();
            case "vaultDetails" -> accounts.vaultDetails();
            case "openOrders" -> accounts.openOrders();
            case "frontendOpenOrders" -> accounts.frontendOpenOrders();
            case "historicalOrders" -> accounts.historicalOrders();
            case "userFunding" -> accounts.fundings();
            case "userNonFundingLedgerUpdates" -> accounts.ledger();
            default -> Answer.unreadable();
        };
    }

    static String text(JsonNode request, String field) {
        JsonNode value = request.path(field);
        if (!value.isTextual()) {
            throw new UnreadableRequest(field);
        }
        return value.asText();
    }

    static long time(JsonNode request, String field) {
        JsonNode value = request.path(field);
        if (!value.isIntegralNumber()) {
            throw new UnreadableRequest(field);
        }
        return value.asLong();
    }

    static long time(JsonNode request, String field, long fallback) {
        JsonNode value = request.path(field);
        return value.isMissingNode() || value.isNull() ? fallback : time(request, field);
    }
}
