package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.AccountStateKind;
import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.PositionEvent;
import io.hyperwatch.events.PositionEventType;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;

import java.math.BigDecimal;

/**
 * What the rule needs of a record of one of four topics (position events, ledger, account states,
 * liquidations), flat; keyed by account. Whole records wait 10 s for their order, so what cannot
 * matter is left out before.
 *
 * @param kind what it says
 * @param account lower-case address
 * @param coin of positions and liquidations, else null
 * @param timeMs event time
 * @param receivedAtMs the bridge's clock
 * @param sequence place in its topic
 * @param identity of the record, for de-duplication
 * @param usd {@code POSITION}: worth of the position after it, 0 when closed; {@code TRANSFER}:
 *     what left the margin, negative for what reached it; {@code ACCOUNT_VALUE}: the value; {@code
 *     LIQUIDATION}: the liquidation so far
 * @param begins {@code POSITION}: opened or flipped, whatever was there before is over
 * @param accountValueUsd {@code POSITION}: the account's value as last known, or null
 * @param liquidationId {@code LIQUIDATION}: which one, else null
 */
public record AccountFact(
        FactKind kind,
        String account,
        String coin,
        long timeMs,
        long receivedAtMs,
        Sequence sequence,
        String identity,
        BigDecimal usd,
        boolean begins,
        BigDecimal accountValueUsd,
        String liquidationId) {

    /** Null where the position is too small for any permitted threshold and does not end. */
    public static AccountFact of(PositionEvent event) {
        BigDecimal worth = event.currentSize().abs().multiply(event.price());
        PositionEventType type = event.eventType();
        boolean flipped = type == PositionEventType.POSITION_FLIPPED;
        boolean ends = flipped || type == PositionEventType.POSITION_CLOSED;
        if (type == PositionEventType.UNKNOWN
                || !ends && worth.compareTo(WithdrawThenLiquidateParameters.MIN_OPENED_USD) < 0) {
            return null;
        }
        return fact(
                FactKind.POSITION,
                event.address(),
                event.coin(),
                event.timeMs(),
                event.eventId(),
                worth,
                flipped || type == PositionEventType.POSITION_OPENED,
                event.accountValueUsd(),
                null,
                event.provenance());
    }

    /** Null where nothing left or reached the margin of the account's perpetuals. */
    public static AccountFact of(LedgerEntry entry) {
        BigDecimal left = MarginTransfer.leftUsd(entry);
        if (left == null || left.signum() == 0) {
            return null;
        }
        return fact(
                FactKind.TRANSFER,
                entry.user(),
                null,
                entry.timeMs(),
                entry.identity(),
                left,
                false,
                null,
                null,
                entry.provenance());
    }

    /** Null unless it shows the account's perpetuals on the exchange's own dex. */
    public static AccountFact of(AccountState state) {
        boolean ownDex = state.dex() == null || state.dex().isEmpty();
        if (state.kind() != AccountStateKind.PERP || !ownDex || state.accountValue() == null) {
            return null;
        }
        return fact(
                FactKind.ACCOUNT_VALUE,
                state.user(),
                null,
                state.timeMs(),
                "state",
                state.accountValue(),
                false,
                null,
                null,
                state.provenance());
    }

    /** Null where it is not counted, history, or not confirmed. */
    public static AccountFact of(LiquidationFill fill) {
        if (!fill.counted()
                || fill.history()
                || fill.liquidatedUser() == null
                || fill.grade().compareTo(LiquidationGrade.CONFIRMED_FILL) < 0) {
            return null;
        }
        return fact(
                FactKind.LIQUIDATION,
                fill.liquidatedUser(),
                fill.coin(),
                fill.timeMs(),
                fill.identity(),
                fill.liquidationValueUsd(),
                false,
                null,
                fill.liquidationId(),
                fill.provenance());
    }

    /** Between facts of one event time: kind, then place in the topic. */
    public String order() {
        return "%d|%019d.%019d|%s"
                .formatted(kind.ordinal(), sequence.epochMs(), sequence.counter(), identity);
    }

    private static AccountFact fact(
            FactKind kind,
            String account,
            String coin,
            long timeMs,
            String identity,
            BigDecimal usd,
            boolean begins,
            BigDecimal accountValueUsd,
            String liquidationId,
            Provenance provenance) {
        return new AccountFact(
                kind,
                account,
                coin,
                timeMs,
                provenance.receivedAtMs(),
                provenance.sequence(),
                identity,
                usd,
                begins,
                accountValueUsd,
                liquidationId);
    }
}
