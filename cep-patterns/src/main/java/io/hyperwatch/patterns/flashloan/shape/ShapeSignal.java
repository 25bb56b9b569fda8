package io.hyperwatch.patterns.flashloan.shape;

import java.math.BigDecimal;

/**
 * A step of the flash-loan shape in one coin; flat, as CEP wants it.
 *
 * @param step which
 * @param coin exact name on the exchange
 * @param timeMs when the push began, the incident was opened, the price had come back
 * @param pushedPct size of the push in percent of the price it began at, 6 digits: as far as it was
 *     known in a {@code PUSH}, all of it in a {@code REVERSAL}; null for {@code LIQUIDATIONS}
 * @param incidentId of the incident that {@code LIQUIDATIONS} opened, else null
 * @param rule its rule, else null
 * @param subject what it is about, else null
 */
public record ShapeSignal(
        ShapeStep step,
        String coin,
        long timeMs,
        BigDecimal pushedPct,
        String incidentId,
        String rule,
        String subject) {

    static ShapeSignal ofPrice(ShapeStep step, String coin, long timeMs, BigDecimal pushedPct) {
        return new ShapeSignal(step, coin, timeMs, pushedPct, null, null, null);
    }

    static ShapeSignal liquidations(
            String coin, long timeMs, String incidentId, String rule, String subject) {
        return new ShapeSignal(
                ShapeStep.LIQUIDATIONS, coin, timeMs, null, incidentId, rule, subject);
    }

    /** What decides between signals of one coin and time. */
    String order() {
        return step.ordinal() + "|" + incidentId;
    }
}
