package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.events.AccountState;
import io.hyperwatch.events.AccountStateKind;
import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Provenance;

import java.math.BigDecimal;
import java.util.List;

/** Records of the topics the rule reads, with what it needs of them. */
final class Records {

    private Records() {}

    static LedgerEntry ledger(
            String user, long timeMs, String hash, String type, String usdc, Provenance from) {
        return ledger(user, timeMs, hash, type, usdc, null, null, null, null, null, from);
    }

    static LedgerEntry ledger(
            String user,
            long timeMs,
            String hash,
            String type,
            String usdc,
            String counterparty,
            Boolean incoming,
            String vault,
            Boolean toPerp,
            String delta,
            Provenance from) {
        return new LedgerEntry(
                user,
                timeMs,
                hash,
                type,
                new BigDecimal(usdc),
                null,
                null,
                null,
                null,
                counterparty,
                incoming,
                vault,
                toPerp,
                null,
                null,
                null,
                null,
                null,
                delta,
                from);
    }

    static AccountState state(String user, long timeMs, String dex, String value, Provenance from) {
        return new AccountState(
                AccountStateKind.PERP,
                user,
                dex,
                timeMs,
                new BigDecimal(value),
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                from);
    }

    static LiquidationFill liquidation(
            String user,
            String coin,
            String id,
            long timeMs,
            long tid,
            LiquidationGrade grade,
            boolean counted,
            Provenance from) {
        return new LiquidationFill(
                id,
                coin,
                timeMs,
                tid,
                user,
                null,
                PositionSide.LONG,
                new BigDecimal("1915"),
                new BigDecimal("1000"),
                null,
                null,
                null,
                "0xhash",
                LiquidationMethod.BACKSTOP,
                grade,
                timeMs,
                1,
                new BigDecimal("1915000"),
                counted,
                from.receivedAtMs() - timeMs > 600_000,
                1,
                from);
    }
}
