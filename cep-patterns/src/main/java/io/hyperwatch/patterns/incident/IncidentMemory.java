package io.hyperwatch.patterns.incident;

import io.hyperwatch.alerts.Severity;

import java.util.List;

/**
 * What one rule remembers of one subject; state of {@link IncidentCore}.
 *
 * @param open null when nothing goes on
 * @param recent the newest incidents, the open one too, at most 32 of them and of the versions they
 *     were judged by; oldest first
 */
public record IncidentMemory(OpenIncident open, List<ToldIncident> recent) {

    /**
     * An incident as far as its alert ids depend on it.
     *
     * @param ruleVersion of its opening or of an escalation
     * @param firstIdentity of its first evidence
     * @param severity the highest it was told with
     * @param shadow whether it was recorded only
     */
    public record ToldIncident(
            int ruleVersion, String firstIdentity, Severity severity, boolean shadow) {}
}
