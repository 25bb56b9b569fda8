package io.hyperwatch.testbed.virtual;

import io.hyperwatch.testbed.exchange.Faults;
import io.hyperwatch.testbed.exchange.Garbage;
import io.hyperwatch.testbed.exchange.Scheduler;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Draws what goes wrong in a span of time. At intensity 1 about one fault in two minutes; at least
 * 10 s lie between two, and after one that hits every socket, or connecting itself, at least 90 s.
 */
public final class RandomFaults {

    private static final Duration MEAN_DISTANCE = Duration.ofMinutes(2);
    private static final Duration MIN_DISTANCE = Duration.ofSeconds(10);
    private static final Duration AFTER_HEAVY = Duration.ofSeconds(90);
    private static final Set<Kind> HEAVY =
            EnumSet.of(
                    Kind.CUT_ALL,
                    Kind.EXPIRE_ALL,
                    Kind.STALL_ALL,
                    Kind.HALF_OPEN_ALL,
                    Kind.REFUSE_CONNECTIONS);
    private static final List<String> CHANNELS =
            List.of(
                    "trades",
                    "bbo",
                    "activeAssetCtx",
                    "candle",
                    "l2Book",
                    "allMids",
                    "userFills",
                    "user",
                    "userFundings",
                    "userNonFundingLedgerUpdates",
                    "orderUpdates",
                    "clearinghouseState",
                    "openOrders",
                    "subscriptionResponse",
                    "pong");

    private final RandomGenerator random;
    private final double intensity;
    private final List<Kind> kinds;

    /** What can go wrong. {@code ONE} hits one of the sockets that are open then. */
    public enum Kind {
        CUT_ONE,
        CUT_ALL,
        EXPIRE_ONE,
        EXPIRE_ALL,
        STALL_ONE,
        STALL_ALL,
        DELAY_ONE,
        DELAY_ALL,
        HALF_OPEN_ONE,
        HALF_OPEN_ALL,
        REFUSE_CONNECTIONS,
        REQUEST_STORM,
        REQUEST_FAILURES,
        REQUEST_LOSSES,
        GARBAGE,
        DUPLICATES,
        DROP_FRAMES_ONE,
        DROP_FRAMES_ALL,
        SLOW_ACKS
    }

