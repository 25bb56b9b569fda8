package io.hyperwatch.testbed.virtual;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long things take on the way: equally likely between a least and a most. */
final class Latencies {

    private static final Span CONNECT = Span.ofMillis(20, 200);
    private static final Span FRAME = Span.ofMillis(1, 50);
    private static final Span REQUEST = Span.ofMillis(10, 250);

    /** OkHttp's limit for a whole call in the real transport. */
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

    private final RandomGenerator random;

    private record Span(long minNanos, long maxNanos) {

        static Span ofMillis(long min, long max) {
            return new Span(Duration.ofMillis(min).toNanos(), Duration.ofMillis(max).toNanos());
        }
    }

    Latencies(RandomGenerator random) {
        this.random = random;
    }

    /** A whole handshake. */
    long connectNanos() {
        return draw(CONNECT);
    }

    /** One way, for a frame or a message. */
    long frameNanos() {
        return draw(FRAME);
    }

    /** One way, for a request or an answer. */
    long requestNanos() {
        return draw(REQUEST);
    }

    /** After which a call without an answer is given up. */
    Duration callTimeout() {
        return CALL_TIMEOUT;
    }

    private long draw(Span span) {
        return random.nextLong(span.minNanos(), span.maxNanos() + 1);
    }
}
