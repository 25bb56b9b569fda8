package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.patterns.incident.Detector;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * State of {@link AccountStoryCore}: what is known of an account that has, or has just had, a large
 * position; 30 kB at most. All lists are in the order of event times, then of arrival.
 *
 * @param positions large ones, at most 64
 * @param transfers of the last two days, at most 128
 * @param liquidations of large positions, of the last 20 minutes, at most 16
 * @param valueUsd what the account is worth, null while unknown
 * @param valueAtMs event time of it
 * @param valueFromState whether an account state said so, not a position event
 */
public record AccountStory(
        List<LargePosition> positions,
        List<MarginTransfer> transfers,
        List<SeenLiquidation> liquidations,
        BigDecimal valueUsd,
        long valueAtMs,
        boolean valueFromState) {

    static final int MAX_POSITIONS = 64;
    static final int MAX_TRANSFERS = 128;
    static final int MAX_LIQUIDATIONS = 16;

    /** Late records come up to 10 minutes late, and 10 to spare. */
    static final long LATENESS_MS = 1_200_000;

    static final long TRANSFERS_KEPT_MS =
            WithdrawThenLiquidateParameters.MAX_WITHIN_MS + LATENESS_MS;

    static final AccountStory NONE =
            new AccountStory(List.of(), List.of(), List.of(), null, 0, false);

    boolean isEmpty() {
        return positions.isEmpty();
    }

    /** What still counts at a log time; without a position nothing does. */
    AccountStory at(long logTimeMs) {
        List<LargePosition> kept =
                kept(positions, one -> one.closedAtMs() >= logTimeMs - LATENESS_MS);
        if (kept.isEmpty()) {
            return NONE;
        }
        List<MarginTransfer> keptTransfers =
                kept(transfers, one -> one.timeMs() >= logTimeMs - TRANSFERS_KEPT_MS);
        List<SeenLiquidation> keptLiquidations =
                kept(liquidations, one -> one.seenMs() >= logTimeMs - LATENESS_MS);
        boolean all =
                kept == positions && keptTransfers == transfers && keptLiquidations == liquidations;
        return all
                ? this
                : new AccountStory(
                        kept, keptTransfers, keptLiquidations, valueUsd, valueAtMs, valueFromState);
    }

    /** Log time after which something no longer counts, {@link Detector#NEVER} when none. */
    long nextExpiryMs() {
        long next = Detector.NEVER;
        for (LargePosition position : positions) {
            if (!position.isOpen()) {
                next = Math.min(next, position.closedAtMs() + LATENESS_MS);
            }
        }
        for (SeenLiquidation liquidation : liquidations) {
            next = Math.min(next, liquidation.seenMs() + LATENESS_MS);
        }
        return transfers.isEmpty()
                ? next
                : Math.min(next, transfers.get(0).timeMs() + TRANSFERS_KEPT_MS);
    }

    AccountStory plus(LargePosition position) {
        List<LargePosition> more = new ArrayList<>(positions);
        more.add(position);
        more.sort(Comparator.comparingLong(LargePosition::openedAtMs));
        if (more.size() > MAX_POSITIONS) {
            removeFirst(more, one -> !one.isOpen());
        }
        return withPositions(more);
    }

    AccountStory replaced(LargePosition before, LargePosition after) {
        List<LargePosition> changed = new ArrayList<>(positions);
        changed.set(changed.indexOf(before), after);
        return withPositions(changed);
    }

    /** The pattern has the steps of this position now, or waits with none of the coin. */
    AccountStory withPattern(LargePosition before, LargePosition after) {
        List<LargePosition> changed = new ArrayList<>(positions);
        // of two positions that share a millisecond the steps of one take the place of the other's
        changed.replaceAll(
                one ->
                        one.equals(before)
                                ? after
                                : one.coin().equals(before.coin()) ? one.waitingNoMore() : one);
        return withPositions(changed);
    }

    AccountStory plus(MarginTransfer transfer) {
        List<MarginTransfer> more = new ArrayList<>(transfers);
        more.add(transfer);
        more.sort(Comparator.comparingLong(MarginTransfer::timeMs));
        if (more.size() > MAX_TRANSFERS) {
            removeFirst(more, one -> one.withdrawal() == null);
        }
        return new AccountStory(positions, more, liquidations, valueUsd, valueAtMs, valueFromState);
    }

    /** New, or in the place of what was known of the same liquidation. */
    AccountStory plus(SeenLiquidation liquidation) {
        List<SeenLiquidation> more = new ArrayList<>(liquidations);
        more.removeIf(one -> one.liquidationId().equals(liquidation.liquidationId()));
        more.add(liquidation);
        if (more.size() > MAX_LIQUIDATIONS) {
            more.remove(0);
        }
        return new AccountStory(positions, transfers, more, valueUsd, valueAtMs, valueFromState);
    }

    /** Account states know better than position events, younger ones better than older ones. */
    AccountStory worth(BigDecimal usd, long timeMs, boolean fromState) {
        boolean better =
                valueUsd == null
                        || fromState && !valueFromState
                        || fromState == valueFromState && timeMs >= valueAtMs;
        return better && usd != null
                ? new AccountStory(positions, transfers, liquidations, usd, timeMs, fromState)
                : this;
    }

    /** What the account was worth before an outgoing transfer; null where unknown. */
    BigDecimal worthBefore(long timeMs, BigDecimal leftUsd) {
        if (valueUsd == null || valueAtMs < timeMs) {
            return valueUsd;
        }
        return valueUsd.add(leftUsd);
    }

    boolean knows(String transfer) {
        return transfers.stream().anyMatch(one -> one.identity().equals(transfer));
    }

    SeenLiquidation liquidation(String liquidationId) {
        for (SeenLiquidation one : liquidations) {
            if (one.liquidationId().equals(liquidationId)) {
                return one;
            }
        }
        return null;
    }

    private AccountStory withPositions(List<LargePosition> newPositions) {
        return new AccountStory(
                newPositions, transfers, liquidations, valueUsd, valueAtMs, valueFromState);
    }

    private static <T> List<T> kept(List<T> all, Predicate<T> counts) {
        return all.stream().allMatch(counts)
                ? all
                : new ArrayList<>(all.stream().filter(counts).toList());
    }

    /** The first of the dispensable ones, else the first. */
    private static <T> void removeFirst(List<T> all, Predicate<T> dispensable) {
        for (int i = 0; i < all.size(); i++) {
            if (dispensable.test(all.get(i))) {
                all.remove(i);
                return;
            }
        }
        all.remove(0);
    }
}
