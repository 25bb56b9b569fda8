package io.hyperwatch.patterns.oracle;

import java.math.BigDecimal;

/**
 * A step in a breach of one coin, from its beginning to its recovery; flat, as CEP wants it. The
 * breaches of a coin do not overlap, so its signals tell them one after the other.
 *
 * @param kind which step
 * @param incidentId the incident the breach belongs to; an incident may have several
 * @param coin exact name on the exchange
 * @param startedAtMs when the breach began
 * @param timeMs time of the record, or the deadline itself
 * @param deviationPct the newest deviation, in percent, 6 digits
 * @param peakDeviationPct the largest of the breach
 * @param sustainedSeconds how long it has lasted, whole seconds
 */
public record BreachSignal(
        BreachKind kind,
        String incidentId,
        String coin,
        long startedAtMs,
        long timeMs,
        BigDecimal deviationPct,
        BigDecimal peakDeviationPct,
        int sustainedSeconds) {}
