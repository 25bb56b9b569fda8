package io.hyperwatch.patterns.rules;

import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.RecordedVerdicts;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;
import io.hyperwatch.patterns.state.Table;
import io.hyperwatch.rules.RuleChange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A rule's core in plain memory, for one key, run over a log as its host does.
 *
 * @param <I> the records judged
 * @param <P> its parameters
 */
public final class RuleRun<I, P> implements DetectorContext {

    private final RecordedVerdicts verdicts = new RecordedVerdicts();
    private final Map<String, List<Object>> sent = new HashMap<>();
    private final Map<String, HeapTable<?, ?>> tables = new HashMap<>();
    private final Map<String, HeapCell<?>> cells = new HashMap<>();
    private final HeapCell<IncidentMemory> memory = new HeapCell<>();
    private final RuleBook<P> book;
    private final Function<I, RecordScope> scope;
    private final Detector<I, P> detector;

    /**
     * @param scope as the host says it
     * @param changes known from the beginning, in force when their time comes
     */
    public RuleRun(Rule<I, P> rule, Function<I, RecordScope> scope, List<RuleChange> changes) {
        this.book = new RuleBook<>(rule.definition());
        changes.forEach(book::add);
        this.scope = scope;
        this.detector = rule.detector(this);
    }

    public RuleRun<I, P> run(List<Step<I>> log) {
        for (Step<I> step : log) {
            detector.advance(step.logTimeMs());
            judge(step);
        }
        return this;
    }

    /** As {@link #run}, with the time passing in small steps and at each deadline. */
    public RuleRun<I, P> runInSmallSteps(List<Step<I>> log, Random random) {
        long timeMs = log.get(0).logTimeMs();
        for (Step<I> step : log) {
            while (detector.nextDeadlineMs() <= step.logTimeMs() && random.nextInt(10) > 0) {
                timeMs = Math.max(timeMs, detector.nextDeadlineMs());
                detector.advance(timeMs);
            }
            if (step.logTimeMs() > timeMs && random.nextBoolean()) {
                timeMs += random.nextLong(step.logTimeMs() - timeMs);
                detector.advance(timeMs);
            }
            timeMs = step.logTimeMs();
            detector.advance(timeMs);
            judge(step);
        }
        return this;
    }

    /** One record at its log time. */
    public void judge(I input, long logTimeMs) {
        run(List.of(new Step<>(logTimeMs, input)));
    }

    public void advance(long logTimeMs) {
        detector.advance(logTimeMs);
    }

    public Detector<I, P> detector() {
        return detector;
    }

    public RecordedVerdicts recorded() {
        return verdicts;
    }

    /** What went through a channel, in order. */
    public <S> List<S> sent(Channel<S> channel) {
        return sent.getOrDefault(channel.id(), List.of()).stream()
                .map(channel.type()::cast)
                .toList();
    }

    /** Entries of all tables, to see that state is bounded. */
    public int stored() {
        return tables.values().stream().mapToInt(HeapTable::size).sum();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> Cell<T> cell(String name, Class<T> type) {
        return (Cell<T>) cells.computeIfAbsent(name, one -> new HeapCell<T>());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> Table<K, V> table(String name, Class<K> key, Class<V> value) {
        return (Table<K, V>) tables.computeIfAbsent(name, one -> new HeapTable<K, V>());
    }

    @Override
    public Cell<IncidentMemory> incidentState() {
        return memory;
    }

    @Override
    public Verdicts verdicts() {
        return verdicts;
    }

    @Override
    public <S> Consumer<S> channel(Channel<S> channel) {
        return value -> sent.computeIfAbsent(channel.id(), id -> new ArrayList<>()).add(value);
    }

    private void judge(Step<I> step) {
        if (step.input() != null) {
            RecordScope of = scope.apply(step.input());
            detector.judge(
                    step.input(),
                    step.logTimeMs(),
                    book.at(of.coin(), of.account(), Math.min(of.eventTimeMs(), step.logTimeMs())));
        }
    }
}
