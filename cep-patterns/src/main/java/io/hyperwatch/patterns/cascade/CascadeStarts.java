package io.hyperwatch.patterns.cascade;

/**
 * When the liquidations that count began, for one judgement.
 *
 * @param inferred null where inferred ones do not count
 * @param oldestMs what began before does not exist any more
 */
record CascadeStarts(StartTree confirmed, StartTree inferred, long oldestMs) {

    /** Those of a closed interval. */
    StartSum between(long fromMs, long toMs) {
        StartSum sum = confirmedBetween(fromMs, toMs);
        return inferred == null
                ? sum
                : sum.plus(inferred.between(Math.max(fromMs, oldestMs), toMs));
    }

    StartSum confirmedBetween(long fromMs, long toMs) {
        return confirmed.between(Math.max(fromMs, oldestMs), toMs);
    }

    /**
     * Of the windows that end with a start, contain the one given and hold the condition, the one
     * that ends latest.
     *
     * @param startMs when the judged liquidation began
     * @param newestMs no liquidation began later
     * @return null when none holds
     */
    CascadeWindow latest(long startMs, long newestMs, CascadeParameters rule) {
        long toMs = Math.min(newestMs, startMs + rule.windowMs());
        if (between(toMs, toMs).count() > 0) {
            CascadeWindow newest = window(toMs, rule);
            if (newest != null || toMs == startMs) {
                return newest;
            }
        }
        return latestEnding(startMs, toMs, rule);
    }

    /** Halves the time until one millisecond is left; what cannot hold is not looked into. */
    private CascadeWindow latestEnding(long fromMs, long toMs, CascadeParameters rule) {
        if (!rule.holds(between(fromMs - rule.windowMs(), toMs))
                || between(fromMs, toMs).count() == 0) {
            return null;
        }
        if (fromMs == toMs) {
            return window(toMs, rule);
        }
        long middleMs = fromMs + (toMs - fromMs) / 2;
        CascadeWindow later = latestEnding(middleMs + 1, toMs, rule);
        return later != null ? later : latestEnding(fromMs, middleMs, rule);
    }

    private CascadeWindow window(long endMs, CascadeParameters rule) {
        long fromMs = endMs - rule.windowMs();
        StartSum sum = between(fromMs, endMs);
        if (!rule.holds(sum)) {
            return null;
        }
        StartSum sure = inferred == null ? sum : confirmedBetween(fromMs, endMs);
        return new CascadeWindow(Math.max(fromMs, oldestMs), endMs, sum, sure);
    }
}
