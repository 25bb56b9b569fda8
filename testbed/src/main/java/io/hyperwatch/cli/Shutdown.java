package io.hyperwatch.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM as a request that the main thread honours in order, ending with the exit code
 * of the command rather than that of the signal.
 */
final class Shutdown {

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread command = Thread.currentThread();
    private volatile boolean awaited;
    private volatile int exitCode;

    private Shutdown() {}

    static Shutdown onSignals() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::honour, "shutdown"));
        return shutdown;
    }

    /** Never requested: for a command line that is not a process of its own. */
    static Shutdown never() {
        return new Shutdown();
    }

    private void honour() {
        requested.countDown();
        if (!awaited) {
            command.interrupt();
        }
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }

    /** From here on the command looks for the request itself; before, it is interrupted. */
    void awaitedFromNowOn() {
        awaited = true;
    }

    /** The command has stopped everything: the process may end. */
    void finished(int code) {
        exitCode = code;
        done.countDown();
    }

    void await() throws InterruptedException {
        requested.await();
    }

    /**
     * @return whether it was requested within the time
     */
    boolean await(Duration atMost) throws InterruptedException {
        return requested.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isRequested() {
        return requested.getCount() == 0;
    }
}
