package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.function.Consumer;

/** What clients say over the WebSocket and how the exchange answers. */
final class StreamProtocol {

    static final String GREETING = "Websocket connection established.";

    /** A poisonous subscription cuts the socket about so long after it. */
    private static final Duration POISON_DELAY = Duration.ofMillis(100);

    private final Market market;
    private final StreamHub hub;
    private final InfoService info;
    private final Limits limits;
    private final FaultState faults;
    private final LimitViolations violations;
    private final Publications record;
    private final ExchangeClock clock;
    private final Scheduler scheduler;
    private int opened;

    StreamProtocol(
            Market market,
            StreamHub hub,
            InfoService info,
            Limits limits,
            FaultState faults,
            LimitViolations violations,
            Publications record,
            ExchangeClock clock,
            Scheduler scheduler) {
        this.market = market;
        this.hub = hub;
        this.info = info;
        this.limits = limits;
        this.faults = faults;
        this.violations = violations;
        this.record = record;
        this.clock = clock;
        this.scheduler = scheduler;
    }

    /** Whether a handshake succeeds. Those that a fault refuses count as new connections too. */
    boolean accepts() {
        synchronized (market) {
            boolean accepted = !isFull() && isInTime() && !faults.isRefusing();
            record.countConnection(accepted);
            return accepted;
        }
    }

    private boolean isFull() {
        if (hub.openSessions() < limits.connections()) {
            return false;
        }
        violations.add(
                LimitViolations.Kind.CONNECTIONS, limits.connections() + " sockets are open");
        return true;
    }

    private boolean isInTime() {
        int limit = limits.newConnectionsPerMinute();
        if (violations.newConnections().trySpend(1, limit)) {
            return true;
        }
        violations.add(
                LimitViolations.Kind.NEW_CONNECTIONS,
                limit + " new connections within a minute before this one");
        return false;
    }

    /**
     * A handshake has succeeded.
     *
     * @param known told the session before anything is sent to it
     */
    void opened(Session.Link link, Consumer<Session> known) {
        synchronized (market) {
            opened++;
            Session session = new Session(opened, link, clock, scheduler, faults);
            known.accept(session);
            hub.add(session);
            hub.sendControl(session, "greeting", GREETING);
        }
    }

    /** The socket is gone and the exchange knows it. */
    void closed(Session session) {
        synchronized (market) {
            hub.remove(session);
            hub.forget(session);
        }
    }

    /** The socket is gone, but its subscriptions count a while longer. */
    void abandoned(Session session, Duration lingering) {
        synchronized (market) {
            hub.remove(session);
        }
        scheduler.after(lingering, () -> closed(session));
    }

    void received(Session session, String text) {
        synchronized (market) {
            if (session.isHalfOpen()) {
                return;
            }
            try {
                handle(session, text);
            } catch (ProtocolException e) {
                hub.sendControl(session, "error", WireJson.error(e.getMessage()).toString());
            }
        }
    }

    private void handle(Session session, String text) throws ProtocolException {
        if (!violations.messages().trySpend(1, limits.messagesPerMinute())) {
            throw refused(
                    LimitViolations.Kind.MESSAGES,
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

    private ProtocolException refused(LimitViolations.Kind limit, String text) {
        violations.add(limit, text);
        return new ProtocolException(text);
    }

    private void subscribe(Session session, Subscription stream) throws ProtocolException {
        if (session.subscriptions().contains(stream)) {
            throw new ProtocolException("Already subscribed: " + stream.echo());
        }
        boolean unknownCoin = stream.coin() != null && !market.lists(stream.coin());
        if (unknownCoin || stream.hasPoisonousBookOptions()) {
            scheduler.after(POISON_DELAY, session::cut);
            return;
        }
        if (stream.dex() != null
                && !stream.dex().isEmpty()
                && !market.dexes().contains(stream.dex())) {
            throw new ProtocolException("Invalid subscription " + stream.echo());
        }
        checkLimits(stream);
        hub.reserve(session, stream);
        if (faults.ackDelay().isZero()) {
            accept(session, stream);
        } else {
            scheduler.after(faults.ackDelay(), () -> accept(session, stream));
        }
    }

    private void checkLimits(Subscription stream) throws ProtocolException {
        if (hub.subscriptionCount() >= limits.subscriptions()) {
            throw refused(
                    LimitViolations.Kind.SUBSCRIPTIONS,
                    "Cannot subscribe to more than " + limits.subscriptions() + " channels.");
        }
        if (stream.isAboutUser()
                && !hub.hasUser(stream.user())
                && hub.userCount() >= limits.users()) {
            throw refused(
                    LimitViolations.Kind.USERS,
                    "Cannot track more than " + limits.users() + " total users.");
        }
    }

    /** The ack comes before the first data frame, and no frame is lost between the two. */
    private void accept(Session session, Subscription stream) {
        synchronized (market) {
            if (!session.isOpen() || !session.subscriptions().contains(stream)) {
                return;
            }
            sendAck(session, "subscribe", stream);
            hub.confirm(session, stream);
            Snapshots.send(market, stream, frame -> hub.sendData(session, frame));
        }
    }

    private void unsubscribe(Session session, Subscription stream) throws ProtocolException {
        if (!hub.release(session, stream)) {
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
        InfoRequests.Answer answer = info.weighed(payload);
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
