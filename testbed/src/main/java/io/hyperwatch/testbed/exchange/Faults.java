package io.hyperwatch.testbed.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes the exchange misbehave, on command. What is switched on stays until switched off. Sockets
 * are named by {@link Session#number}.
 */
public final class Faults {

    private final FaultState state;
    private final StreamHub hub;
    private final Market market;

    Faults(FaultState state, StreamHub hub, Market market) {
        this.state = state;
        this.hub = hub;
        this.market = market;
    }

    /** Cuts every socket without a close frame (code 1006). */
    public void dropAll() {
        hub.sessions().forEach(Session::cut);
    }

    /** Cuts the oldest socket without a close frame. */
    public void dropOne() {
        hub.sessions().stream().findFirst().ifPresent(Session::cut);
    }

    /** Cuts one socket without a close frame. */
    public void drop(int session) {
        with(session, Session::cut);
    }

    /** Closes every socket as the exchange does now and then: code 1000, reason {@code Expired}. */
    public void expireAll() {
        hub.sessions().forEach(Session::expire);
    }

    /** Closes one socket with code 1000, reason {@code Expired}. */
    public void expire(int session) {
        with(session, Session::expire);
    }

    /** From now on nothing passes the socket in either direction, not even its close. */
    public void halfOpen(int session) {
        with(session, Session::halfOpen);
    }

    /** {@link #halfOpen(int)} for every socket that is open now. */
    public void halfOpenAll() {
        hub.sessions().forEach(Session::halfOpen);
    }

    /** While on, sockets are accepted and kept, but nothing is sent: frames are lost, not late. */
    public void stall(boolean on) {
        state.stall(on);
    }

    /** The same for so long. */
    public void stallAll(Duration length) {
        state.stallFor(length);
    }

    /** The same for one socket. */
    public void stall(int session, Duration length) {
        with(session, stalled -> stalled.stallFor(length));
    }

    /** For so long, every frame of every socket comes late, in its order; none is lost. */
    public void delayAll(Duration delay, Duration length) {
        state.delayFor(delay, length);
    }

    /** The same for one socket. */
    public void delay(int session, Duration delay, Duration length) {
        with(session, delayed -> delayed.delayFor(delay, length));
    }

    /**
     * Loses the next frames of a channel, whichever sockets they are for: a frame for two sockets
     * counts twice.
     *
     * @param channel as in the frames: {@code trades}, {@code user}, {@code subscriptionResponse}
     */
    public void dropFrames(String channel, int count) {
        state.drops().drop(channel, count);
    }

    /** Loses the next frames of a channel on one socket. */
    public void dropFrames(int session, String channel, int count) {
        with(session, losing -> losing.drops().drop(channel, count));
    }

    /** Sends a bad frame to every socket. */
    public void garbage(Garbage kind) {
        hub.sessions().forEach(session -> garbage(session, kind));
    }

    /** Sends a bad frame to one socket. */
    public void garbage(int session, Garbage kind) {
        with(session, receiver -> garbage(receiver, kind));
    }

    /** Sends one frame of every kind of garbage. */
    public void garbage() {
        List.of(Garbage.values()).forEach(this::garbage);
    }

    private void garbage(Session session, Garbage kind) {
        String frame = kind.frame(market.now());
        if (kind == Garbage.BINARY) {
            session.sendBinary(frame.getBytes(StandardCharsets.ISO_8859_1));
        } else {
            session.send(frame);
        }
    }

    /** Sends any text to every socket. */
    public void sendRaw(String text) {
        hub.sessions().forEach(session -> session.send(text));
    }

    /** Sends each of the next data frames twice. */
    public void duplicateFrames(int count) {
        state.duplicate(count);
    }

    /** Acks, and the data behind them, come so much later; zero switches it off. */
    public void delayAcks(Duration delay) {
        state.ackDelay(delay);
    }

    /** While on, handshakes are refused. */
    public void refuseConnections(boolean on) {
        state.refuse(on);
    }

    /** For so long, handshakes are refused. */
    public void refuseConnections(Duration length) {
        state.refuseFor(length);
    }

    /** Every request is answered 429 for so long. */
    public void requestStorm(Duration length) {
        state.storm(length);
    }

    /** The next requests are answered with this status: JSON null for 500, HTML for 502 and up. */
    public void failRequests(int status, int count) {
        state.failRequests(status, count);
    }

    /** The next requests get no answer. */
    public void loseRequests(int count) {
        state.loseRequests(count);
    }

    /** Numbers of the open sockets, oldest first. */
    public List<Integer> sessions() {
        return hub.sessions().stream().map(Session::number).toList();
    }

    /** Ends every fault that lasts; a half-open socket stays dead. */
    public void clear() {
        state.clear();
        hub.sessions().forEach(Session::clearFaults);
    }

    /** A socket that is no longer open is left alone. */
    private void with(int number, Consumer<Session> fault) {
        hub.sessions().stream().filter(s -> s.number() == number).findFirst().ifPresent(fault);
    }
}
