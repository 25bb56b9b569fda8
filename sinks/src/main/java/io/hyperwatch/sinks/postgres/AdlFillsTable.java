package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.Fill;

import java.util.List;

/**
 * Table {@code adl_fills}, of the account that was deleveraged, never of the one in default: so one
 * view of a trade, which never changes.
 */
public final class AdlFillsTable {

    public static final PostgresTable<Fill> TABLE =
            new PostgresTable<>(
                    "adl_fills",
                    List.of("coin", "adl_time", "tid"),
                    List.of(
                            Column.text("coin", Fill::coin),
                            Column.time("adl_time", Fill::timeMs),
                            Column.bigint("tid", Fill::tid),
                            Column.text("user_address", Fill::user),
                            Column.text("side", fill -> fill.side().name()),
                            Column.decimal("price", Fill::price),
                            Column.decimal("size", Fill::size),
                            Column.decimal("value_usd", Fill::valueUsd),
                            Column.decimal("closed_pnl", Fill::closedPnl)),
                    ConflictRule.keepFirst(),
                    Batching.PROMPT);

    private AdlFillsTable() {}
}
