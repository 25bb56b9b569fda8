package io.hyperwatch.testbed.exchange;

import java.time.Instant;
import java.time.InstantSource;

/** The exchange's time: of day for what it publishes, and monotonic for its limits and faults. */
public interface ExchangeClock extends InstantSource {

    /** For intervals: never steps, never 0. */
    long nanos();

    /** The source itself where it knows both times, else its time of day and the JVM's nanos. */
    static ExchangeClock of(InstantSource source) {
        if (source instanceof ExchangeClock clock) {
            return clock;
        }
        return new ExchangeClock() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public long millis() {
                return source.millis();
            }

            @Override
            public Instant instant() {
                return source.instant();
            }
        };
    }
}
