package io.hyperwatch.sinks;

import java.util.Optional;

/**
 * Reads environment variables where the work is done, on the task manager, so that secrets never
 * travel in a job graph and never show in the web UI. A system property of the same name stands in
 * for a variable that is not set: a process that runs the whole stack in itself cannot change its
 * own environment.
 */
public final class Variables {

    private Variables() {}

    /** The value, without white space around it; empty where unset or blank. */
    public static Optional<String> read(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            value = System.getProperty(name);
        }
        return Optional.ofNullable(value).map(String::trim).filter(text -> !text.isEmpty());
    }
}
