package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.FundingRate;

import java.util.List;

/** Table {@code funding_rates}: a settled rate never changes. */
public final class FundingRatesTable {

    public static final PostgresTable<FundingRate> TABLE =
            new PostgresTable<>(
                    "funding_rates",
                    List.of("coin", "funding_time"),
                    List.of(
                            Column.text("coin", FundingRate::coin),
                            Column.time("funding_time", FundingRate::timeMs),
                            Column.decimal("rate", FundingRate::rate),
                            Column.decimal("premium", FundingRate::premium)),
                    ConflictRule.keepFirst(),
                    Batching.BULK);

    private FundingRatesTable() {}
}
