package io.hyperwatch.testbed.incidents;

import io.hyperwatch.alerts.Severity;

import java.util.List;

/**
 * An incident with its known answer.
 *
 * @param name date and what it was about
 * @param story one sentence
 * @param log what the bridge would have written
 * @param expected what must fire
 * @param consequences subjects of rules that may fire as well, as {@code rule subject}; {@code *}
 *     at the end for all that begin so: true of what happened, but not what the incident is told by
 * @param loudest anything louder that is neither expected nor a consequence is a false alarm; null
 *     where any alert at all is one
 * @param maxAlerts a reader must not get more than so many in all
 */
public record IncidentScenario(
        String name,
        String story,
        MarketLog log,
        List<Expected> expected,
        List<String> consequences,
        Severity loudest,
        int maxAlerts) {

    /**
     * An alert that must come.
     *
     * @param rule its rule
     * @param subject its subject
     * @param atLeast its severity, reached by opening or escalating
     * @param onsetMs event time from which the facts hold
     * @param latestMs event time at which it must have come
     */
    public record Expected(
            String rule, String subject, Severity atLeast, long onsetMs, long latestMs) {}

    /** Whether an alert of this rule about this subject is a consequence of what happened. */
    boolean mayTell(String rule, String subject) {
        String said = rule + " " + subject;
        return consequences.stream()
                .anyMatch(
                        one ->
                                one.endsWith("*")
                                        ? said.startsWith(one.substring(0, one.length() - 1))
                                        : said.equals(one));
    }
}
