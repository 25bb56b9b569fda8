package io.hyperwatch.testbed.scenario;

import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Something that happens at a set time; exactly one of the fields behind {@code at} is given.
 *
 * @param at since the start
 * @param ramp moves a price
 * @param burst extra background trades
 * @param order one large order
 * @param liquidation a forced close
 * @param adl auto-deleveraging
 * @param fault the exchange misbehaves
 */
public record Action(
        Span at,
        Ramp ramp,
        Burst burst,
        Order order,
        ForcedClose liquidation,
        Deleveraging adl,
        Fault fault) {

    /** Which price a ramp moves. */
    public enum Quantity {
        /** In percent above the oracle. */
        MID,
        /** In percent above the oracle. */
        MARK,
        /** In percent above its start; mid and mark go along. */
        ORACLE
    }

    /** Which way an order trades. */
    public enum Direction {
        BUY,
        SELL
    }

    /** What breaks. */
    public enum FaultKind {
        @JsonProperty("drop-all")
        DROP_ALL,
        @JsonProperty("drop-one")
        DROP_ONE,
        @JsonProperty("expire-all")
        EXPIRE_ALL,
        @JsonProperty("stall")
        STALL,
        @JsonProperty("garbage")
        GARBAGE,
        @JsonProperty("duplicate-frames")
        DUPLICATE_FRAMES,
        @JsonProperty("delay-acks")
        DELAY_ACKS,
        @JsonProperty("refuse-connections")
        REFUSE_CONNECTIONS,
        @JsonProperty("request-storm")
        REQUEST_STORM,
        @JsonProperty("fail-requests")
        FAIL_REQUESTS
    }

    /**
     * @param coin exact name
     * @param of which price
     * @param toPct where it ends
     * @param over how long it takes
     */
    public record Ramp(String coin, Quantity of, BigDecimal toPct, Span over) {}

    /**
     * @param coin exact name
     * @param trades how many
     * @param over how long
     */
    public record Burst(String coin, int trades, Span over) {}

    /**
     * @param coin exact name
     * @param direction of the taker
     * @param valueUsd of all trades together
     * @param trades how many trades it is filled in
     * @param account the taker: an address or any name
     */
    public record Order(
            String coin, Direction direction, BigDecimal valueUsd, int trades, String account) {}

    /**
     * @param account who is liquidated: an address or any name; no name twice for a coin
     * @param coin exact name
     * @param side of the position
     * @param valueUsd of all fills together
     * @param fills how many, in one block
     * @param method market or backstop
     * @param maker the counterparty: an address, a name, or {@code hlp-strategy-a}, {@code
     *     hlp-strategy-b}, {@code hlp-liquidator}; whoever of the two is watched sees the fills
     */
    public record ForcedClose(
            String account,
            String coin,
            PositionSide side,
            BigDecimal valueUsd,
            int fills,
            LiquidationMethod method,
            String maker) {}

    /**
     * @param account who is deleveraged: an address or any name
     * @param coin exact name
     * @param side of that account's position
     * @param valueUsd of the fill
     * @param cause the account in default, as in {@link ForcedClose#maker}
     */
    public record Deleveraging(
            String account, String coin, PositionSide side, BigDecimal valueUsd, String cause) {}

    /**
     * @param kind what breaks
     * @param lasting how long, for kinds that last
     * @param count of frames or requests, for kinds that count
     * @param status of failed requests
     */
    public record Fault(
            FaultKind kind, @JsonProperty("for") Span lasting, Integer count, Integer status) {}

    /** The coin it is about; null for a fault. */
    String coin() {
        if (ramp != null) {
            return ramp.coin();
        }
        if (burst != null) {
            return burst.coin();
        }
        if (order != null) {
            return order.coin();
        }
        if (liquidation != null) {
            return liquidation.coin();
        }
        return adl == null ? null : adl.coin();
    }

    void check() {
        long given =
                Stream.of(ramp, burst, order, liquidation, adl, fault)
                        .filter(Objects::nonNull)
                        .count();
        if (at == null || given != 1) {
            throw new IllegalArgumentException(
                    "an action needs at and one of ramp, burst, order, liquidation, adl, fault");
        }
        if (fault == null && coin() == null) {
            throw new IllegalArgumentException("an action at " + at.millis() + " ms has no coin");
        }
    }
}
