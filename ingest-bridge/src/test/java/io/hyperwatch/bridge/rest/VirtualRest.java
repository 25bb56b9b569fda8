package io.hyperwatch.bridge.rest;

import io.hyperwatch.bridge.transport.RestCall;
import io.hyperwatch.bridge.transport.Transport;
import io.hyperwatch.bridge.wire.Input;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * An exchange that answers calls in virtual time, and counts their weight at a random moment
 * between call and answer. Fails a test in which the same is asked twice at once.
 */
public final class VirtualRest implements Transport {

    public static final URI INFO = URI.create("http://exchange.test/info");

    /**
     * @param status 200 for an answer, 0 for a broken connection, -1 for silence
     * @param body of an answer
     * @param weight the exchange counts for it
     * @param latency until the answer
     */
    public record Reply(int status, String body, int weight, Duration latency) {}

    public final VirtualClock clock;
    public final RollingMinutes weights = new RollingMinutes();
    public final List<RestCall> calls = new ArrayList<>();
    public int greatestAtOnce;
    public long steps;
    private final RandomGenerator random;
    private final Set<String> underWay = new HashSet<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private Function<RestCall, Reply> exchange;
    private RestQueue queue;
    private LongSupplier otherDue = () -> Long.MAX_VALUE;
    private LongConsumer otherAdvance = now -> {};
    private Consumer<VirtualRest> inspection = rest -> {};
    private long lastOrder;

    public VirtualRest(VirtualClock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public RestQueue queue(Budget budget, RestQueue.Observer observer) {
        queue = new RestQueue(this, budget, INFO, clock, random, observer);
        return queue;
    }

    public void exchange(Function<RestCall, Reply> answers) {
        exchange = answers;
    }

    /** Driven along with the queue. */
    public void with(LongSupplier due, LongConsumer advance) {
        otherDue = due;
        otherAdvance = advance;
    }

    /** Called after each step. */
    public void inspect(Consumer<VirtualRest> look) {
        inspection = look;
    }

    @Override
    public void request(RestCall call) {
        calls.add(call);
        if (!underWay.add(call.request())) {
            throw new AssertionError("asked twice at once: " + call.request());
        }
        greatestAtOnce = Math.max(greatestAtOnce, underWay.size());
        Reply reply = exchange.apply(call);
        long now = clock.nanos();
        weights.count(now + random.nextLong(reply.latency().toNanos() + 1), reply.weight());
        long at = now + reply.latency().toNanos();
        if (reply.status() == -1) {
            // Given up by the queue after 30 s.
            at = now + Duration.ofSeconds(30).toNanos() - 1;
        }
        events.add(new Event(at, ++lastOrder, call, reply));
    }

    /** Lets this much time pass. */
    public void run(Duration span) {
        long end = clock.nanos() + span.toNanos();
        while (true) {
            long next = Math.min(queue.dueNanos(), otherDue.getAsLong());
            next = events.isEmpty() ? next : Math.min(next, events.peek().atNanos());
            next = Math.max(next, clock.nanos());
            if (next >= end) {
                clock.to(end);
                return;
            }
            clock.to(next);
            steps++;
            while (!events.isEmpty() && events.peek().atNanos() <= next) {
                deliver(events.poll());
            }
            if (otherDue.getAsLong() <= next) {
                otherAdvance.accept(next);
            }
            if (queue.dueNanos() <= next) {
                queue.advance(next);
            }
            inspection.accept(this);
        }
    }

    private void deliver(Event event) {
        RestCall call = event.call();
        underWay.remove(call.request());
        Reply reply = event.reply();
        if (reply.status() == 200) {
            queue.answered(
                    new Input.Answer(
                            clock.epochMs(),
                            call.id(),
                            call.request(),
                            reply.body(),
                            call.source(),
                            true));
        } else if (reply.status() >= 0) {
            queue.failed(new Input.Failed(clock.epochMs(), call.id(), reply.status(), "null"));
        }
    }

    @Override
    public void connect(int connection) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void send(int connection, String text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close(int connection) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    private record Event(long atNanos, long order, RestCall call, Reply reply)
            implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return atNanos == other.atNanos
                    ? Long.compare(order, other.order)
                    : Long.compare(atNanos, other.atNanos);
        }
    }
}
