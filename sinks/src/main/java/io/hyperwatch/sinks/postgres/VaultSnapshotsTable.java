package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.VaultSnapshot;

import java.util.List;

/**
 * Table {@code vault_snapshots}: a snapshot never changes. The columns of statistics are not
 * written here; they stay null until a rule judges the vault.
 */
public final class VaultSnapshotsTable {

    public static final PostgresTable<VaultSnapshot> TABLE =
            new PostgresTable<>(
                    "vault_snapshots",
                    List.of("vault", "snapshot_time"),
                    List.of(
                            Column.text("vault", VaultSnapshot::vault),
                            Column.time("snapshot_time", VaultSnapshot::timeMs),
                            Column.text("parent", VaultSnapshot::parent),
                            Column.text("name", VaultSnapshot::name),
                            Column.decimal("account_value", VaultSnapshot::accountValue),
                            Column.decimal("pnl_24h", VaultSnapshot::pnl24h)),
                    ConflictRule.keepFirst(),
                    Batching.PROMPT);

    private VaultSnapshotsTable() {}
}
