package io.hyperwatch.bridge.ws;

import io.hyperwatch.bridge.normalize.Control;

import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.MeterRegistry;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps one connection to the exchange and its subscriptions alive, from its own thread: connects,
 * subscribes, pings, watches for silence, reconnects.
 */
public final class SocketSupervisor {

    private static final Logger LOG = LoggerFactory.getLogger(SocketSupervisor.class);

    private static final long STEP_MS = 50;
    private static final int ABNORMAL_CLOSE = 1006;
    private static final String PING = "{\"method\":\"ping\"}";

    /** 400 at once and 1,400 a minute stay below the exchange's 2,000 in any minute. */
    private static final int MESSAGE_BURST = 400;

    private static final int MESSAGES_PER_MINUTE = 1_400;

    /** An answer that waits in our own queue is not overdue. */
    private static final long MAX_LAG_FOR_TIMEOUTS_MS = 1_000;

    private sealed interface Event {
        record Closed(int connection, int code, String reason) implements Event {}

        record Heard(int connection, Control control) implements Event {}

        record Wanted(List<Subscription> subscriptions) implements Event {}
    }

    private final SocketSettings settings;
    private final FrameSink frames;
    private final LongSupplier inboxLagMs;
    private final MeterRegistry metrics;
    private final SubscriptionBook book = new SubscriptionBook(SocketSettings.ACK_TIMEOUT);
    private final ReconnectPolicy policy = new ReconnectPolicy(ThreadLocalRandom.current());
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Bucket messages =
            Bucket.builder()
                    .addLimit(
                            limit ->
                                    limit.capacity(MESSAGE_BURST)
                                            .refillGreedy(
                                                    MESSAGES_PER_MINUTE, Duration.ofMinutes(1)))
                    .build();
    private final Thread thread = new Thread(this::run, "socket-supervisor");
    private int connections;
    private long nextPingNanos;
    private volatile HyperliquidSocket current;
    private volatile Set<String> confirmed = Set.of();

    /**
     * @param inboxLagMs how long the oldest unread frame has been waiting
     */
    public SocketSupervisor(
            SocketSettings settings,
            FrameSink frames,
            LongSupplier inboxLagMs,
            MeterRegistry metrics) {
        this.settings = settings;
        this.frames = frames;
        this.inboxLagMs = inboxLagMs;
        this.metrics = metrics;
    }

    public void start() {
        thread.start();
    }

    /** Replaces the list of what is subscribed; takes effect at once and after each reconnect. */
    public void want(List<Subscription> subscriptions) {
        events.add(new Event.Wanted(List.copyOf(subscriptions)));
    }

    /** Hands over a frame that was about the connection; never blocks. */
    public void heard(int connection, Control control) {
        events.add(new Event.Heard(connection, control));
    }

    /** Number of the open connection, 0 while there is none. */
    public int connection() {
        HyperliquidSocket socket = current;
        return socket == null ? 0 : socket.connection();
    }

    /** Whether there is a connection and the exchange answers on it. */
    public boolean isAnswering() {
        HyperliquidSocket socket = current;
        return socket != null
                && socket.silentNanos()
                        < settings.pingInterval().plus(SocketSettings.ACK_TIMEOUT).toNanos();
    }

    /** Names of the streams confirmed on the open connection. */
    public Set<String> confirmedStreams() {
        return confirmed;
    }

