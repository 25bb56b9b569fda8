package io.hyperwatch.testbed.exchange;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Makes the exchange misbehave, on command. What is switched on stays until switched off. */
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

    /** Closes every socket as the exchange does now and then: code 1000, reason {@code Expired}. */
    public void expireAll() {
        hub.sessions().forEach(Session::expire);
    }

    /** While on, sockets are accepted and kept, but nothing is sent: frames are lost, not late. */
    public void stall(boolean on) {
        state.stalled = on;
    }

    /** Sends a bad frame to every socket. */
    public void garbage(Garbage kind) {
        String frame = kind.frame(market.now());
        for (Session session : hub.sessions()) {
            if (kind == Garbage.BINARY) {
                session.sendBinary(frame.getBytes(StandardCharsets.ISO_8859_1));
            } else {
                session.send(frame);
            }
        }
    }

    /** Sends one frame of every kind of garbage. */
    public void garbage() {
        List.of(Garbage.values()).forEach(this::garbage);
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
        state.ackDelay = delay;
    }

    /** While on, handshakes are refused. */
    public void refuseConnections(boolean on) {
        state.refusing = on;
    }

    /** Every request is answered 429 for so long. */
    public void requestStorm(Duration length) {
        state.storm(length);
    }

    /** The next requests are answered with this status: JSON null for 500, HTML for 502 and up. */
    public void failRequests(int status, int count) {
        state.failRequests(status, count);
    }

    /** Ends every fault that lasts. */
    public void clear() {
        state.stalled = false;
        state.refusing = false;
        state.ackDelay = Duration.ZERO;
        state.duplicate(0);
        state.failRequests(0, 0);
        state.storm(Duration.ZERO);
    }
}
