package io.hyperwatch.cli;

import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.catalog.RuleCatalog;
import io.hyperwatch.patterns.rules.RuleDefinition;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleScope;
import io.hyperwatch.rules.RuleState;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What the changes of the rules so far say, and what the next one is. A change that the jobs refuse
 * takes its version and nothing else: other tools may write such.
 *
 * @param log as it stands in the topic
 */
record RuleEdits(List<RuleChange> log) {

    /**
     * Ahead of the data by this much, so that every detector knows a change before it is in force.
     */
    static final long MIN_AHEAD_MS = 5_000;

    /**
     * A change of what is in force now or later in the scope.
     *
     * @param parameters those that change, by name; empty for none
     * @param state null to leave it
     * @param effectiveFromMs at least 5 s after now
     * @throws WrongCallException with the reason, when the change would be refused
     */
    RuleChange next(
            String rule,
            String scope,
            Map<String, Object> parameters,
            RuleState state,
            long effectiveFromMs,
            String changedBy,
            long nowMs) {
        RuleDefinition<?> definition;
        try {
            definition = RuleCatalog.definition(rule);
        } catch (IllegalArgumentException e) {
            throw new WrongCallException(e.getMessage());
        }
        if (effectiveFromMs < nowMs + MIN_AHEAD_MS) {
            throw new WrongCallException(
                    "--effective-from must be at least %d s ahead of now (%s)"
                            .formatted(MIN_AHEAD_MS / 1_000, CanonicalJson.time(nowMs)));
        }
        RuleChange before = newest(rule, scope);
        RuleChange wider = before == null ? newest(rule, RuleScope.ALL) : before;
        Map<String, Object> merged = CanonicalJson.object();
        if (before != null) {
            parameters(before).forEach((name, value) -> merged.put((String) name, value));
        }
        merged.putAll(parameters);
        RuleChange next =
                new RuleChange(
                        rule,
                        scope,
                        highestVersion(rule) + 1,
                        CanonicalJson.write(merged),
                        state != null ? state : wider == null ? definition.state() : wider.state(),
                        effectiveFromMs,
                        changedBy);
        try {
            RuleCatalog.check(next);
        } catch (IllegalArgumentException e) {
            throw new WrongCallException(e.getMessage());
        }
        return next;
    }

    /** In force at a time, one for each rule and scope, and those that are to come. */
    List<RuleChange> inForceOrComing(long nowMs) {
        List<RuleChange> accepted = accepted();
        List<RuleChange> all = new ArrayList<>();
        for (RuleChange change : accepted) {
            RuleChange current = inForce(accepted, change.rule(), change.scope(), nowMs);
            if (change.equals(current) || change.effectiveFromMs() > nowMs) {
                all.add(change);
            }
        }
        all.sort(
                Comparator.comparing(RuleChange::rule)
                        .thenComparing(RuleChange::scope)
                        .thenComparingLong(RuleChange::effectiveFromMs)
                        .thenComparingInt(RuleChange::version));
        return all;
    }

    /** Narrower scopes of the rule whose own state is another: theirs goes over this one's. */
    List<String> overridesBeside(RuleChange written) {
        return written.scope().equals(RuleScope.ALL)
                ? log.stream()
                        .filter(change -> change.rule().equals(written.rule()))
                        .map(RuleChange::scope)
                        .filter(scope -> !scope.equals(RuleScope.ALL))
                        .distinct()
                        .sorted()
                        .filter(scope -> newest(written.rule(), scope).state() != written.state())
                        .toList()
                : List.of();
    }

    /** Whether this change is the one that the log knows under its rule and version. */
    boolean isFirstOfItsVersion(RuleChange written) {
        return log.stream()
                .filter(
                        change ->
                                change.rule().equals(written.rule())
                                        && change.version() == written.version())
                .findFirst()
                .filter(written::equals)
                .isPresent();
    }

    /** Whether the jobs go by it. */
    static boolean isAccepted(RuleChange change) {
        try {
            RuleCatalog.check(change);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private List<RuleChange> accepted() {
        return log.stream().filter(RuleEdits::isAccepted).toList();
    }

    private static RuleChange inForce(
            List<RuleChange> accepted, String rule, String scope, long nowMs) {
        return accepted.stream()
                .filter(change -> change.rule().equals(rule) && change.scope().equals(scope))
                .filter(change -> change.effectiveFromMs() <= nowMs)
                .max(
                        Comparator.comparingLong(RuleChange::effectiveFromMs)
                                .thenComparingInt(RuleChange::version))
                .orElse(null);
    }

    /** The one written last, which the next one goes on from. */
    private RuleChange newest(String rule, String scope) {
        return accepted().stream()
                .filter(change -> change.rule().equals(rule) && change.scope().equals(scope))
                .max(Comparator.comparingInt(RuleChange::version))
                .orElse(null);
    }

    private int highestVersion(String rule) {
        return log.stream()
                .filter(change -> change.rule().equals(rule))
                .mapToInt(RuleChange::version)
                .max()
                .orElse(RuleDefinition.FIRST_VERSION);
    }

    private static Map<?, ?> parameters(RuleChange change) {
        return (Map<?, ?>) CanonicalJson.read(change.parameters());
    }
}
