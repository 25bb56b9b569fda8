package io.hyperwatch.patterns.cascade;

/**
 * The liquidations that began within a closed interval of event time and hold the condition. Part
 * of {@link CascadeProgress}: the largest of an incident.
 *
 * @param fromMs first millisecond
 * @param endMs last millisecond, the start of a liquidation
 * @param sum of all that count
 * @param confirmed of those that are confirmed
 */
public record CascadeWindow(long fromMs, long endMs, StartSum sum, StartSum confirmed) {

    /**
     * @param other null for none
     */
    boolean isWorthMoreThan(CascadeWindow other) {
        return other == null || sum.totalUsd().compareTo(other.sum.totalUsd()) > 0;
    }

    boolean countsInferred() {
        return sum.count() > confirmed.count();
    }
}
