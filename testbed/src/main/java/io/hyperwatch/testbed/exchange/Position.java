package io.hyperwatch.testbed.exchange;

import io.hyperwatch.events.Side;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A one-way perpetual position with the average entry price.
 *
 * @param size signed, in coins
 * @param entryPrice average price of what is open; zero when flat
 */
record Position(BigDecimal size, BigDecimal entryPrice) {

    static final Position FLAT = new Position(new BigDecimal("0.0"), new BigDecimal("0.0"));

    boolean isFlat() {
        return size.signum() == 0;
    }

    Position after(Side side, BigDecimal quantity, BigDecimal price) {
        BigDecimal change = side == Side.B ? quantity : quantity.negate();
        BigDecimal newSize = Decimals.wire(size.add(change));
        if (newSize.signum() == 0) {
            return FLAT;
        }
        if (isFlat() || newSize.signum() != size.signum()) {
            return new Position(newSize, price);
        }
        if (change.signum() != size.signum()) {
            return new Position(newSize, entryPrice);
        }
        BigDecimal cost = size.abs().multiply(entryPrice).add(quantity.multiply(price));
        BigDecimal average = cost.divide(newSize.abs(), MathContext.DECIMAL64);
        return new Position(newSize, Decimals.usd(average));
    }

    /** Realised by a fill, without fees: only what it closes. */
    BigDecimal closedPnl(Side side, BigDecimal quantity, BigDecimal price) {
        int direction = side == Side.B ? 1 : -1;
        if (isFlat() || size.signum() == direction) {
            return new BigDecimal("0.0");
        }
        BigDecimal closed = size.abs().min(quantity);
        BigDecimal gain = price.subtract(entryPrice).multiply(closed);
        return Decimals.usd(size.signum() > 0 ? gain : gain.negate());
    }

    BigDecimal unrealizedPnl(BigDecimal markPrice) {
        return Decimals.usd(markPrice.subtract(entryPrice).multiply(size));
    }

    /** The exchange's display text for a perpetual fill. */
    String direction(Side side, BigDecimal quantity) {
        boolean buys = side == Side.B;
        if (isFlat() || size.signum() > 0 == buys) {
            return buys ? "Open Long" : "Open Short";
        }
        if (quantity.compareTo(size.abs()) > 0) {
            return buys ? "Short > Long" : "Long > Short";
        }
        return buys ? "Close Short" : "Close Long";
    }
}
