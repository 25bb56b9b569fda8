package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;
import java.util.List;

/**
 * An entry of an account's ledger other than funding, topic {@code hl.ledger.v1}, keyed by user:
 * deposits, withdrawals, transfers, vault movements, liquidations. The fields are what the types
 * share; null where a type has no such thing. {@code delta} holds the whole entry.
 *
 * @param user lower-case address
 * @param timeMs of the entry, epoch milliseconds; of receipt on {@link #LIQUIDATION_EVENT}
 * @param hash transaction hash, null on {@link #LIQUIDATION_EVENT}
 * @param type the exchange's name: {@code deposit}, {@code withdraw}, {@code vaultDeposit}, …
 * @param usdc amount in USDC, without sign; what was paid out on {@code vaultWithdraw}
 * @param token {@code HYPE}, …
 * @param amount in tokens
 * @param usdcValue value of the amount, in USD
 * @param fee in USDC, or in the token of the entry
 * @param counterparty the other account of a transfer, lower-case address
 * @param incoming whether a transfer came from the counterparty
 * @param vault lower-case address
 * @param toPerp whether a transfer between the account's own halves went to the perpetuals
 * @param nonce of the action; the liquidation's id on {@link #LIQUIDATION_EVENT}
 * @param liquidatedNotional {@code liquidation}: value of the liquidated positions, in USD
 * @param accountValue {@code liquidation}: in USD
 * @param leverageType {@code liquidation}: {@code Cross} or {@code Isolated}
 * @param liquidatedPositions {@code liquidation}: what was taken
 * @param delta the exchange's own object, as JSON text
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record LedgerEntry(
        String user,
        long timeMs,
        String hash,
        String type,
        BigDecimal usdc,
        String token,
        BigDecimal amount,
        BigDecimal usdcValue,
        BigDecimal fee,
        String counterparty,
        Boolean incoming,
        String vault,
        Boolean toPerp,
        Long nonce,
        BigDecimal liquidatedNotional,
        BigDecimal accountValue,
        String leverageType,
        List<LiquidatedPosition> liquidatedPositions,
        String delta,
        Provenance provenance) {

    /** An account was liquidated: the ledger's own word for it. */
    public static final String LIQUIDATION = "liquidation";

    /**
     * Type of what {@code userEvents} says about a liquidation: the same event as an entry of type
     * {@link #LIQUIDATION}, without time and hash. Never count both.
     */
    public static final String LIQUIDATION_EVENT = "liquidationEvent";

    /**
     * One position that was liquidated.
     *
     * @param coin exact name on the exchange
     * @param size signed, in coins
     */
    public record LiquidatedPosition(String coin, BigDecimal size) {}

    /** Identity for de-duplication of ledger entries. */
    public String identity() {
        return user + "|" + timeMs + "|" + hash + "|" + type;
    }

    public LedgerEntry withProvenance(Provenance newProvenance) {
        return new LedgerEntry(
                user,
                timeMs,
                hash,
                type,
                usdc,
                token,
                amount,
                usdcValue,
                fee,
                counterparty,
                incoming,
                vault,
                toPerp,
                nonce,
                liquidatedNotional,
                accountValue,
                leverageType,
                liquidatedPositions,
                delta,
                newProvenance);
    }
}
