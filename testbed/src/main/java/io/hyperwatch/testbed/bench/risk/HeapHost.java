package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.HoldQueue;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.Rule;
import io.hyperwatch.patterns.rules.RuleBook;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The rules that judge one stream by one key, with their defaults; all keys in one map. */
final class HeapHost<I> {

    /** What comes out of a channel, with the log time it was said at. */
    interface Said<S> {
        void said(S value, long logTimeMs);
    }

    private final String name;
    private final List<Rule<I, ?>> rules;
    private final List<RuleBook<?>> books = new ArrayList<>();
    private final Function<I, RecordScope> scope;
    private final Verdicts verdicts;
    private final StateCount count;
    private final Function<I, String> heldOrder;
    private final Map<String, OfKey> keys = new HashMap<>();
    private final Map<String, Consumer<Object>> channels = new HashMap<>();
    private final Deadlines deadlines = new Deadlines(this::fire);
    private long logTimeMs;

    /**
     * @param heldOrder order of the records of one event time that are held, null where nothing is
     */
    HeapHost(
            String name,
            List<Rule<I, ?>> rules,
            Function<I, RecordScope> scope,
            Function<I, String> heldOrder,
            Verdicts verdicts,
            StateCount count) {
        this.name = name;
        this.rules = rules;
        this.scope = scope;
        this.heldOrder = heldOrder;
        this.verdicts = verdicts;
        this.count = count;
        rules.forEach(rule -> books.add(new RuleBook<>(rule.definition())));
    }

    /** To be called before the first record. */
    <S> void on(Channel<S> channel, Said<S> said) {
        channels.put(channel.id(), value -> said.said(channel.type().cast(value), logTimeMs));
    }

    void record(String key, I input, long recordLogTimeMs) {
        logTimeMs = recordLogTimeMs;
        OfKey state = keys.computeIfAbsent(key, none -> new OfKey());
        if (heldOrder == null) {
            state.judge(input, recordLogTimeMs);
            deadlines.arm(key, state.nextDeadlineMs(), recordLogTimeMs);
        } else {
            state.queue.add(
                    input,
                    scope.apply(input).eventTimeMs(),
                    recordLogTimeMs,
                    heldOrder.apply(input));
            deadlines.arm(key, state.nextDeadlineMs(), Long.MIN_VALUE);
        }
    }

    /** Time has come so far in all topics that it reads. */
    void advance(long timeMs) {
        deadlines.advance(timeMs);
    }

    private void fire(String key, long timeMs) {
        logTimeMs = timeMs;
        OfKey state = keys.get(key);
        if (heldOrder != null) {
            state.queue
                    .release(timeMs)
                    .forEach(released -> state.judge(released.input(), released.releaseMs()));
        }
        state.detectors.forEach(detector -> detector.advance(timeMs));
        deadlines.arm(key, state.nextDeadlineMs(), timeMs);
    }

    private final class OfKey {

        private final List<Hosted<I, ?>> detectors = new ArrayList<>();
        private final HoldQueue<I> queue;

        private OfKey() {
            for (int i = 0; i < rules.size(); i++) {
                detectors.add(hosted(rules.get(i), books.get(i)));
            }
            queue =
                    heldOrder == null
                            ? null
                            : new HoldQueue<>(
                                    count.watch(name + ".held-records", new HeapTable<>()),
                                    new HeapCell<>(),
                                    HoldQueue.HOLD_MS);
        }

        private <P> Hosted<I, P> hosted(Rule<I, P> rule, RuleBook<?> book) {
            HeapContext context =
                    new HeapContext(rule.definition().rule(), verdicts, channels, count);
            @SuppressWarnings("unchecked")
            RuleBook<P> ofRule = (RuleBook<P>) book;
            return new Hosted<>(ofRule, rule.detector(context));
        }

        private void judge(I input, long atMs) {
            RecordScope of = scope.apply(input);
            for (Hosted<I, ?> detector : detectors) {
                detector.judge(input, of, atMs);
            }
        }

        private long nextDeadlineMs() {
            long next = queue == null ? Detector.NEVER : queue.nextDeadlineMs();
            for (Hosted<I, ?> detector : detectors) {
                next = Math.min(next, detector.detector().nextDeadlineMs());
            }
            return next;
        }
    }

    private record Hosted<I, P>(RuleBook<P> book, Detector<I, P> detector) {

        void judge(I input, RecordScope scope, long logTimeMs) {
            detector.advance(logTimeMs);
            long asOfMs = Math.min(scope.eventTimeMs(), logTimeMs);
            detector.judge(input, logTimeMs, book.at(scope.coin(), scope.account(), asOfMs));
        }

        void advance(long timeMs) {
            detector.advance(timeMs);
        }
    }
}
