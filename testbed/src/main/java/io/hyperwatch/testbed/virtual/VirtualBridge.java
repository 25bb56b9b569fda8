package io.hyperwatch.testbed.virtual;

import io.hyperwatch.bridge.engine.Engine;
import io.hyperwatch.bridge.engine.Observer;
import io.hyperwatch.bridge.engine.Past;
import io.hyperwatch.bridge.publish.EventPublisher;
import io.hyperwatch.bridge.relay.Inbox;
import io.hyperwatch.bridge.relay.Recorder;
import io.hyperwatch.bridge.settings.BridgeSettings;
import io.hyperwatch.bridge.transport.RestCall;
import io.hyperwatch.bridge.transport.TransportListener;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.TrackingRequest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;

/**
 * The bridge's engine in virtual time, driven as its relay thread drives it: at once when something
 * comes, and when something is due.
 */
public final class VirtualBridge {

    private final VirtualTime time;
    private final VirtualTransport transport;
    private final Inbox inbox;
    private final Engine engine;
    private long wakeNanos = Long.MAX_VALUE;
    private boolean busy;
    private boolean dead;

    /**
     * @param transport a new one, of this bridge alone
     * @param past what the log says of an earlier bridge
     * @param seed of all that is random in the bridge
     */
    public VirtualBridge(
            BridgeSettings settings,
            VirtualTime time,
            VirtualTransport transport,
            EventPublisher publisher,
            Observer observer,
            Past past,
            long seed) {
        this(settings, time, transport, publisher, noRecorder(), observer, past, seed);
    }

    /** As above, with a recording of what it receives. */
    public VirtualBridge(
            BridgeSettings settings,
            VirtualTime time,
            VirtualTransport transport,
            EventPublisher publisher,
            Recorder recorder,
            Observer observer,
            Past past,
            long seed) {
        this.time = time;
        this.transport = transport;
        this.inbox = new Inbox(Integer.MAX_VALUE, time);
        transport.listener(new Pump());
        this.engine =
                new Engine(
                        settings,
                        inbox,
                        time,
                        new SplittableRandom(seed),
                        new Engine.Outside(transport, publisher, recorder, observer),
                        past);
    }

    private static Recorder noRecorder() {
        try {
            return Recorder.open(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void start() {
        work();
    }

    /** As {@code kill -9}: from now on it does and hears nothing. */
    public void kill() {
        dead = true;
        transport.close();
    }

    /** A job asks for an account. */
    public void track(TrackingRequest request) {
        try {
            inbox.tracking(request);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        work();
    }

    private void work() {
        if (dead || busy) {
            return;
        }
        busy = true;
        try {
            Input input = inbox.poll(0);
            while (input != null) {
                engine.handle(input);
                input = inbox.poll(0);
            }
            engine.advance();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing waits in virtual time", e);
        } finally {
            busy = false;
        }
        // A thing that is due again at once would stop the time.
        long due = Math.max(engine.dueNanos(), time.nanos() + 1_000);
        if (due < wakeNanos) {
            wakeNanos = due;
            time.at(due, () -> wake(due));
        }
    }

    private void wake(long atNanos) {
        if (atNanos == wakeNanos) {
            wakeNanos = Long.MAX_VALUE;
            work();
        }
    }

    /** Each thing that comes is dealt with before the next one. */
    private final class Pump implements TransportListener {
        @Override
        public void opened(int connection) throws InterruptedException {
            inbox.opened(connection);
            work();
        }

        @Override
        public void frame(int connection, String text) throws InterruptedException {
            inbox.frame(connection, text);
            work();
        }

        @Override
        public void closed(int connection, int code, String reason) throws InterruptedException {
            inbox.closed(connection, code, reason);
            work();
        }

        @Override
        public void answered(RestCall call, String body, boolean last) throws InterruptedException {
            inbox.answered(call, body, last);
            work();
        }

        @Override
        public void failed(RestCall call, int status, String reason) throws InterruptedException {
            inbox.failed(call, status, reason);
            work();
        }
    }
}
