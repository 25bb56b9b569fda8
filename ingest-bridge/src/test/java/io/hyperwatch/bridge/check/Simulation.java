package io.hyperwatch.bridge.check;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.rest.InfoRequest;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.Source;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/** A bridge around the checks: virtual time, scripted events, answers that take their time. */
final class Simulation implements BridgeClock, Findings {

    static final long START_MS = 1_790_000_040_000L;

    record Mismatch(String stream, BigDecimal expected, BigDecimal actual, String detail) {}

    record Dropped(String stream, String coin, long fromMs, long toMs) {}

    record Missed(String stream, long fromMs) {}

    private record Event(long atMs, long order, Runnable action) {}

    final List<Mismatch> mismatches = new ArrayList<>();
    final List<Dropped> dropped = new ArrayList<>();
    final Map<Dropped, Long> droppedAtMs = new HashMap<>();
    final List<Missed> missed = new ArrayList<>();
    final List<InfoRequest> asked = new ArrayList<>();
    final Set<String> down = new HashSet<>();

    /** The body answered to a request; null where none comes. */
    Function<InfoRequest, String> exchange = request -> null;

    long answerMs = 300;
    Checks checks;

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::atMs).thenComparingLong(Event::order));
    private long order;
    private long nowMs = START_MS;

    Simulation() {
        restart();
    }

    /** Begins with checks that know nothing. */
    void restart() {
        checks =
                new Checks(
                        (request, done) -> {
                            asked.add(request);
                            Checks asking = checks;
                            // The answer is what the exchange knows half way.
                            in(
                                    answerMs / 2,
                                    () -> {
                                        String body = exchange.apply(request);
                                        in(
                                                answerMs - answerMs / 2,
                                                () -> {
                                                    if (asking == checks) {
                                                        done.accept(answer(request, body));
                                                    }
                                                });
                                    });
                        },
                        this,
                        stream -> !down.contains(stream),
                        this);
    }

    private Input.Answer answer(InfoRequest request, String body) {
        return body == null
                ? null
                : new Input.Answer(nowMs, order, request.json(), body, Source.REST, true);
    }

    void at(long timeMs, Runnable action) {
        events.add(new Event(Math.max(timeMs, nowMs), ++order, action));
    }

    void in(long afterMs, Runnable action) {
        at(nowMs + afterMs, action);
    }

    void observe(Object event) {
        observe(event, Source.WS);
    }

    void observe(Object event, Source source) {
        checks.observe(event, source, source == Source.WS ? 1 : 0, nowMs);
    }

    void opened(String stream, long fromMs) {
        checks.covered(coverage(CoverageKind.GAP_OPENED, stream, fromMs, null, null));
    }

    void closed(String stream, long fromMs, long toMs, String how) {
        checks.covered(coverage(CoverageKind.GAP_CLOSED, stream, fromMs, toMs, how));
    }

    private CoverageEvent coverage(
            CoverageKind kind, String stream, long fromMs, Long toMs, String how) {
        return new CoverageEvent(
                kind, stream, nowMs, fromMs, toMs, "stall", 0, how, null, null, null, 1, null);
    }

    void runTo(long timeMs) {
        while (true) {
            long dueMs = (checks.dueNanos() + 999_999) / 1_000_000 + START_MS;
            long eventMs = events.isEmpty() ? Long.MAX_VALUE : events.peek().atMs();
            long nextMs = Math.min(eventMs, Math.max(dueMs, nowMs));
            if (nextMs > timeMs) {
                break;
            }
            nowMs = Math.max(nowMs, nextMs);
            if (eventMs <= nowMs) {
                events.poll().action().run();
            }
            checks.advance(nanos());
        }
        nowMs = timeMs;
    }

    void run(long millis) {
        runTo(nowMs + millis);
    }

    @Override
    public long epochMs() {
        return nowMs;
    }

    @Override
    public long nanos() {
        return (nowMs - START_MS) * 1_000_000;
    }

    @Override
    public void mismatch(String stream, BigDecimal expected, BigDecimal actual, String detail) {
        mismatches.add(new Mismatch(stream, expected, actual, detail));
    }

    @Override
    public void dropped(String stream, String coin, long fromMs, long toMs) {
        dropped.add(new Dropped(stream, coin, fromMs, toMs));
        droppedAtMs.put(new Dropped(stream, coin, fromMs, toMs), nowMs);
        // As the ledger of gaps does.
        opened(stream, fromMs);
        closed(stream, fromMs, toMs, CoverageEvent.RESUMED);
    }

    @Override
    public void missed(String stream, long fromMs) {
        missed.add(new Missed(stream, fromMs));
    }
}
