package io.hyperwatch.testbed.exchange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who gets which stream, found without looking at the others. Guarded by the market's monitor.
 * Streams that are counted are those that take a place under the limits: also those whose ack is
 * still on its way, and those of sockets the exchange has not yet noticed to be gone.
 */
final class StreamIndex {

    private final Map<Subscription, List<Session>> sessions = new LinkedHashMap<>();
    private final Map<String, Set<Subscription>> byType = new LinkedHashMap<>();
    private final Map<String, Set<Subscription>> bySubject = new LinkedHashMap<>();
    private final Map<String, Integer> users = new LinkedHashMap<>();
    private int counted;

    void count(Subscription stream) {
        counted++;
        if (stream.isAboutUser()) {
            users.merge(stream.user(), 1, Integer::sum);
        }
    }

    void uncount(Subscription stream) {
        counted--;
        if (stream.isAboutUser()) {
            users.computeIfPresent(stream.user(), (user, n) -> n == 1 ? null : n - 1);
        }
    }

    int counted() {
        return counted;
    }

    /** Distinct accounts over all sockets; the same one on several streams counts once. */
    int users() {
        return users.size();
    }

    boolean hasUser(String user) {
        return users.containsKey(user);
    }

    void add(Subscription stream, Session session) {
        List<Session> receivers = sessions.get(stream);
        if (receivers == null) {
            receivers = new ArrayList<>(2);
            sessions.put(stream, receivers);
            byType.computeIfAbsent(stream.type(), type -> new LinkedHashSet<>()).add(stream);
            bySubject
                    .computeIfAbsent(
                            subject(stream.type(), stream.subject()), s -> new LinkedHashSet<>())
                    .add(stream);
        }
        receivers.add(session);
    }

    void remove(Subscription stream, Session session) {
        List<Session> receivers = sessions.get(stream);
        if (receivers == null) {
            return;
        }
        receivers.remove(session);
        if (receivers.isEmpty()) {
            sessions.remove(stream);
            byType.get(stream.type()).remove(stream);
            bySubject.get(subject(stream.type(), stream.subject())).remove(stream);
        }
    }

    /** Null for nobody. */
    List<Session> receivers(Subscription stream) {
        return sessions.get(stream);
    }

    List<Subscription> ofType(String type) {
        Set<Subscription> streams = byType.get(type);
        return streams == null ? List.of() : List.copyOf(streams);
    }

    /**
     * @param subject coin or user
     */
    Collection<Subscription> ofSubject(String type, String subject) {
        Set<Subscription> streams = bySubject.get(subject(type, subject));
        return streams == null || streams.isEmpty() ? List.of() : List.copyOf(streams);
    }

    private static String subject(String type, String subject) {
        return type + '|' + subject;
    }
}
