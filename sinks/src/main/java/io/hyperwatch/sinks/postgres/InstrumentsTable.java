package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.Instrument;

import java.util.List;
import java.util.Locale;

/** Table {@code instruments}: what was learned last wins. */
public final class InstrumentsTable {

    public static final PostgresTable<Instrument> TABLE =
            new PostgresTable<>(
                    "instruments",
                    List.of("coin"),
                    List.of(
                            Column.text("coin", Instrument::coin),
                            Column.text("dex", Instrument::dex),
                            Column.text("display_name", Instrument::displayName),
                            Column.integer("sz_decimals", Instrument::szDecimals),
                            Column.integer("max_leverage", Instrument::maxLeverage),
                            Column.bool("is_delisted", Instrument::isDelisted),
                            Column.text(
                                    "kind",
                                    instrument ->
                                            instrument.kind().name().toLowerCase(Locale.ROOT)),
                            Column.time("updated_at", Instrument::timeMs)),
                    ConflictRule.later("updated_at", Instrument::timeMs),
                    Batching.BULK);

    private InstrumentsTable() {}
}
