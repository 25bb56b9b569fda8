package io.hyperwatch.patterns.withdrawal;

import io.hyperwatch.events.LedgerEntry;
import io.hyperwatch.json.CanonicalJson;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Money that left or reached the margin of an account's perpetuals; part of {@link AccountStory}.
 *
 * @param identity of the ledger entry
 * @param timeMs event time
 * @param leftUsd negative for what reached it
 * @param valueBeforeUsd what the account was worth before it, null where unknown or not needed
 * @param withdrawal the withdrawal that it completed, or null
 */
public record MarginTransfer(
        String identity,
        long timeMs,
        BigDecimal leftUsd,
        BigDecimal valueBeforeUsd,
        Withdrawal withdrawal) {

    /**
     * A stretch of transfers over which enough of the account's value left.
     *
     * @param fromMs event time of its first transfer
     * @param usd what left and did not come back within it
     * @param accountValueUsd what the account was worth before it
     * @param transfers how many took something out
     * @param minPct parameter in force at its last transfer
     */
    public record Withdrawal(
            long fromMs,
            BigDecimal usd,
            BigDecimal accountValueUsd,
            int transfers,
            BigDecimal minPct) {}

    boolean isOut() {
        return leftUsd.signum() > 0;
    }

    MarginTransfer with(Withdrawal newWithdrawal) {
        return new MarginTransfer(identity, timeMs, leftUsd, valueBeforeUsd, newWithdrawal);
    }

    /**
     * What left the margin of the account's perpetuals on the exchange's own dex, negative for what
     * reached it; null where an entry says nothing of it.
     */
    static BigDecimal leftUsd(LedgerEntry entry) {
        return switch (entry.type()) {
            case "withdraw" -> entry.usdc();
            case "deposit" -> negated(entry.usdc());
            case "accountClassTransfer" -> signed(entry.usdc(), entry.toPerp());
            case "internalTransfer", "subAccountTransfer" ->
                    entry.user().equals(entry.counterparty())
                            ? null
                            : signed(entry.usdc(), entry.incoming());
            case "vaultCreate", "vaultDeposit" -> signed(entry.usdc(), isVault(entry));
            case "vaultWithdraw", "vaultDistribution" -> signed(entry.usdc(), !isVault(entry));
            case "send" -> sent(entry);
            default -> null;
        };
    }

    /** Between the halves, dexes and accounts; which halves only the entry itself says. */
    private static BigDecimal sent(LedgerEntry entry) {
        if (!(CanonicalJson.read(entry.delta()) instanceof Map<?, ?> delta)
                || !(delta.get("sourceDex") instanceof String source)
                || !(delta.get("destinationDex") instanceof String destination)) {
            return null;
        }
        boolean toOneself = entry.user().equals(entry.counterparty());
        boolean incoming = Boolean.TRUE.equals(entry.incoming());
        boolean left = !incoming && source.isEmpty();
        boolean reached = (incoming || toOneself) && destination.isEmpty();
        BigDecimal usd = entry.usdcValue() == null ? entry.amount() : entry.usdcValue();
        return left == reached ? null : signed(usd, reached);
    }

    private static boolean isVault(LedgerEntry entry) {
        return entry.user().equals(entry.vault());
    }

    private static BigDecimal signed(BigDecimal usd, Boolean reached) {
        if (reached == null) {
            return null;
        }
        return reached ? negated(usd) : usd;
    }

    private static BigDecimal negated(BigDecimal usd) {
        return usd == null ? null : usd.negate();
    }
}
