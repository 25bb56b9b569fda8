package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The open sockets and who of them gets which frame. */
final class StreamHub implements Feed {

    private final FaultState faults;
    private final Publications record;
    private final LimitViolations violations;
    private final StreamIndex index = new StreamIndex();
    private final List<Session> sessions = new CopyOnWriteArrayList<>();

    StreamHub(FaultState faults, Publications record, LimitViolations violations) {
        this.faults = faults;
        this.record = record;
        this.violations = violations;
    }

    void add(Session session) {
        sessions.add(session);
        violations.sawConnections(sessions.size());
    }

    /** Ends the delivery; what the socket was subscribed to still counts. */
    void remove(Session session) {
        sessions.remove(session);
        session.subscriptions().forEach(stream -> index.remove(stream, session));
    }

    /** The subscriptions of a removed socket no longer count. */
    void forget(Session session) {
        session.subscriptions().forEach(index::uncount);
        session.subscriptions().clear();
    }

    /** Oldest first. */
    List<Session> sessions() {
        return List.copyOf(sessions);
    }

    int openSessions() {
        return sessions.size();
    }

    /** Takes a place under the limits; frames follow only after {@link #confirm}. */
    void reserve(Session session, Subscription stream) {
        session.subscriptions().add(stream);
        index.count(stream);
        violations.sawSubscriptions(index.counted(), index.users());
    }

    void confirm(Session session, Subscription stream) {
        index.add(stream, session);
    }

    /** Whether there was such a subscription. */
    boolean release(Session session, Subscription stream) {
        if (!session.subscriptions().remove(stream)) {
            return false;
        }
        index.uncount(stream);
        index.remove(stream, session);
        return true;
    }

    int subscriptionCount() {
        return index.counted();
    }

    int userCount() {
        return index.users();
    }

    boolean hasUser(String user) {
        return index.hasUser(user);
    }

    @Override
    public long publish(Subscription stream, Supplier<ObjectNode> frame) {
        List<Session> receivers = index.receivers(stream);
        if (receivers == null) {
            return 0;
        }
        ObjectNode node = frame.get();
        String channel = node.path("channel").asText();
        String text = node.toString();
        long first = 0;
        for (Session session : receivers) {
            long sent = deliver(session, channel, text);
            first = first == 0 ? sent : first;
        }
        return first;
    }

    @Override
    public List<Subscription> subscribed(String type) {
        return index.ofType(type);
    }

    @Override
    public Collection<Subscription> subscribed(String type, String subject) {
        return index.ofSubject(type, subject);
    }

    /** A frame with data: may be duplicated by a fault. */
    long sendData(Session session, ObjectNode frame) {
        return deliver(session, frame.path("channel").asText(), frame.toString());
    }

    /** Acks, errors, pongs and the greeting. */
    void sendControl(Session session, String channel, String text) {
        if (!session.takeLoss(channel)) {
            session.send(text);
            record.countFrame(channel);
        }
    }

    /** A half-open socket is forgotten without a word: nothing would reach the client. */
    void cutSilent(Duration limit) {
        for (Session session : sessions) {
            if (session.nanosSinceLastFrame() > limit.toNanos()) {
                if (session.isHalfOpen()) {
                    remove(session);
                    forget(session);
                }
                session.cut();
            }
        }
    }

    private long deliver(Session session, String channel, String text) {
        if (session.takeLoss(channel)) {
            return 0;
        }
        long sent = session.send(text);
        record.countFrame(channel);
        if (faults.takeDuplicate()) {
            session.send(text);
            record.countFrame(channel);
        }
        return sent;
    }
}