    public void stop() throws InterruptedException {
        stop.countDown();
        thread.interrupt();
        thread.join(SocketSettings.CONNECT_TIMEOUT.toMillis() * 2);
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    private void run() {
        try {
            do {
                long delay = policy.delayNanos(System.nanoTime());
                if (stop.await(delay, TimeUnit.NANOSECONDS)) {
                    return;
                }
                connectAndServe();
            } while (settings.autoReconnect() && !isStopping());
            if (!isStopping()) {
                LOG.error("no connection any more: WEBSOCKET_AUTO_RECONNECT is off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connectAndServe() throws InterruptedException {
        policy.connecting(System.nanoTime());
        metrics.counter("hyperwatch.bridge.connects").increment();
        HyperliquidSocket socket =
                new HyperliquidSocket(
                        settings.uri(),
                        ++connections,
                        SocketSettings.CONNECT_TIMEOUT,
                        frames,
                        (connection, code, reason) ->
                                events.add(new Event.Closed(connection, code, reason)));
        try {
            if (socket.connectBlocking(
                    SocketSettings.CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.info("connection {} to {} is open", connections, settings.uri());
                policy.connected(System.nanoTime());
                serve(socket);
            } else {
                LOG.warn("no connection to {}", settings.uri());
            }
        } finally {
            current = null;
            confirmed = Set.of();
            socket.abandon();
            policy.lost(System.nanoTime());
        }
    }

    private void serve(HyperliquidSocket socket) throws InterruptedException {
        book.connected();
        current = socket;
        nextPingNanos = System.nanoTime() + settings.pingInterval().toNanos();
        while (!isStopping()) {
            Event event = events.poll(STEP_MS, TimeUnit.MILLISECONDS);
            while (event != null) {
                if (event instanceof Event.Closed closed
                        && closed.connection() == socket.connection()) {
                    closed(closed);
                    return;
                }
                handle(event, socket);
                event = events.poll();
            }
            if (socket.silentNanos() > settings.silenceTimeout().toNanos()) {
                LOG.warn(
                        "connection {} is silent for {} s, giving it up",
                        socket.connection(),
                        settings.silenceTimeout().toSeconds());
                metrics.counter("hyperwatch.bridge.disconnects", "cause", "silence").increment();
                return;
            }
            if (socket.isOpen()) {
                sendDue(socket);
            }
            confirmed = book.confirmedStreams();
        }
    }

    private void handle(Event event, HyperliquidSocket socket) {
        if (event instanceof Event.Wanted wanted) {
            for (Subscription dropped : book.want(wanted.subscriptions())) {
                send(socket, dropped.unsubscribeFrame());
            }
        } else if (event instanceof Event.Heard heard
                && heard.connection() == socket.connection()) {
            if (heard.control() instanceof Control.Acknowledged acknowledged) {
                if (acknowledged.method().equals("subscribe")) {
                    book.acknowledged(acknowledged.subscription());
                }
            } else if (heard.control() instanceof Control.Refused refused) {
                refused(refused.message());
            }
        }
    }

    private void refused(String message) {
        metrics.counter("hyperwatch.bridge.refusals").increment();
        Optional<Subscription> subscription = book.refused(message, System.nanoTime());
        LOG.warn(
                "the exchange says: {}{}",
                message,
                subscription.map(s -> " (about " + s.stream() + ", retried later)").orElse(""));
    }

    private void closed(Event.Closed closed) {
        LOG.warn(
                "connection {} closed: {} {}", closed.connection(), closed.code(), closed.reason());
        metrics.counter("hyperwatch.bridge.disconnects", "cause", "closed").increment();
        if (closed.code() == ABNORMAL_CLOSE) {
            book.broken(System.nanoTime())
                    .ifPresent(
                            poison ->
                                    LOG.error(
                                            "{} breaks the connection and is left out for {} min",
                                            poison.stream(),
                                            SubscriptionBook.RETRY_POISON.toMinutes()));
        }
    }

    private void sendDue(HyperliquidSocket socket) {
        long now = System.nanoTime();
        if (inboxLagMs.getAsLong() < MAX_LAG_FOR_TIMEOUTS_MS) {
            for (Subscription overdue : book.overdue(now)) {
                LOG.warn("no answer about {}, asking again later", overdue.stream());
            }
        }
        if (now - nextPingNanos >= 0 && messages.tryConsume(1)) {
            nextPingNanos = now + settings.pingInterval().toNanos();
            send(socket, PING);
        }
        Optional<Subscription> next = book.next(now);
        while (next.isPresent() && messages.tryConsume(1)) {
            send(socket, next.get().subscribeFrame());
            book.sent(next.get(), System.nanoTime());
            next = book.next(now);
        }
    }

    private static void send(HyperliquidSocket socket, String text) {
        try {
            socket.send(text);
        } catch (WebsocketNotConnectedException e) {
            LOG.debug("connection {} closed while sending", socket.connection());
        }
    }
}
