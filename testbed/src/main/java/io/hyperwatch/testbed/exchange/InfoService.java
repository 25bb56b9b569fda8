package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** {@code POST /info} and the leaderboard file, whatever carries them: limits, faults, answers. */
final class InfoService {

    private final Market market;
    private final InfoRequests info;
    private final Limits limits;
    private final FaultState faults;
    private final Publications record;
    private final LimitViolations violations;

    InfoService(
            Market market,
            Limits limits,
            FaultState faults,
            Publications record,
            LimitViolations violations) {
        this.market = market;
        this.info = new InfoRequests(market);
        this.limits = limits;
        this.faults = faults;
        this.record = record;
        this.violations = violations;
    }

    HttpAnswer leaderboard(String method) {
        if (!method.equals("GET")) {
            return HttpAnswer.text(405, "");
        }
        synchronized (market) {
            return HttpAnswer.json(200, AccountAnswers.leaderboard(market).toString());
        }
    }

    /**
     * @param contentType null for none
     */
    HttpAnswer info(String method, String contentType, String body) {
        if (faults.takeLoss()) {
            return HttpAnswer.NONE;
        }
        int failure = faults.takeFailure();
        if (failure != 0) {
            return HttpAnswer.failure(failure);
        }
        if (!method.equals("POST")) {
            return HttpAnswer.text(405, "");
        }
        if (contentType == null || !contentType.startsWith("application/json")) {
            return HttpAnswer.text(415, "Expected request with `Content-Type: application/json`");
        }
        JsonNode request;
        try {
            request = WireJson.MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return unparsable();
        }
        if (request.isMissingNode()) {
            return unparsable();
        }
        InfoRequests.Answer answer = weighed(request);
        return answer.body() == null
                ? HttpAnswer.text(answer.status(), answer.text())
                : HttpAnswer.json(answer.status(), answer.body().toString());
    }

    private static HttpAnswer unparsable() {
        return HttpAnswer.text(400, "Failed to parse the request body as JSON");
    }

    /** Answers if the weight of the minute allows; requests over the WebSocket weigh the same. */
    InfoRequests.Answer weighed(JsonNode request) {
        int cost = InfoRequests.weight(request);
        if (!violations.weight().trySpend(cost, limits.weightPerMinute())) {
            violations.add(
                    LimitViolations.Kind.WEIGHT,
                    "more than " + limits.weightPerMinute() + " a minute: " + request);
            log(request, 0, 429);
            return new InfoRequests.Answer(429, WireJson.MAPPER.nullNode(), "null");
        }
        InfoRequests.Answer answer = info.answer(request);
        int rows = InfoRequests.rowWeight(request, answer);
        if (rows > 0) {
            violations.weight().spend(rows);
        }
        log(request, cost + rows, answer.status());
        return answer;
    }

    private void log(JsonNode request, int cost, int status) {
        record.addRequest(
                new Publications.WeightedRequest(
                        market.now(), request.path("type").asText(""), cost, status));
    }
}
