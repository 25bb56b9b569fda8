package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Trade;

import java.util.List;

/** Table {@code trades}: a trade never changes, however often and wherever it is seen. */
public final class TradesTable {

    public static final PostgresTable<Trade> TABLE =
            new PostgresTable<>(
                    "trades",
                    List.of("coin", "trade_time", "tid"),
                    List.of(
                            Column.text("coin", Trade::coin),
                            Column.time("trade_time", Trade::timeMs),
                            Column.bigint("tid", Trade::tid),
                            Column.text("side", trade -> trade.side().name()),
                            Column.decimal("price", Trade::price),
                            Column.decimal("size", Trade::size),
                            Column.decimal("value_usd", Trade::valueUsd),
                            Column.text("buyer", Trade::buyer),
                            Column.text("seller", Trade::seller),
                            Column.text("hash", Trade::hash),
                            Column.text("sequence", trade -> sequence(trade.provenance())),
                            Column.text("source", trade -> source(trade.provenance()))),
                    ConflictRule.keepFirst(),
                    Batching.BULK);

    private TradesTable() {}

    static String sequence(Provenance provenance) {
        return provenance == null ? null : provenance.sequence().toString();
    }

    static String source(Provenance provenance) {
        return provenance == null ? null : provenance.source().wireName();
    }
}
