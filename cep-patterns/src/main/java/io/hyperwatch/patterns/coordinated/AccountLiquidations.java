package io.hyperwatch.patterns.coordinated;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.patterns.incident.Detector;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The liquidations of one account; state of {@link CoordinatedCore}.
 *
 * <p>Those that began in the last 80 minutes of log time: an hour for the longest window, 10
 * minutes for fills that arrive late, 10 for a liquidation to go on after its first fill. Older
 * ones do not exist, whether they are still stored or not. Of more than 500 the earliest go; an
 * account with a position in each of the 162 coins hit on 10 October 2025 has a third of that.
 *
 * @param liquidations in the order of their first arrival
 */
public record AccountLiquidations(List<AccountLiquidation> liquidations) {

    static final int MAX_KEPT = 500;
    static final long REMEMBERED_MS = CoordinatedParameters.MAX_WINDOW_MS + 1_200_000;

    private static final long CLEAN_UP_STEP_MS = 60_000;

    static final AccountLiquidations NONE = new AccountLiquidations(List.of());

    static boolean remembers(long startMs, long logTimeMs) {
        return startMs >= logTimeMs - REMEMBERED_MS;
    }

    /** The liquidation of this fill has begun or grown by it. */
    AccountLiquidations plus(LiquidationFill fill, long logTimeMs) {
        List<AccountLiquidation> kept = new ArrayList<>(remembered(logTimeMs).liquidations());
        int known = 0;
        while (known < kept.size()
                && !kept.get(known).liquidationId().equals(fill.liquidationId())) {
            known++;
        }
        if (known < kept.size()) {
            kept.set(known, kept.get(known).grown(fill));
        } else {
            kept.add(AccountLiquidation.begun(fill));
        }
        if (kept.size() > MAX_KEPT) {
            int earliest = 0;
            for (int i = 1; i < kept.size(); i++) {
                if (kept.get(i).startMs() < kept.get(earliest).startMs()) {
                    earliest = i;
                }
            }
            kept.remove(earliest);
        }
        return new AccountLiquidations(kept);
    }

    AccountLiquidations remembered(long logTimeMs) {
        List<AccountLiquidation> kept = new ArrayList<>(liquidations.size() + 1);
        for (AccountLiquidation one : liquidations) {
            if (remembers(one.startMs(), logTimeMs)) {
                kept.add(one);
            }
        }
        return new AccountLiquidations(kept);
    }

    /** These are part of the evidence of an incident, with the value they have now. */
    AccountLiquidations told(Set<String> liquidationIds, String incidentId) {
        List<AccountLiquidation> marked = new ArrayList<>(liquidations);
        marked.replaceAll(
                one -> liquidationIds.contains(one.liquidationId()) ? one.told(incidentId) : one);
        return new AccountLiquidations(marked);
    }

    /**
     * The window that contains the start, holds the condition and ends latest; null when there is
     * none. For fills in order that is the one that ends with the start.
     *
     * @param withGuesses whether what is only inferred counts, where nothing confirms it
     */
    LiquidationWindow find(long startMs, CoordinatedParameters parameters, boolean withGuesses) {
        List<AccountLiquidation> byStart = members(parameters, withGuesses);
        LiquidationWindow found = null;
        int begin = 0;
        BigDecimal total = BigDecimal.ZERO;
        for (int end = 0; end < byStart.size(); end++) {
            AccountLiquidation last = byStart.get(end);
            total = total.add(last.valueUsd());
            long beginMs = last.startMs() - parameters.windowMs();
            if (beginMs > startMs) {
                break;
            }
            while (byStart.get(begin).startMs() < beginMs) {
                total = total.subtract(byStart.get(begin).valueUsd());
                begin++;
            }
            if (last.startMs() >= startMs && parameters.holds(end + 1 - begin, total)) {
                found = new LiquidationWindow(byStart.subList(begin, end + 1), total);
            }
        }
        return found;
    }

    /** When the earliest is to be removed, in steps of a minute. */
    long nextDeadlineMs() {
        long earliestMs = Detector.NEVER;
        for (AccountLiquidation one : liquidations) {
            earliestMs = Math.min(earliestMs, one.startMs());
        }
        return earliestMs == Detector.NEVER
                ? Detector.NEVER
                : (Math.floorDiv(earliestMs + REMEMBERED_MS, CLEAN_UP_STEP_MS) + 1)
                        * CLEAN_UP_STEP_MS;
    }

    /** By start, then by arrival. */
    private List<AccountLiquidation> members(
            CoordinatedParameters parameters, boolean withGuesses) {
        List<AccountLiquidation> members = new ArrayList<>();
        for (AccountLiquidation one : liquidations) {
            if (one.grade().compareTo(parameters.minGrade()) >= 0
                    && (!one.isGuess() || withGuesses && !isConfirmedElsewhere(one))) {
                members.add(one);
            }
        }
        members.sort(Comparator.comparingLong(AccountLiquidation::startMs));
        return members;
    }

    private boolean isConfirmedElsewhere(AccountLiquidation guess) {
        for (AccountLiquidation one : liquidations) {
            if (!one.isGuess() && one.touches(guess)) {
                return true;
            }
        }
        return false;
    }
}
