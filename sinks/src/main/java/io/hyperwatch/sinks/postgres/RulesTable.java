package io.hyperwatch.sinks.postgres;

import io.hyperwatch.rules.RuleChange;

import java.util.List;

/** Table {@code rules}: a version never changes. */
public final class RulesTable {

    public static final PostgresTable<RuleChange> TABLE =
            new PostgresTable<>(
                    "rules",
                    List.of("rule", "scope", "version"),
                    List.of(
                            Column.text("rule", RuleChange::rule),
                            Column.text("scope", RuleChange::scope),
                            Column.integer("version", RuleChange::version),
                            Column.json("parameters", RuleChange::parameters),
                            Column.text("state", change -> change.state().wireName()),
                            Column.time("effective_from", RuleChange::effectiveFromMs),
                            Column.text("changed_by", RuleChange::changedBy)),
                    ConflictRule.keepFirst(),
                    Batching.PROMPT);

    private RulesTable() {}
}
