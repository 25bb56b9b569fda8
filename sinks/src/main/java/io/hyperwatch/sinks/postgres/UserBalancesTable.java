package io.hyperwatch.sinks.postgres;

import java.util.List;

/** Table {@code user_balances}: the later state wins. */
public final class UserBalancesTable {

    public static final PostgresTable<StoredBalance> TABLE =
            new PostgresTable<>(
                    "user_balances",
                    List.of("address", "token"),
                    List.of(
                            Column.text("address", StoredBalance::address),
                            Column.text("token", StoredBalance::token),
                            Column.decimal("total", StoredBalance::total),
                            Column.decimal("hold", StoredBalance::hold),
                            Column.time("updated_at", StoredBalance::updatedAtMs)),
                    ConflictRule.later("updated_at", StoredBalance::updatedAtMs),
                    Batching.BULK);

    private UserBalancesTable() {}
}
