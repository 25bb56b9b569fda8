package io.hyperwatch.patterns.factlog;

import java.util.ArrayList;
import java.util.List;

/** Writes a log in log time, as the clock of a partition tells it. */
public final class LogWriter<T> {

    private final List<Logged<T>> entries = new ArrayList<>();
    private long logTimeMs = Long.MIN_VALUE;

    public void event(T event, long eventTimeMs, long receivedAtMs) {
        logTimeMs = Math.max(logTimeMs, Math.min(eventTimeMs, receivedAtMs));
        entries.add(new Logged<>(event, logTimeMs));
    }

    public void tick(long timeMs) {
        logTimeMs = Math.max(logTimeMs, timeMs);
        entries.add(new Logged<>(null, logTimeMs));
    }

    public int size() {
        return entries.size();
    }

    public List<Logged<T>> entries() {
        return entries;
    }
}
