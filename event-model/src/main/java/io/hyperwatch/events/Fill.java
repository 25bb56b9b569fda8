package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;

/**
 * One account's side of a trade, topic {@code hl.fills.v1}, keyed by user; one total order.
 *
 * @param user lower-case address of the account
 * @param coin exact name on the exchange
 * @param side this account's side
 * @param price in USD per coin
 * @param size in coins
 * @param timeMs block time
 * @param startPosition signed position before the fill, in coins
 * @param direction the exchange's display text ({@code Open Long}, {@code Auto-Deleveraging}, …)
 * @param closedPnl in USD, without fees
 * @param hash transaction hash
 * @param oid order id
 * @param crossed whether this account was the taker
 * @param fee negative for a rebate
 * @param feeToken usually {@code USDC}
 * @param tid trade id, the same on both sides
 * @param twapId null unless part of a TWAP
 * @param liquidation null unless the trade was forced
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record Fill(
        String user,
        String coin,
        Side side,
        BigDecimal price,
        BigDecimal size,
        long timeMs,
        BigDecimal startPosition,
        String direction,
        BigDecimal closedPnl,
        String hash,
        long oid,
        boolean crossed,
        BigDecimal fee,
        String feeToken,
        long tid,
        Long twapId,
        LiquidationMark liquidation,
        Provenance provenance) {

    public static final String AUTO_DELEVERAGING = "Auto-Deleveraging";

    /** Identity for de-duplication of fills. */
    public String identity() {
        return user + "|" + coin + "|" + timeMs + "|" + tid + "|" + side;
    }

    /** Identity of the trade this fill is one side of. */
    public String tradeIdentity() {
        return coin + "|" + timeMs + "|" + tid;
    }

    public BigDecimal valueUsd() {
        return price.multiply(size);
    }

    public Fill withProvenance(Provenance newProvenance) {
        return new Fill(
                user,
                coin,
                side,
                price,
                size,
                timeMs,
                startPosition,
                direction,
                closedPnl,
                hash,
                oid,
                crossed,
                fee,
                feeToken,
                tid,
                twapId,
                liquidation,
                newProvenance);
    }
}
