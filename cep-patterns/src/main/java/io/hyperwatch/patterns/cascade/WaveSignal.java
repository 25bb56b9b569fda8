package io.hyperwatch.patterns.cascade;

import java.math.BigDecimal;

/**
 * A wave of a cascade: a run of liquidations without a long gap that reaches the rule's thresholds
 * by itself. Flat, as CEP wants it; stamped with log time.
 *
 * @param incidentId the incident it belongs to
 * @param coin exact name on the exchange
 * @param inferred whether inferred liquidations count: where an override differs from the rule for
 *     all, a coin may have an incident of either kind at a time
 * @param wave number in its series, from 1
 * @param startedAtMs when its first liquidation began
 * @param timeMs of the fill at which it was one
 * @param liquidations by then
 * @param totalUsd by then
 * @param riskScore of the window at that fill
 * @param wavePoints what each further wave of a series adds to the risk, as the rule has it
 */
public record WaveSignal(
        String incidentId,
        String coin,
        boolean inferred,
        int wave,
        long startedAtMs,
        long timeMs,
        int liquidations,
        BigDecimal totalUsd,
        BigDecimal riskScore,
        int wavePoints) {

    /** A series has no more signals than this, so a coin has no more in 30 minutes. */
    public static final int MAX_WAVES = 10;

    /** What tells one series of waves from those beside it: a key of its own for each. */
    public String series() {
        return inferred ? coin + "|inferred" : coin;
    }
}
