package io.hyperwatch.testbed.bench.risk;

import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;
import io.hyperwatch.patterns.state.Table;

import java.util.Map;
import java.util.function.Consumer;

/** What a core of one key works on: plain memory. */
final class HeapContext implements DetectorContext {

    private final String rule;
    private final Verdicts verdicts;
    private final Map<String, Consumer<Object>> channels;
    private final StateCount count;

    /**
     * @param channels consumers by the id of their channel; what nobody consumes is dropped
     */
    HeapContext(
            String rule,
            Verdicts verdicts,
            Map<String, Consumer<Object>> channels,
            StateCount count) {
        this.rule = rule;
        this.verdicts = verdicts;
        this.channels = channels;
        this.count = count;
    }

    @Override
    public <T> Cell<T> cell(String name, Class<T> type) {
        return count.watch(rule + "." + name, new HeapCell<>());
    }

    @Override
    public <K, V> Table<K, V> table(String name, Class<K> key, Class<V> value) {
        return count.watch(rule + "." + name, new HeapTable<>());
    }

    @Override
    public Cell<IncidentMemory> incidentState() {
        return cell("incident", IncidentMemory.class);
    }

    @Override
    public Verdicts verdicts() {
        return verdicts;
    }

    @Override
    public <S> Consumer<S> channel(Channel<S> channel) {
        Consumer<Object> consumer = channels.get(channel.id());
        return value -> {
            if (consumer != null) {
                consumer.accept(value);
            }
        };
    }
}
