package io.hyperwatch.bridge.poll;

import java.util.List;

/** Asks for something again and again; on the relay thread, told the time. */
interface Poller {

    /** Submits what is due. */
    void advance(long nowNanos);

    /** When {@link #advance} is to be called next; {@link Long#MAX_VALUE} for never. */
    long dueNanos();

    /** What is polled, how often, and what that costs; nothing where nothing is polled. */
    List<String> describe();
}
