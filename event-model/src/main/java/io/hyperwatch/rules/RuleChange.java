package io.hyperwatch.rules;

/**
 * One version of a rule, topic {@code hyperwatch.rules.v1}, keyed {@code rule/scope/version}, and
 * table {@code rules}. Never changes once written; a later one takes its place.
 *
 * @param rule id of the rule, such as {@code flash-loan}
 * @param scope see {@link RuleScope}
 * @param version from 1, rising at least within the scope: an alert has that of the narrowest
 *     change it was judged by
 * @param parameters canonical JSON object: those that differ from the wider scope's; the rest is
 *     the wider scope's, at last the defaults
 * @param state what the rule does from then on
 * @param effectiveFromMs event time from which it is in force, at least 5 s ahead of its writing
 * @param changedBy who wrote it, for people
 */
public record RuleChange(
        String rule,
        String scope,
        int version,
        String parameters,
        RuleState state,
        long effectiveFromMs,
        String changedBy) {

    /** Key of the Kafka record. */
    public String key() {
        return rule + "/" + scope + "/" + version;
    }
}
