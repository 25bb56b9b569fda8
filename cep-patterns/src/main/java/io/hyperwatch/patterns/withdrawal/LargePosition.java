package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.patterns.incident.Detector;

import java.math.BigDecimal;

/**
 * A position that has been large; part of {@link AccountStory}.
 *
 * @param coin exact name on the exchange
 * @param eventId of the position event that first showed it large
 * @param openedAtMs event time of it
 * @param peakUsd the most it was worth at its position events
 * @param minUsd parameter in force at the opening
 * @param closedAtMs event time of its end, {@link Detector#NEVER} while it is open
 * @param armedWith identity of the withdrawal whose steps the pattern has and waits with, or null
 * @param armedAtMs event time of the newest withdrawal that went to the pattern
 */
public record LargePosition(
        String coin,
        String eventId,
        long openedAtMs,
        BigDecimal peakUsd,
        BigDecimal minUsd,
        long closedAtMs,
        String armedWith,
        long armedAtMs) {

    static LargePosition opened(AccountFact fact, BigDecimal minUsd) {
        return new LargePosition(
                fact.coin(),
                fact.identity(),
                fact.timeMs(),
                fact.usd(),
                minUsd,
                Detector.NEVER,
                null,
                Long.MIN_VALUE);
    }

    boolean isOpen() {
        return closedAtMs == Detector.NEVER;
    }

    /** Whether it was there from the one time to the other. */
    boolean covers(long fromMs, long toMs) {
        return openedAtMs <= fromMs && toMs <= closedAtMs;
    }

    LargePosition closed(long timeMs) {
        return new LargePosition(
                coin, eventId, openedAtMs, peakUsd, minUsd, timeMs, armedWith, armedAtMs);
    }

    LargePosition worth(BigDecimal usd) {
        return new LargePosition(
                coin,
                eventId,
                openedAtMs,
                peakUsd.max(usd),
                minUsd,
                closedAtMs,
                armedWith,
                armedAtMs);
    }

    LargePosition armed(MarginTransfer withdrawal) {
        return new LargePosition(
                coin,
                eventId,
                openedAtMs,
                peakUsd,
                minUsd,
                closedAtMs,
                withdrawal.identity(),
                Math.max(armedAtMs, withdrawal.timeMs()));
    }

    LargePosition waitingNoMore() {
        return armedWith == null
                ? this
                : new LargePosition(
                        coin, eventId, openedAtMs, peakUsd, minUsd, closedAtMs, null, armedAtMs);
    }
}
