package io.hyperwatch.testbed.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of a benchmark's result.
 *
 * @param suite which benchmark
 * @param what was measured
 * @param figures name to value, in the order to be printed
 */
public record Measurement(String suite, String what, Map<String, Object> figures) {

    public Measurement {
        figures = new LinkedHashMap<>(figures);
    }
}
