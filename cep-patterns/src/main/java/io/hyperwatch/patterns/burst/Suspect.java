package io.hyperwatch.patterns.burst;

import java.math.BigDecimal;

/**
 * An account that had a burst; part of {@link TrackingDesk}.
 *
 * @param user lower-case address
 * @param askedAtMs log time of the last question about it, 0 once it may be asked about again
 * @param freeAtMs log time from which on it may be, 0 from then on
 * @param sinceMs begin of its first burst that nobody was asked about, 0 where there is none
 * @param newestMs time of the newest fill of such bursts
 * @param valueUsd value of the largest of them
 * @param coin of that one
 */
public record Suspect(
        String user,
        long askedAtMs,
        long freeAtMs,
        long sinceMs,
        long newestMs,
        BigDecimal valueUsd,
        String coin) {

    static Suspect unknown(String user) {
        return new Suspect(user, 0, 0, 0, 0, BigDecimal.ZERO, "");
    }

    boolean waits() {
        return sinceMs != 0;
    }

    /** It may be asked about. */
    boolean isFree() {
        return freeAtMs == 0;
    }

    Suspect with(String burstCoin, long startMs, long timeMs, BigDecimal burstUsd) {
        boolean larger = burstUsd.compareTo(valueUsd) > 0;
        return new Suspect(
                user,
                askedAtMs,
                freeAtMs,
                waits() ? Math.min(sinceMs, startMs) : startMs,
                Math.max(newestMs, timeMs),
                larger ? burstUsd : valueUsd,
                larger ? burstCoin : coin);
    }

    Suspect asked(long atMs, long everyMs) {
        return new Suspect(user, atMs, atMs + everyMs, 0, 0, BigDecimal.ZERO, "");
    }

    Suspect free() {
        return new Suspect(user, 0, 0, sinceMs, newestMs, valueUsd, coin);
    }

    Suspect dropped() {
        return new Suspect(user, askedAtMs, freeAtMs, 0, 0, BigDecimal.ZERO, "");
    }
}
