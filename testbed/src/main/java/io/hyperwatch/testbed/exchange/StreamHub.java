package io.hyperwatch.testbed.exchange;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The open sockets and who of them gets which frame. */
final class StreamHub implements Feed {

    private final FaultState faults;
    private final Publications record;
    private final List<Session> sessions = new CopyOnWriteArrayList<>();

    StreamHub(FaultState faults, Publications record) {
        this.faults = faults;
        this.record = record;
    }

    void add(Session session) {
        sessions.add(session);
    }

    void remove(Session session) {
        sessions.remove(session);
    }

    /** Oldest first. */
    List<Session> sessions() {
        return List.copyOf(sessions);
    }

    @Override
    public long publish(Subscription stream, Supplier<ObjectNode> frame) {
        long first = 0;
        String text = null;
        String channel = null;
        for (Session session : sessions) {
            if (!session.subscriptions().contains(stream)) {
                continue;
            }
            if (text == null) {
                ObjectNode node = frame.get();
                channel = node.path("channel").asText();
                text = node.toString();
            }
            long sent = deliver(session, channel, text);
            first = first == 0 ? sent : first;
        }
        return first;
    }

    @Override
    public List<Subscription> subscribed(String type) {
        Set<Subscription> found = new LinkedHashSet<>();
        for (Session session : sessions) {
            for (Subscription subscription : session.subscriptions()) {
                if (subscription.type().equals(type)) {
                    found.add(subscription);
                }
            }
        }
        return new ArrayList<>(found);
    }

    int subscriptionCount() {
        return sessions.stream().mapToInt(session -> session.subscriptions().size()).sum();
    }

    /** Distinct accounts over all sockets; the same one on several streams counts once. */
    Set<String> users() {
        Set<String> users = new LinkedHashSet<>();
        for (Session session : sessions) {
            session.subscriptions().stream()
                    .filter(Subscription::isAboutUser)
                    .forEach(subscription -> users.add(subscription.user()));
        }
        return users;
    }

    /** A frame with data: may be duplicated by a fault. */
    long sendData(Session session, ObjectNode frame) {
        return deliver(session, frame.path("channel").asText(), frame.toString());
    }

    /** Acks, errors, pongs and the greeting. */
    void sendControl(Session session, String channel, String text) {
        if (!faults.stalled) {
            session.send(text);
            record.countFrame(channel);
        }
    }

    void cutSilent(Duration limit) {
        for (Session session : sessions) {
            if (session.nanosSinceLastFrame() > limit.toNanos()) {
                session.cut();
            }
        }
    }

    private long deliver(Session session, String channel, String text) {
        if (faults.stalled) {
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
