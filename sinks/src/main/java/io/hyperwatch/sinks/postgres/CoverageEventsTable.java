package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.CoverageEvent;

import java.util.List;
import java.util.Locale;

/** Table {@code coverage_events}, of all events but those about gaps: rows never change. */
public final class CoverageEventsTable {

    public static final PostgresTable<CoverageEvent> TABLE =
            new PostgresTable<>(
                    "coverage_events",
                    List.of("stream", "event_time", "kind", "sequence"),
                    List.of(
                            Column.text("stream", CoverageEvent::stream),
                            Column.time("event_time", CoverageEvent::timeMs),
                            Column.text(
                                    "kind", event -> event.kind().name().toLowerCase(Locale.ROOT)),
                            Column.text("reason", CoverageEvent::reason),
                            Column.decimal("expected", CoverageEvent::expected),
                            Column.decimal("actual", CoverageEvent::actual),
                            Column.text("detail", CoverageEvent::detail),
                            Column.text(
                                    "sequence", event -> TradesTable.sequence(event.provenance()))),
                    ConflictRule.keepFirst(),
                    Batching.PROMPT);

    private CoverageEventsTable() {}
}
