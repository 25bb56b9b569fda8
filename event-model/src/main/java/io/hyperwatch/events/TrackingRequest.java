package io.hyperwatch.events;

/**
 * Asks the bridge to look at an account, topic {@code hl.tracking-requests.v1}, keyed by user.
 *
 * @param user lower-case address
 * @param purpose what is wanted
 * @param priority 0 is served first; 5 is usual
 * @param timeMs when it was asked, epoch milliseconds
 * @param sinceMs {@code FILLS}: start of the span, inclusive; null otherwise
 * @param untilMs {@code FILLS}: end of the span, inclusive; null for now
 * @param reason who asks and why, for logs
 */
public record TrackingRequest(
        String user,
        TrackingPurpose purpose,
        int priority,
        long timeMs,
        Long sinceMs,
        Long untilMs,
        String reason) {

    /** The same about another spelling of the address. */
    public TrackingRequest of(String newUser) {
        return new TrackingRequest(newUser, purpose, priority, timeMs, sinceMs, untilMs, reason);
    }
}
