package io.hyperwatch.patterns.factlog;

/**
 * An entry of a log as a job reads it.
 *
 * @param event null for a tick
 * @param logTimeMs how far time has come in the log, this entry included
 */
public record Logged<T>(T event, long logTimeMs) {

    public boolean isTick() {
        return event == null;
    }
}
