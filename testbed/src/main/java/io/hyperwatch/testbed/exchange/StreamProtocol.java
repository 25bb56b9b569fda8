package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What clients say over the WebSocket and how the exchange answers. */
final class StreamProtocol {

    static final String GREETING = "Websocket connection established.";

    /** A poisonous subscription cuts the socket about so long after it. */
    private static final Duration POISON_DELAY = Duration.ofMillis(100);

    private final Market market;
    private final StreamHub hub;
    private final InfoRequests info;
    private final Limits limits;
    private final FaultState faults;
    private final ScheduledExecutorService scheduler;
    private final RollingMinute messages = new RollingMinute();

    StreamProtocol(
            Market market,
            StreamHub hub,
            InfoRequests info,
            Limits limits,
            FaultState faults,
            ScheduledExecutorService scheduler) {
        this.market = market;
        this.hub = hub;
        this.info = info;
        this.limits = limits;
        this.faults = faults;
        this.scheduler = scheduler;
    }

    void opened(Session session) {
        synchronized (market) {
            hub.add(session);
            hub.sendControl(session, "greeting", GREETING);
        }
    }

    void closed(Session session) {
        synchronized (market) {
            hub.remove(session);
        }
    }

    void received(Session session, String text) {
        synchronized (market) {
            try {
                handle(session, text);
            } catch (ProtocolException e) {
                hub.sendControl(session, "error", WireJson.error(e.getMessage()).toString());
            }
        }
    }

    private void handle(Session session, String text) throws ProtocolException {
        if (!messages.trySpend(1, limits.messagesPerMinute())) {
            throw new ProtocolException(
                    "Cannot send more than "
                            + limits.messagesPerMinute()
                            + " messages per minute.");
        }
        JsonNode request = parse(text);
        switch (request.path("method").asText("")) {
            case "ping" -> hub.sendControl(session, "pong", "{\"channel\":\"pong\"}");
            case "subscribe" ->
                    subscribe(session, Subscription.parse(request.path("subscription")));
            case "unsubscribe" ->
                    unsubscribe(session, Subscription.parse(request.path("subscription")));
            case "post" -> post(session, request, text);
            default -> throw ProtocolException.unparsable(text);
        }
    }

    private void subscribe(Session session, Subscription stream) throws ProtocolException {
        if (session.subscriptions().contains(stream)) {
            throw new ProtocolException("Already subscribed: " + stream.echo());
        }
        boolean unknownCoin = stream.coin() != null && !market.lists(stream.coin());
        if (unknownCoin || stream.hasPoisonousBookOptions()) {
            scheduler.schedule(session::cut, POISON_DELAY.toMillis(), TimeUnit.MILLISECONDS);
            return;
        }
        if (stream.dex() != null
                && !stream.dex().isEmpty()
                && !market.dexes().contains(stream.dex())) {
            throw new ProtocolException("Invalid subscription " + stream.echo());
        }
        if (hub.subscriptionCount() >= limits.subscriptions()) {
            throw new ProtocolException(
                    "Cannot subscribe to more than " + limits.subscriptions() + " channels.");
        }
        if (stream.isAboutUser()) {
            Set<String> users = hub.users();
            if (!users.contains(stream.user()) && users.size() >= limits.users()) {
                throw new ProtocolException(
                        "Cannot track more than " + limits.users() + " total users.");
            }
        }
        if (faults.ackDelay.isZero()) {
            accept(session, stream);
        } else {
            scheduler.schedule(
                    () -> accept(session, stream),
                    faults.ackDelay.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** The ack comes before the first data frame, and no frame is lost between the two. */
    private void accept(Session session, Subscription stream) {
        synchronized (market) {
            if (!session.isOpen()) {
                return;
            }
            sendAck(session, "subscribe", stream);
            session.subscriptions().add(stream);
            Snapshots.send(market, stream, frame -> hub.sendData(session, frame));
        }
    }

    private void unsubscribe(Session session, Subscription stream) throws ProtocolException {
        if (!session.subscriptions().remove(stream)) {
            throw new ProtocolException("Already unsubscribed: " + stream.echo());
        }
        sendAck(session, "unsubscribe", stream);
    }

    private void sendAck(Session session, String method, Subscription stream) {
        hub.sendControl(session, "subscriptionResponse", WireJson.ack(method, stream).toString());
    }

    private void post(Session session, JsonNode request, String text) throws ProtocolException {
        JsonNode id = request.path("id");
        JsonNode inner = request.path("request");
        if (!id.isIntegralNumber() || !inner.path("type").asText("").equals("info")) {
            throw ProtocolException.unparsable(text);
        }
        JsonNode payload = inner.path("payload");
        InfoRequests.Answer answer = info.answer(payload);
        ObjectNode response = WireJson.object();
        if (answer.status() == 200) {
            ObjectNode data = WireJson.object().put("type", payload.path("type").asText());
            data.set("data", answer.body());
            response.put("type", "info").set("payload", data);
        } else {
            response.put("type", "error").put("payload", answer.status() + " " + answer.text());
        }
        ObjectNode data = WireJson.object();
        data.set("id", id);
        data.set("response", response);
        hub.sendControl(session, "post", WireJson.frame("post", data).toString());
    }

    private static JsonNode parse(String text) throws ProtocolException {
        try {
            return WireJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            ProtocolException refused = ProtocolException.unparsable(text);
            refused.initCause(e);
            throw refused;
        }
    }
}
