package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;

/**
 * What has become of an order, topic {@code hl.orders.v1}, keyed by user. Lists of open orders give
 * one record each, marked as snapshot, with status {@code open} since the order's own time; behind
 * the last one stands a control record {@code snapshot-end}.
 *
 * @param user lower-case address
 * @param coin exact name on the exchange
 * @param oid order id
 * @param side null where the exchange names only coin and id ({@link #NON_USER_CANCEL})
 * @param limitPrice in USD per coin, null as above; 0 on market orders of a trigger
 * @param size what is left of it, in coins, null as above
 * @param origSize as placed, in coins, null where the exchange gives none
 * @param orderTimeMs when it was placed, epoch milliseconds, null as for {@code side}
 * @param status the exchange's text: {@code open}, {@code filled}, {@code canceled}, {@code
 *     marginCanceled}, …
 * @param statusTimeMs since when it has that status, epoch milliseconds; the time of receipt where
 *     the exchange gives none
 * @param cloid the client's own id, null for none
 * @param orderType {@code Limit}, {@code Stop Market}, …; null outside the detailed lists
 * @param timeInForce {@code Gtc}, {@code Alo}, {@code Ioc}, …; null for none
 * @param triggerPrice in USD per coin, null outside the detailed lists
 * @param triggerCondition display text, null outside the detailed lists
 * @param isTrigger null outside the detailed lists
 * @param isPositionTpsl null outside the detailed lists
 * @param reduceOnly null where the exchange does not say
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record OrderUpdate(
        String user,
        String coin,
        long oid,
        Side side,
        BigDecimal limitPrice,
        BigDecimal size,
        BigDecimal origSize,
        Long orderTimeMs,
        String status,
        long statusTimeMs,
        String cloid,
        String orderType,
        String timeInForce,
        BigDecimal triggerPrice,
        String triggerCondition,
        Boolean isTrigger,
        Boolean isPositionTpsl,
        Boolean reduceOnly,
        Provenance provenance) {

    /** Status of an order in a list of open ones. */
    public static final String OPEN = "open";

    /** Status of an order that {@code userEvents} says the exchange itself has cancelled. */
    public static final String NON_USER_CANCEL = "nonUserCancel";

    public OrderUpdate withProvenance(Provenance newProvenance) {
        return new OrderUpdate(
                user,
                coin,
                oid,
                side,
                limitPrice,
                size,
                origSize,
                orderTimeMs,
                status,
                statusTimeMs,
                cloid,
                orderType,
                timeInForce,
                triggerPrice,
                triggerCondition,
                isTrigger,
                isPositionTpsl,
                reduceOnly,
                newProvenance);
    }
}
