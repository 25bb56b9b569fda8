package io.hyperwatch.testbed.exchange;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimals as the exchange writes computed figures: plain, at least one decimal, no idle zeros. */
final class Decimals {

    private Decimals() {}

    static BigDecimal wire(BigDecimal exact) {
        BigDecimal stripped = exact.stripTrailingZeros();
        return stripped.scale() < 1 ? stripped.setScale(1) : stripped;
    }

    /** USD figures carry at most six decimals. */
    static BigDecimal usd(BigDecimal exact) {
        return wire(exact.setScale(6, RoundingMode.HALF_EVEN));
    }

    static String text(BigDecimal value) {
        return value.toPlainString();
    }

    static String usdText(BigDecimal exact) {
        return text(usd(exact));
    }
}
