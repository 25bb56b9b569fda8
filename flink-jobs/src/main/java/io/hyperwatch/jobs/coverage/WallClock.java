package io.hyperwatch.jobs.coverage;

import java.io.Serializable;

/** The time of day, epoch milliseconds. */
@FunctionalInterface
public interface WallClock extends Serializable {

    /** The machine's. */
    WallClock SYSTEM = System::currentTimeMillis;

    long nowMs();
}
