package io.hyperwatch.bridge.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counters of one name that differ in one tag, kept here: looking one up in the registry takes
 * longer than relaying a record.
 */
final class Tally {

    private final MeterRegistry registry;
    private final String name;
    private final String tag;
    private final Tags fixed;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    /**
     * @param tag whose value tells the counters apart
     * @param fixed tags that all of them share
     */
    Tally(MeterRegistry registry, String name, String tag, Tag... fixed) {
        this.registry = registry;
        this.name = name;
        this.tag = tag;
        this.fixed = Tags.of(fixed);
    }

    void add(String value, double amount) {
        of(value).increment(amount);
    }

    /** The counter of a tag value, from then on shown even while it is 0. */
    Counter of(String value) {
        Counter known = counters.get(value);
        return known != null
                ? known
                : counters.computeIfAbsent(value, v -> registry.counter(name, fixed.and(tag, v)));
    }

    /** Counts above 0 by tag value. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counters.forEach(
                (value, counter) -> {
                    if (counter.count() > 0) {
                        counts.put(value, (long) counter.count());
                    }
                });
        return counts;
    }

    /** All of them together, whole. */
    long total() {
        return (long) totalAmount();
    }

    double totalAmount() {
        return counters.values().stream().mapToDouble(Counter::count).sum();
    }
}
