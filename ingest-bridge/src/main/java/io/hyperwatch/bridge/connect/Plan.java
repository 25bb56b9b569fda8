package io.hyperwatch.bridge.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What streams on which connection, what is polled instead, and what does not fit: together
 * everything that was wished for.
 */
public record Plan(List<ConnectionPlan> connections, List<Polled> polled, List<LeftOut> leftOut) {

    public Plan {
        connections = List.copyOf(connections);
        polled = List.copyOf(polled);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * An account of which REST has to tell, wholly or in part.
     *
     * @param requests types of requests that stand in for the missing streams
     * @param reason a sentence that names the limit in force
     */
    public record Polled(String user, List<String> requests, String reason) {}

    /**
     * Streams of one kind that were wished for and do not fit.
     *
     * @param what the kind, as people read of it
     * @param reason a sentence that names the limit in force
     */
    public record LeftOut(String what, List<Subscription> subscriptions, String reason) {}

    /** Everything that streams, over all connections; a standby copy appears a second time. */
    public List<Subscription> streaming() {
        return connections.stream().flatMap(c -> c.subscriptions().stream()).toList();
    }

    /** The plan of one role. */
    public Optional<ConnectionPlan> connection(String role) {
        return connections.stream().filter(c -> c.role().equals(role)).findFirst();
    }

    /**
     * Lines for the log: what streams by WebSocket, which accounts are polled instead and how
     * often, and what does not fit.
     *
     * @param intervals how often each type of REST request is made; one that is not in it is made
     *     as often as the budget allows
     */
    public List<String> explain(Map<String, Duration> intervals) {
        List<String> lines = new ArrayList<>();
        for (ConnectionPlan connection : connections) {
            lines.add(
                    "connection "
                            + connection.role()
                            + " streams "
                            + connection.subscriptions().size()
                            + ": "
                            + summary(connection.subscriptions()));
        }
        for (Polled account : polled) {
            lines.add(
                    account.requests().stream()
                            .map(request -> request + every(intervals.get(request)))
                            .collect(
                                    Collectors.joining(
                                            ", ",
                                            "polled: " + account.user() + " by ",
                                            "; " + account.reason())));
        }
        for (LeftOut out : leftOut) {
            lines.add(
                    "left out: "
                            + out.what()
                            + " of "
                            + subjects(out.subscriptions())
                            + "; "
                            + out.reason());
        }
        return lines;
    }

    private static String every(Duration interval) {
        if (interval == null) {
            return " as often as the budget allows";
        }
        return " every "
                + (interval.toMillis() % 1_000 == 0 ? interval.toSeconds() + " s" : interval);
    }

    /** {@code trades 7, candle 1m 7, userFills of 0x…}. */
    private static String summary(List<Subscription> subscriptions) {
        Map<String, List<Subscription>> byType = new LinkedHashMap<>();
        for (Subscription subscription : subscriptions) {
            byType.computeIfAbsent(type(subscription), t -> new ArrayList<>()).add(subscription);
        }
        return byType.entrySet().stream()
                .map(e -> e.getKey() + " of " + subjects(e.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String type(Subscription subscription) {
        if (subscription.sigFigs() != null) {
            return subscription.type() + " to " + subscription.sigFigs() + " figures";
        }
        return subscription.interval() == null
                ? subscription.type()
                : subscription.type() + " " + subscription.interval();
    }

    /** Up to 10 names, else how many: a line of the log has to stay readable. */
    private static String subjects(List<Subscription> subscriptions) {
        List<String> names = subscriptions.stream().map(Plan::subject).distinct().toList();
        return names.size() <= 10
                ? String.join(" ", names)
                : names.size() + " (" + names.get(0) + " … " + names.get(names.size() - 1) + ")";
    }

    private static String subject(Subscription subscription) {
        if (subscription.coin() != null) {
            return subscription.coin();
        }
        String dex = subscription.dex();
        if (subscription.user() != null) {
            return subscription.user() + (dex == null ? "" : "/" + dex);
        }
        return dex == null ? "main dex" : dex;
    }
}
