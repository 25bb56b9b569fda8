package io.hyperwatch.bridge.connect;

/**
 * Whether one open socket still lives. Pings keep it from being dropped and make a half-open one
 * show itself. Answers come in order, so a pong that does not come although other frames do says
 * that frames were lost: what was heard before that ping is all that is sure.
 */
final class Heartbeat {

    private final long pingIntervalNanos;
    private final long quietNanos;
    private final long pongNanos;
    private final long stallNanos;
    private long heardNanos;
    private long heardMs;
    private long sureMs;
    private long pingedNanos;
    private boolean pingUnanswered;
    private boolean contextsHeard;

    /** The socket has just opened, which counts as a sign of life. */
    Heartbeat(ConnectionSettings settings, long nowNanos, long nowMs) {
        pingIntervalNanos = settings.pingInterval().toNanos();
        quietNanos = settings.quietTimeout().toNanos();
        pongNanos = settings.pongTimeout().toNanos();
        stallNanos = settings.stallTimeout().toNanos();
        heardNanos = nowNanos;
        heardMs = nowMs;
        sureMs = nowMs;
        pingedNanos = nowNanos;
    }

    /** A frame came, whatever it says. */
    void heard(long nowNanos, long nowMs) {
        heardNanos = nowNanos;
        heardMs = nowMs;
    }

    /** The answer to the ping came. */
    void answered() {
        pingUnanswered = false;
    }

    /** Asset contexts flow on this socket, so silence says something from now on. */
    void contextHeard() {
        contextsHeard = true;
    }

    /** Epoch milliseconds of the last frame up to which nothing can have been lost. */
    long sureMs() {
        return pingUnanswered ? sureMs : heardMs;
    }

    long silentNanos(long nowNanos) {
        return nowNanos - heardNanos;
    }

    boolean isPingDue(long nowNanos, long judgedFromNanos) {
        return nowNanos >= pingDueNanos(judgedFromNanos);
    }

    void pinged(long nowNanos) {
        sureMs = sureMs();
        pingedNanos = nowNanos;
        pingUnanswered = true;
    }

    /** Whether frames came since the ping that is still unanswered. */
    boolean isLossy() {
        return pingUnanswered && heardNanos > pingedNanos;
    }

    /** A ping should long have been answered: the socket is half-open, or it loses frames. */
    boolean isDead(long nowNanos, long judgedFromNanos) {
        return pingUnanswered && nowNanos >= pongDueNanos(judgedFromNanos);
    }

    /**
     * Nothing came for longer than contexts ever pause.
     *
     * @param contexts whether the socket carries asset contexts
     */
    boolean isStalled(long nowNanos, long judgedFromNanos, boolean contexts) {
        return contexts && contextsHeard && nowNanos >= stallDueNanos(judgedFromNanos);
    }

    /** When one of the questions above may get another answer if nothing is heard. */
    long nextNanos(long judgedFromNanos, boolean contexts) {
        long next =
                pingUnanswered
                        ? Math.min(pongDueNanos(judgedFromNanos), pingDueNanos(judgedFromNanos))
                        : pingDueNanos(judgedFromNanos);
        return contexts && contextsHeard ? Math.min(next, stallDueNanos(judgedFromNanos)) : next;
    }

    private long pingDueNanos(long judgedFromNanos) {
        long regular = pingedNanos + pingIntervalNanos;
        return pingUnanswered
                ? regular
                : Math.min(regular, Math.max(heardNanos, judgedFromNanos) + quietNanos);
    }

    private long pongDueNanos(long judgedFromNanos) {
        return Math.max(pingedNanos, judgedFromNanos) + pongNanos;
    }

    private long stallDueNanos(long judgedFromNanos) {
        return Math.max(heardNanos, judgedFromNanos) + stallNanos;
    }
}
