package io.hyperwatch.testbed.exchange;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A coin the simulated exchange lists.
 *
 * @param coin exact name: {@code BTC}, {@code xyz:SP500}, {@code PURR/USDC}, {@code @107}
 * @param kind perpetual or spot
 * @param szDecimals decimals of a size
 * @param maxLeverage of a perpetual
 * @param delisted acked on subscribe, but its book is empty
 * @param price in USD, where mid, mark and oracle start
 * @param dayVolumeUsd notional traded in the 24 hours before the start
 */
public record Instrument(
        String coin,
        Kind kind,
        int szDecimals,
        int maxLeverage,
        boolean delisted,
        BigDecimal price,
        BigDecimal dayVolumeUsd) {

    /** Perpetuals have an oracle, a mark price and funding; spot has none of them. */
    public enum Kind {
        PERP,
        SPOT
    }

    private static final MathContext FIVE_FIGURES = new MathContext(5, RoundingMode.HALF_EVEN);

    public static Instrument perp(String coin, int szDecimals, String price, String dayVolumeUsd) {
        return new Instrument(
                coin,
                Kind.PERP,
                szDecimals,
                20,
                false,
                new BigDecimal(price),
                new BigDecimal(dayVolumeUsd));
    }

    public static Instrument spot(String coin, int szDecimals, String price, String dayVolumeUsd) {
        return new Instrument(
                coin,
                Kind.SPOT,
                szDecimals,
                1,
                false,
                new BigDecimal(price),
                new BigDecimal(dayVolumeUsd));
    }

    /** The same coin, delisted: it stays in {@code meta} and pushes empty books. */
    public Instrument asDelisted() {
        return new Instrument(coin, kind, szDecimals, maxLeverage, true, price, dayVolumeUsd);
    }

    public boolean isPerp() {
        return kind == Kind.PERP;
    }

    /** The HIP-3 dex before the colon; empty for the exchange's own. */
    public String dex() {
        return coin.contains(":") ? coin.substring(0, coin.indexOf(':')) : "";
    }

    /** A price the exchange accepts: five significant figures, or an integer. */
    public BigDecimal roundPrice(BigDecimal exact) {
        return exact.precision() - exact.scale() >= 5
                ? exact.setScale(0, RoundingMode.HALF_EVEN).setScale(1)
                : exact.round(FIVE_FIGURES);
    }

    /** The smallest price step at a price. */
    public BigDecimal tick(BigDecimal at) {
        int integerDigits = at.precision() - at.scale();
        return integerDigits >= 5
                ? BigDecimal.ONE
                : BigDecimal.ONE.movePointLeft(5 - integerDigits);
    }

    /** A size the exchange accepts, at least one step. */
    public BigDecimal roundSize(BigDecimal exact) {
        BigDecimal step = BigDecimal.ONE.movePointLeft(szDecimals);
        return exact.setScale(szDecimals, RoundingMode.HALF_EVEN).max(step);
    }

    /** The size worth so many USD at a price. */
    public BigDecimal sizeFor(BigDecimal valueUsd, BigDecimal at) {
        return roundSize(valueUsd.divide(at, MathContext.DECIMAL64));
    }
}
