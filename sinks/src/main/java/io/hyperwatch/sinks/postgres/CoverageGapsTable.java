package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.CoverageEvent;

import java.util.List;

/** Table {@code coverage_gaps}, of events about gaps only: the higher revision wins. */
public final class CoverageGapsTable {

    public static final PostgresTable<CoverageEvent> TABLE =
            new PostgresTable<>(
                    "coverage_gaps",
                    List.of("stream", "gap_start"),
                    List.of(
                            Column.text("stream", CoverageEvent::stream),
                            Column.time("gap_start", CoverageEvent::gapStartMs),
                            Column.time("gap_end", CoverageEvent::gapEndMs),
                            Column.text("reason", CoverageEvent::reason),
                            Column.bigint("backfilled", CoverageEvent::backfilled),
                            Column.text("closed_by", CoverageEvent::closedBy),
                            Column.integer("revision", CoverageEvent::revision)),
                    ConflictRule.higherRevision(CoverageEvent::revision),
                    Batching.PROMPT);

    private CoverageGapsTable() {}
}