    /**
     * @param at from the start of the span
     * @param lasting of faults that last, else zero
     * @param delay of frames and acks that come late, else zero
     * @param count of frames or requests, else 0
     * @param channel of dropped frames, else null
     * @param socket which of the open sockets, a fraction of their number
     */
    public record Fault(
            Duration at,
            Kind kind,
            Duration lasting,
            Duration delay,
            int count,
            String channel,
            double socket) {

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(64);
            text.append(at).append(' ').append(kind);
            if (!lasting.isZero()) {
                text.append(" for ").append(lasting);
            }
            if (!delay.isZero()) {
                text.append(" by ").append(delay);
            }
            if (count > 0) {
                text.append(", ").append(count);
            }
            if (channel != null) {
                text.append(" of ").append(channel);
            }
            return text.toString();
        }
    }

    public RandomFaults(long seed, double intensity) {
        this(seed, intensity, EnumSet.allOf(Kind.class));
    }

    /** Draws only of these kinds. */
    public RandomFaults(long seed, double intensity, Set<Kind> kinds) {
        this.random = new SplittableRandom(seed);
        this.intensity = intensity;
        this.kinds = List.copyOf(EnumSet.copyOf(kinds));
    }

    /**
     * The next schedule. At the end of the span {@link Faults#clear} ends what waits for frames
     * that have not come.
     *
     * @param from of the first fault, at the earliest
     * @param until of the end of the last one that lasts, at the latest
     */
    public List<Fault> draw(Duration from, Duration until) {
        List<Fault> faults = new ArrayList<>();
        Duration at = from.plus(distance());
        while (true) {
            Fault fault = fault(at);
            Duration end = at.plus(fault.lasting());
            if (end.compareTo(until) > 0) {
                return faults;
            }
            faults.add(fault);
            at =
                    end.plus(HEAVY.contains(fault.kind()) ? AFTER_HEAVY : MIN_DISTANCE)
                            .plus(distance());
        }
    }

    private Duration distance() {
        double mean = MEAN_DISTANCE.minus(MIN_DISTANCE).toMillis() / intensity;
        return Duration.ofMillis(Math.round(-Math.log(1 - random.nextDouble()) * mean));
    }

    private Fault fault(Duration at) {
        Kind kind = kinds.get(random.nextInt(kinds.size()));
        Duration lasting =
                switch (kind) {
                    case STALL_ONE, STALL_ALL, DELAY_ONE, DELAY_ALL -> millis(1_000, 40_000);
                    case REFUSE_CONNECTIONS -> millis(1_000, 60_000);
                    case REQUEST_STORM, SLOW_ACKS -> millis(1_000, 30_000);
                    default -> Duration.ZERO;
                };
        Duration delay =
                switch (kind) {
                    case DELAY_ONE, DELAY_ALL -> millis(100, 8_000);
                    case SLOW_ACKS -> millis(100, 15_000);
                    default -> Duration.ZERO;
                };
        int count =
                switch (kind) {
                    case REQUEST_FAILURES -> random.nextInt(1, 10);
                    case REQUEST_LOSSES -> random.nextInt(1, 4);
                    case GARBAGE -> 1 + random.nextInt(Garbage.values().length);
                    case DUPLICATES -> random.nextInt(1, 200);
                    case DROP_FRAMES_ONE, DROP_FRAMES_ALL -> random.nextInt(1, 6);
                    default -> 0;
                };
        boolean drops = kind == Kind.DROP_FRAMES_ONE || kind == Kind.DROP_FRAMES_ALL;
        String channel = drops ? CHANNELS.get(random.nextInt(CHANNELS.size())) : null;
        return new Fault(at, kind, lasting, delay, count, channel, random.nextDouble());
    }

    private Duration millis(long min, long max) {
        return Duration.ofMillis(random.nextLong(min, max));
    }

    /**
     * Lets the faults happen, counted from now.
     *
     * @return filled as they happen, with time of day and the exchange's number of the socket
     */
    public static List<String> play(List<Fault> faults, VirtualExchange exchange) {
        return play(faults, exchange.faults(), exchange.time(), exchange.time());
    }

    /** As above on any simulated exchange; the scheduler has one thread. */
    public static List<String> play(
            List<Fault> faults, Faults exchange, Scheduler time, InstantSource clock) {
        List<String> happened = Collections.synchronizedList(new ArrayList<>());
        for (Fault fault : faults) {
            time.after(
                    fault.at(),
                    () -> {
                        List<Integer> open = exchange.sessions();
                        int socket =
                                open.isEmpty() ? 0 : open.get((int) (fault.socket() * open.size()));
                        happened.add(clock.instant() + " socket " + socket + ": " + fault);
                        happen(fault, socket, exchange, time);
                    });
        }
        return happened;
    }

    private static void happen(Fault fault, int socket, Faults faults, Scheduler time) {
        switch (fault.kind()) {
            case CUT_ONE -> faults.drop(socket);
            case CUT_ALL -> faults.dropAll();
            case EXPIRE_ONE -> faults.expire(socket);
            case EXPIRE_ALL -> faults.expireAll();
            case STALL_ONE -> faults.stall(socket, fault.lasting());
            case STALL_ALL -> faults.stallAll(fault.lasting());
            case DELAY_ONE -> faults.delay(socket, fault.delay(), fault.lasting());
            case DELAY_ALL -> faults.delayAll(fault.delay(), fault.lasting());
            case HALF_OPEN_ONE -> faults.halfOpen(socket);
            case HALF_OPEN_ALL -> faults.halfOpenAll();
            case REFUSE_CONNECTIONS -> faults.refuseConnections(fault.lasting());
            case REQUEST_STORM -> faults.requestStorm(fault.lasting());
            case REQUEST_FAILURES -> faults.failRequests(500 + fault.count() % 4, fault.count());
            case REQUEST_LOSSES -> faults.loseRequests(fault.count());
            case GARBAGE -> faults.garbage(socket, Garbage.values()[fault.count() - 1]);
            case DUPLICATES -> faults.duplicateFrames(fault.count());
            case DROP_FRAMES_ONE -> faults.dropFrames(socket, fault.channel(), fault.count());
            case DROP_FRAMES_ALL -> faults.dropFrames(fault.channel(), fault.count());
            case SLOW_ACKS -> {
                faults.delayAcks(fault.delay());
                time.after(fault.lasting(), () -> faults.delayAcks(Duration.ZERO));
            }
            default -> throw new IllegalStateException("no such fault: " + fault.kind());
        }
    }

    /** One fault a line. */
    public static String print(List<Fault> faults) {
        return faults.stream().map(Fault::toString).collect(Collectors.joining("\n"));
    }
}
