package io.hyperwatch.bridge.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes down what the fleet says, and holds it to its own rules. */
final class StreamLog implements Connections.Listener {

    final List<String> lines = new ArrayList<>();
    final Map<Integer, Set<String>> carried = new LinkedHashMap<>();
    final Map<Integer, String> lostBy = new HashMap<>();
    final Map<Integer, Long> lastHeardMs = new HashMap<>();
    final Set<String> refused = new LinkedHashSet<>();

    @Override
    public void confirmed(int connection, Subscription subscription) {
        if (lostBy.containsKey(connection)) {
            throw new AssertionError("confirmed on a lost socket: " + connection);
        }
        carried.computeIfAbsent(connection, c -> new LinkedHashSet<>()).add(subscription.stream());
        lines.add("confirmed " + connection + " " + subscription.stream());
    }

    @Override
    public void lost(int connection, Subscription subscription, long lastHeardMs, String reason) {
        Set<String> streams = carried.getOrDefault(connection, Set.of());
        if (!streams.isEmpty()) {
            streams.remove(subscription.stream());
        }
        if (!reason.equals(Connections.REPLAN) && !reason.equals(Connections.REFUSED)) {
            lostBy.put(connection, reason);
        }
        this.lastHeardMs.put(connection, lastHeardMs);
        lines.add("lost " + connection + " " + subscription.stream() + " " + reason);
    }

    @Override
    public void silent(int connection, Subscription subscription, Duration silence) {
        lines.add("silent " + connection + " " + subscription.stream());
    }

    @Override
    public void speaks(int connection, Subscription subscription) {
        lines.add("speaks " + connection + " " + subscription.stream());
    }

    @Override
    public void refused(Subscription subscription, String message) {
        refused.add(subscription.stream());
        lines.add("refused " + subscription.stream());
    }

    long count(String start) {
        return lines.stream().filter(line -> line.startsWith(start)).count();
    }
}
