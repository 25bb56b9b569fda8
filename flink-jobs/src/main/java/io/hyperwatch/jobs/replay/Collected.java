package io.hyperwatch.jobs.replay;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.HeaderNames;

import org.apache.flink.api.common.functions.FilterFunction;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What comes out of a run whose tasks are all in this process. */
final class Collected {

    private static final Map<Integer, Collected> RUNS = new ConcurrentHashMap<>();
    private static final AtomicInteger STARTED = new AtomicInteger();

    final Queue<ReplayedAlert> alerts = new ConcurrentLinkedQueue<>();
    final Map<String, LongAdder> unreadable = new ConcurrentHashMap<>();
    final Map<String, LongAdder> records = new ConcurrentHashMap<>();

    /**
     * @return number of the run, which its functions carry
     */
    static int begin() {
        int run = STARTED.incrementAndGet();
        RUNS.put(run, new Collected());
        return run;
    }

    static Collected of(int run) {
        return RUNS.get(run);
    }

    static void end(int run) {
        RUNS.remove(run);
    }

    private static void count(Map<String, LongAdder> counts, String name) {
        counts.computeIfAbsent(name, none -> new LongAdder()).increment();
    }

    /** Keeps alerts from an event time on; lets nothing through. */
    record Alerts(int run, long sinceMs) implements FilterFunction<Alert> {
        @Override
        public boolean filter(Alert alert) {
            if (alert.eventTimeMs() >= sinceMs) {
                RUNS.get(run).alerts.add(ReplayedAlert.of(alert));
            }
            return false;
        }
    }

    /** Counts by reason; lets nothing through. */
    record Unreadable(int run) implements FilterFunction<DeadLetter> {
        @Override
        public boolean filter(DeadLetter letter) {
            count(RUNS.get(run).unreadable, letter.reason());
            return false;
        }
    }

    /** Counts events by topic; lets everything through. */
    record Records(int run) implements FilterFunction<RawRecord> {
        @Override
        public boolean filter(RawRecord record) {
            if (!HeaderNames.TICK.equals(record.kind())) {
                count(RUNS.get(run).records, record.topic());
            }
            return true;
        }
    }
}
