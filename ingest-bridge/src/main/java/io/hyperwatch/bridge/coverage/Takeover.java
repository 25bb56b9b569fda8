package io.hyperwatch.bridge.coverage;

import io.hyperwatch.bridge.connect.Subscription;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.events.Source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Polls over REST what no socket has delivered for 10 s, and hands back as soon as one does. Each
 * question has its own distance; what waits longest is asked first, as many as the budget leaves.
 */
public final class Takeover {

    /** With the distance of the calls, the first answers are there within 15 s. */
    private static final long AFTER_MS = 10_000;

    /** Questions in the queue at once; the budget is spent on what is due, not on old wishes. */
    private static final int AT_ONCE = 4;

    private static final long CHECK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long FILLS_BACK_MS = 60_000;

    private final Coverage coverage;
    private final Backfill.Rest rest;
    private final Map<String, Long> dueNanos = new HashMap<>();
    private final Map<String, Long> askedMs = new HashMap<>();
    private final Set<String> asking = new HashSet<>();
    private long nextNanos;

    private record Question(String name, InfoRequest request, Duration every) {}

    public Takeover(Coverage coverage, Backfill.Rest rest, long nowNanos) {
        this.coverage = coverage;
        this.rest = rest;
        this.nextNanos = nowNanos;
    }

    public long dueNanos() {
        return nextNanos;
    }

    /** Whether anything is polled at the moment. */
    public boolean isActive() {
        return !dueNanos.isEmpty();
    }

    public void advance(long nowNanos, long nowMs) {
        if (nowNanos - nextNanos < 0) {
            return;
        }
        nextNanos = nowNanos + CHECK_NANOS;
        Map<String, Question> open = new HashMap<>();
        for (Subscription stream : coverage.down(AFTER_MS, nowMs)) {
            Question question = question(stream, nowMs);
            if (question != null) {
                open.putIfAbsent(question.name(), question);
            }
        }
        dueNanos.keySet().retainAll(open.keySet());
        askedMs.keySet().retainAll(open.keySet());
        open.keySet().forEach(name -> dueNanos.putIfAbsent(name, nowNanos));
        List<Question> due = new ArrayList<>();
        for (Question question : open.values()) {
            if (!asking.contains(question.name())
                    && nowNanos - dueNanos.get(question.name()) >= 0) {
                due.add(question);
            }
        }
        due.sort(
                Comparator.<Question>comparingLong(q -> dueNanos.get(q.name()))
                        .thenComparing(Question::name));
        for (Question question : due) {
            if (asking.size() >= AT_ONCE) {
                break;
            }
            ask(question, nowNanos, nowMs);
        }
    }

    private void ask(Question question, long nowNanos, long nowMs) {
        asking.add(question.name());
        dueNanos.put(question.name(), nowNanos + question.every().toNanos());
        rest.ask(
                question.request(),
                Source.BACKFILL,
                answered -> {
                    asking.remove(question.name());
                    if (answered) {
                        // Only then does the next question begin here: nothing is skipped.
                        askedMs.put(question.name(), nowMs);
                    }
                });
    }

    /** Null where REST has nothing of the kind. */
    private Question question(Subscription stream, long nowMs) {
        return switch (stream.type()) {
            case "allMids" ->
                    new Question(
                            stream.stream(),
                            InfoRequest.allMids(stream.dex()),
                            Duration.ofSeconds(5));
            case "activeAssetCtx" -> {
                String dex = dexOf(stream.coin());
                yield isPerp(stream.coin())
                        ? new Question(
                                "contexts:" + dex,
                                InfoRequest.metaAndAssetCtxs(dex),
                                Duration.ofSeconds(10))
                        : null;
            }
            case "bbo", "l2Book" ->
                    new Question(
                            "book:" + stream.coin(),
                            InfoRequest.l2Book(stream.coin(), null, null),
                            Duration.ofSeconds(10));
            case "trades" ->
                    new Question(
                            stream.stream(),
                            InfoRequest.recentTrades(stream.coin()),
                            Duration.ofSeconds(10));
            case "userFills" ->
                    new Question(
                            stream.stream(),
                            InfoRequest.userFillsByTime(
                                    stream.user(),
                                    askedMs.getOrDefault(stream.stream(), nowMs) - FILLS_BACK_MS,
                                    null),
                            Duration.ofSeconds(20));
            case "clearinghouseState" ->
                    new Question(
                            stream.stream(),
                            InfoRequest.clearinghouseState(stream.user(), stream.dex()),
                            Duration.ofSeconds(15));
            default -> null;
        };
    }

    private static String dexOf(String coin) {
        return coin.contains(":") ? coin.substring(0, coin.indexOf(':')) : null;
    }

    private static boolean isPerp(String coin) {
        return !coin.contains("/") && !coin.startsWith("@") && !coin.startsWith("#");
    }
}
