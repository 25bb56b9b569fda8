package io.hyperwatch.patterns.incident;

import io.hyperwatch.patterns.rules.Channel;
import io.hyperwatch.patterns.rules.DetectorContext;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.FlinkCell;
import io.hyperwatch.patterns.state.FlinkMemory;
import io.hyperwatch.patterns.state.FlinkTable;
import io.hyperwatch.patterns.state.Table;

import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.OutputTag;

import java.util.function.Consumer;

/** Keyed state under names that begin with the rule's, so that a host may have several rules. */
final class FlinkDetectorContext implements DetectorContext {

    private static final String INCIDENT = "incident";

    private final RuntimeContext runtime;
    private final String rule;
    private final FlinkOutputs outputs;
    private final FlinkMemory memory;

    FlinkDetectorContext(
            RuntimeContext runtime, String rule, FlinkOutputs outputs, FlinkMemory memory) {
        this.runtime = runtime;
        this.rule = rule;
        this.outputs = outputs;
        this.memory = memory;
    }

    @Override
    public <T> Cell<T> cell(String name, Class<T> type) {
        return new FlinkCell<>(
                runtime.getState(
                        new ValueStateDescriptor<>(rule + "." + name, TypeInformation.of(type))),
                memory);
    }

    @Override
    public <K, V> Table<K, V> table(String name, Class<K> key, Class<V> value) {
        return new FlinkTable<>(
                runtime.getMapState(
                        new MapStateDescriptor<>(
                                rule + "." + name,
                                TypeInformation.of(key),
                                TypeInformation.of(value))),
                memory);
    }

    @Override
    public Cell<IncidentMemory> incidentState() {
        return cell(INCIDENT, IncidentMemory.class);
    }

    @Override
    public Verdicts verdicts() {
        return outputs;
    }

    @Override
    public <S> Consumer<S> channel(Channel<S> channel) {
        OutputTag<S> tag = DetectorFunction.tag(channel);
        return value -> outputs.output(tag, value);
    }
}
