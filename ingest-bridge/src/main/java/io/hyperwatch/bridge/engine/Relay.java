package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.relay.Recorder;
import io.hyperwatch.bridge.wire.Input;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * The one thread that drives the {@link Engine}: it takes the next input, or waits for one until
 * something is due. Ticks are written by the same thread and so never overtake data received before
 * them.
 */
public final class Relay {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

    /** So that a stop is noticed soon; everything else is told by the engine. */
    private static final long LONGEST_WAIT_NANOS = Duration.ofMillis(100).toNanos();

    private final Inbox inbox;
    private final Engine engine;
    private final Recorder recorder;
    private final BridgeClock clock;
    private final Consumer<Throwable> failed;
    private final Thread thread;

    /**
     * @param failed told when records can no longer be published
     */
    public Relay(
            Inbox inbox,
            Engine engine,
            Recorder recorder,
            BridgeClock clock,
            Consumer<Throwable> failed) {
        this.inbox = inbox;
        this.engine = engine;
        this.recorder = recorder;
        this.clock = clock;
        this.failed = failed;
        this.thread = new Thread(this::run, "relay");
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!inbox.isDrained()) {
                step();
            }
        } catch (InterruptedException e) {
            LOG.warn("the relay was stopped with {} inputs waiting", inbox.size());
        } catch (RuntimeException | Error e) {
            LOG.error("the relay has ended: {}", e.getMessage(), e);
            failed.accept(e);
        } finally {
            inbox.close();
            recorder.close();
        }
    }

    private void step() throws InterruptedException {
        long waitNanos = Math.min(LONGEST_WAIT_NANOS, engine.dueNanos() - clock.nanos());
        Input input = inbox.poll(waitNanos);
        if (input != null) {
            engine.handle(input);
        }
        engine.advance();
    }

    /**
     * Relays what the closed inbox still holds.
     *
     * @return false when the time was up before it was through
     */
    public boolean drain(Duration timeout) throws InterruptedException {
        inbox.close();
        thread.join(timeout.toMillis());
        if (thread.isAlive()) {
            thread.interrupt();
            thread.join(Duration.ofSeconds(5).toMillis());
            return false;
        }
        return true;
    }
}
