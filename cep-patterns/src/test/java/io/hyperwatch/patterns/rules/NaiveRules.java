package io.hyperwatch.patterns.rules;

import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.rules.RuleState;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which parameters are in force, by looking through all changes each time. */
public final class NaiveRules {

    /** What is in force. */
    public record NaiveRule(int version, RuleState state, Map<String, Object> parameters) {

        public BigDecimal decimal(String name) {
            return new BigDecimal(parameters.get(name).toString());
        }

        public long number(String name) {
            return decimal(name).longValueExact();
        }

        public String text(String name) {
            return parameters.get(name).toString();
        }
    }

    private final RuleDefinition<?> definition;
    private final List<RuleChange> changes;
    private final Map<String, Object> defaults = new HashMap<>();

    public NaiveRules(RuleDefinition<?> definition, List<RuleChange> changes) {
        this.definition = definition;
        this.changes = changes;
        overlay(defaults, definition.seed().parameters());
    }

    /** With its defaults only. */
    public static NaiveRules defaults(RuleDefinition<?> definition) {
        return new NaiveRules(definition, List.of());
    }

    /**
     * @param timeMs event time of the record, at most the log time
     */
    public NaiveRule at(String coin, String account, long timeMs) {
        Map<String, Object> parameters = new HashMap<>(defaults);
        int version = 1;
        RuleState state = definition.state();
        for (String scope : new String[] {"*", "coin:" + coin, "account:" + account}) {
            RuleChange newest = null;
            for (RuleChange change : changes) {
                if (change.scope().equals(scope)
                        && change.effectiveFromMs() <= timeMs
                        && (newest == null
                                || change.effectiveFromMs() > newest.effectiveFromMs()
                                || change.effectiveFromMs() == newest.effectiveFromMs()
                                        && change.version() > newest.version())) {
                    newest = change;
                }
            }
            if (newest != null) {
                overlay(parameters, newest.parameters());
                version = newest.version();
                state = newest.state();
            }
        }
        return new NaiveRule(version, state, parameters);
    }

    private static void overlay(Map<String, Object> parameters, String json) {
        ((Map<?, ?>) CanonicalJson.read(json))
                .forEach((name, value) -> parameters.put((String) name, value));
    }
}
