package io.hyperwatch.sinks.postgres;

import java.util.List;

/** Table {@code vault_snapshots}: a snapshot never changes. */
public final class VaultSnapshotsTable {

    public static final PostgresTable<StoredVaultSnapshot> TABLE =
            new PostgresTable<>(
                    "vault_snapshots",
                    List.of("vault", "snapshot_time"),
                    List.of(
                            Column.text("vault", StoredVaultSnapshot::vault),
                            Column.time("snapshot_time", StoredVaultSnapshot::timeMs),
                            Column.text("parent", StoredVaultSnapshot::parent),
                            Column.text("name", StoredVaultSnapshot::name),
                            Column.decimal("account_value", StoredVaultSnapshot::accountValue),
                            Column.decimal("pnl_24h", StoredVaultSnapshot::pnl24h),
                            Column.decimal("drawdown_pct", StoredVaultSnapshot::drawdownPct),
                            Column.decimal("z_score", StoredVaultSnapshot::zScore),
                            Column.decimal("sharpe", StoredVaultSnapshot::sharpe),
                            Column.decimal("anomaly_score", StoredVaultSnapshot::anomalyScore)),
                    ConflictRule.keepFirst(),
                    Batching.PROMPT);

    private VaultSnapshotsTable() {}
}
