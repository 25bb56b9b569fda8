package io.hyperwatch.sinks.postgres;

import io.hyperwatch.events.LiquidationFill;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Table {@code liquidations}: the higher revision wins; what is once known of the other side of a
 * fill stays known.
 */
public final class LiquidationsTable {

    public static final PostgresTable<LiquidationFill> TABLE =
            new PostgresTable<>(
                    "liquidations",
                    List.of("coin", "liquidation_time", "tid"),
                    List.of(
                            Column.text("coin", LiquidationFill::coin),
                            Column.time("liquidation_time", LiquidationFill::timeMs),
                            Column.bigint("tid", LiquidationFill::tid),
                            Column.text("liquidation_id", LiquidationFill::liquidationId),
                            Column.text("liquidated_user", LiquidationFill::liquidatedUser),
                            Column.text("counterparty", LiquidationFill::counterparty),
                            Column.text("position_side", fill -> lowerCase(fill.positionSide())),
                            Column.decimal("price", LiquidationFill::price),
                            Column.decimal("size", LiquidationFill::size),
                            Column.decimal("value_usd", LiquidationFill::valueUsd),
                            Column.decimal("mark_price", LiquidationFill::markPrice),
                            Column.decimal("closed_pnl", LiquidationFill::closedPnl),
                            Column.integer("leverage", LiquidationFill::leverage),
                            Column.text("hash", LiquidationFill::hash),
                            Column.text("method", fill -> lowerCase(fill.method())),
                            Column.text("grade", fill -> lowerCase(fill.grade())),
                            Column.text("source", fill -> TradesTable.source(fill.provenance())),
                            Column.integer("revision", LiquidationFill::revision)),
                    ConflictRule.higherRevision(
                            LiquidationFill::revision,
                            Map.of(
                                    "counterparty", newerIfKnown("counterparty"),
                                    "closed_pnl", newerIfKnown("closed_pnl"),
                                    "leverage", newerIfKnown("leverage")),
                            LiquidationsTable::carry),
                    Batching.PROMPT);

    private LiquidationsTable() {}

    private static String newerIfKnown(String column) {
        return "coalesce(excluded.%1$s, stored.%1$s)".formatted(column);
    }

    private static LiquidationFill carry(LiquidationFill older, LiquidationFill newer) {
        return new LiquidationFill(
                newer.liquidationId(),
                newer.coin(),
                newer.timeMs(),
                newer.tid(),
                newer.liquidatedUser(),
                newer.counterparty() == null ? older.counterparty() : newer.counterparty(),
                newer.positionSide(),
                newer.price(),
                newer.size(),
                newer.markPrice(),
                newer.closedPnl() == null ? older.closedPnl() : newer.closedPnl(),
                newer.leverage() == null ? older.leverage() : newer.leverage(),
                newer.hash(),
                newer.method(),
                newer.grade(),
                newer.liquidationStartMs(),
                newer.liquidationFillCount(),
                newer.liquidationValueUsd(),
                newer.counted(),
                newer.history(),
                newer.revision(),
                newer.provenance());
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
