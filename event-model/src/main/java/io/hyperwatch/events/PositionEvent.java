package io.hyperwatch.events;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import java.math.BigDecimal;

/**
 * A change of an account's position in one coin, topic {@code hyperwatch.position-events.v1}, keyed
 * by user, and table {@code trade_events}.
 *
 * @param eventId follows from content; identity for de-duplication
 * @param address lower-case address
 * @param coin exact name on the exchange
 * @param eventType what happened
 * @param timeMs time of the fill or of the state it was seen in
 * @param previousSize signed, in coins
 * @param currentSize signed, in coins
 * @param sizeChange current − previous
 * @param price in USD per coin
 * @param accountValueUsd value of the account as last known, or null
 * @param watched whether the account is tracked or monitored by the user
 * @param provenance from the record headers
 */
@JsonIgnoreProperties("provenance")
public record PositionEvent(
        String eventId,
        String address,
        String coin,
        PositionEventType eventType,
        long timeMs,
        BigDecimal previousSize,
        BigDecimal currentSize,
        BigDecimal sizeChange,
        BigDecimal price,
        BigDecimal accountValueUsd,
        boolean watched,
        Provenance provenance) {

    /** Value of what was traded. */
    public BigDecimal changeUsd() {
        return sizeChange.abs().multiply(price);
    }

    /** Value of the larger of the positions before and after. */
    public BigDecimal positionUsd() {
        return previousSize.abs().max(currentSize.abs()).multiply(price);
    }

    public PositionEvent withProvenance(Provenance newProvenance) {
        return new PositionEvent(
                eventId,
                address,
                coin,
                eventType,
                timeMs,
                previousSize,
                currentSize,
                sizeChange,
                price,
                accountValueUsd,
                watched,
                newProvenance);
    }
}
