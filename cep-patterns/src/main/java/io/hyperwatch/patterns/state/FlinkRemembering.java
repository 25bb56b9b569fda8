package io.hyperwatch.patterns.state;

/**
 * A keyed function whose state is behind a {@link FlinkMemory}. It must run in an operator that
 * serves the memory: {@link FlinkMemoryOperator}, {@link FlinkMemoryCoOperator}.
 */
public interface FlinkRemembering {

    /** Null before the function is opened. */
    FlinkMemory memory();
}
