package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.PositionSide;

import java.math.BigDecimal;

/**
 * A profitable account is closed against one in default, at the mark price.
 *
 * @param inDefault the account that caused it, usually an HLP liquidator
 * @param counterparty the account that is auto-deleveraged
 * @param coin exact name
 * @param positionSide the counterparty's position
 * @param size in coins
 * @param price in USD
 */
public record AutoDeleveraging(
        String inDefault,
        String counterparty,
        String coin,
        PositionSide positionSide,
        BigDecimal size,
        BigDecimal price) {}
