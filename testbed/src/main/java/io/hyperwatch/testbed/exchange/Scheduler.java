package io.hyperwatch.testbed.exchange;

import java.time.Duration;

/** Does things later, one at a time; what is due at the same moment in the order it was given. */
public interface Scheduler {

    void after(Duration delay, Runnable task);
}
