package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.Candle;

import java.util.List;

/** Table {@code candles}: the higher revision wins. */
public final class CandlesTable {

    public static final PostgresTable<Candle> TABLE =
            new PostgresTable<>(
                    "candles",
                    List.of("coin", "interval", "open_time"),
                    List.of(
                            Column.text("coin", Candle::coin),
                            Column.text("interval", Candle::interval),
                            Column.time("open_time", Candle::openTimeMs),
                            Column.time("close_time", Candle::closeTimeMs),
                            Column.decimal("open", Candle::open),
                            Column.decimal("high", Candle::high),
                            Column.decimal("low", Candle::low),
                            Column.decimal("close", Candle::close),
                            Column.decimal("volume", Candle::volume),
                            Column.bigint("trade_count", Candle::tradeCount),
                            Column.bool("is_final", Candle::isFinal),
                            Column.bool("complete", Candle::complete),
                            Column.integer("revision", Candle::revision)),
                    ConflictRule.higherRevision(Candle::revision),
                    Batching.BULK);

    private CandlesTable() {}
}
