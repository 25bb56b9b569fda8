package io.hyperwatch.patterns.rules;

import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.util.function.Consumer;

/**
 * What a host gives to a core: state of the current key under names of the rule's own, and outputs.
 */
public interface DetectorContext {

    <T> Cell<T> cell(String name, Class<T> type);

    <K, V> Table<K, V> table(String name, Class<K> key, Class<V> value);

    Cell<IncidentMemory> incidentState();

    Verdicts verdicts();

    <S> Consumer<S> channel(Channel<S> channel);
}
