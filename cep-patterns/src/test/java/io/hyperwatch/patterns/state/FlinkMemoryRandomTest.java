package io.hyperwatch.patterns.state;

import io.hyperwatch.patterns.incident.Streams;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cells and tables behind a memory say what plain ones would: with room for few entries or for all,
 * through snapshots and timers, of tables that are small and of such that are not.
 */
class FlinkMemoryRandomTest {

    private static final int KEYS = 6;

    /** {@code KEY OPERATION ENTRY VALUE}. */
    private record Command(String key, int operation, String entry, long value) {

        static Command of(Random random, int entries) {
            return new Command(
                    "key" + random.nextInt(KEYS),
                    random.nextInt(16),
                    "entry" + random.nextInt(entries),
                    random.nextInt(3));
        }
    }

    @Test
    void saysWhatPlainOnesWouldSay() throws Exception {
        for (int seed = 0; seed < Streams.of(300); seed++) {
            Random random = new Random(seed);
            check(seed, random, random.nextInt(60), random.nextInt(10));
        }
    }

    private static void check(int seed, Random random, int most, int small) throws Exception {
        int entries = 1 + random.nextInt(12);
        int commands = 400;
        Map<String, Store> plain = new HashMap<>();
        Set<String> touched = new TreeSet<>();
        List<String> expected = new ArrayList<>();
        List<String> said = new ArrayList<>();
        var harness = open(most, small, null);
        for (int i = 0; i < commands; i++) {
            Command command = Command.of(random, entries);
            Store store =
                    plain.computeIfAbsent(
                            command.key(), key -> new Store(new HeapCell<>(), new HeapTable<>()));
            expected.add(store.execute(command));
            touched.add(command.key());
            harness.processElement(command, i);
            if (random.nextInt(commands / 5) == 0) {
                harness.processWatermark(new Watermark(i));
                touched.forEach(key -> expected.add(key + " " + plain.get(key).all()));
                said.addAll(drain(harness));
                // Timers of one time fire in no particular order.
                said.subList(said.size() - touched.size(), said.size()).sort(null);
                touched.clear();
            }
            if (random.nextInt(commands / 5) == 0) {
                OperatorSubtaskState snapshot = harness.snapshot(i, i);
                if (random.nextBoolean()) {
                    said.addAll(drain(harness));
                    harness.close();
                    harness = open(most, small, snapshot);
                }
            }
        }
        said.addAll(drain(harness));
        harness.close();
        assertThat(said).as("seed %d", seed).isEqualTo(expected);
    }

    private static List<String> drain(
            KeyedOneInputStreamOperatorTestHarness<String, Command, String> harness) {
        List<String> values = harness.extractOutputValues();
        harness.getOutput().clear();
        return values;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Command, String> open(
            int most, int small, OperatorSubtaskState snapshot) throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<String, Command, String>(
                        FlinkMemoryOperator.of(new StoreFunction(most, small)),
                        Command::key,
                        Types.STRING);
        harness.setup(
                Types.STRING.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        return harness;
    }

    /** Of one key, or of the current one. */
    private record Store(Cell<Long> cell, Table<String, Long> table) {

        String execute(Command command) {
            return switch (command.operation()) {
                case 0 -> {
                    cell.set(null);
                    yield "cleared";
                }
                case 1, 2 -> {
                    cell.set(command.value());
                    yield "set";
                }
                case 3, 4, 5 -> "is " + cell.get();
                case 6, 7, 8 -> {
                    table.put(command.entry(), command.value());
                    yield "put";
                }
                case 9, 10 -> {
                    table.remove(command.entry());
                    yield "removed";
                }
                case 11 -> all();
                case 12 -> {
                    List<String> found = new ArrayList<>();
                    for (Map.Entry<String, Long> entry : table.entries()) {
                        if (entry.getValue() == command.value()) {
                            found.add(entry.getKey());
                        }
                    }
                    found.forEach(table::remove);
                    yield "removed " + found.size();
                }
                default -> command.entry() + " is " + table.get(command.entry());
            };
        }

        String all() {
            Map<String, Long> all = new TreeMap<>();
            for (Map.Entry<String, Long> entry : table.entries()) {
                all.put(entry.getKey(), entry.getValue());
            }
            return cell.get() + " " + all;
        }
    }

    /** Executes commands; a timer of each key says all there is. */
    private static final class StoreFunction extends KeyedProcessFunction<String, Command, String>
            implements FlinkRemembering {

        private static final long serialVersionUID = 1L;

        private final int most;
        private final int small;
        private transient FlinkMemory memory;
        private transient Store store;

        private StoreFunction(int most, int small) {
            this.most = most;
            this.small = small;
        }

        @Override
        public FlinkMemory memory() {
            return memory;
        }

        @Override
        public void open(OpenContext context) {
            memory = new FlinkMemory(most, small);
            store =
                    new Store(
                            new FlinkCell<>(
                                    getRuntimeContext()
                                            .getState(
                                                    new ValueStateDescriptor<>("cell", Types.LONG)),
                                    memory),
                            new FlinkTable<>(
                                    getRuntimeContext()
                                            .getMapState(
                                                    new MapStateDescriptor<>(
                                                            "table", Types.STRING, Types.LONG)),
                                    memory));
        }

        @Override
        public void processElement(Command command, Context context, Collector<String> out) {
            out.collect(store.execute(command));
            context.timerService().registerEventTimeTimer(0);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) {
            out.collect(context.getCurrentKey() + " " + store.all());
        }
    }
}
