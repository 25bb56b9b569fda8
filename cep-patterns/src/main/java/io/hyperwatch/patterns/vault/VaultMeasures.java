package io.hyperwatch.patterns.vault;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.VaultSnapshot;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the rule looks at in one snapshot.
 *
 * @param lossUsd what was lost in 24 hours, 0 where nothing was
 * @param drawdown null where not known
 * @param z null where there are too few snapshots or nothing moves
 * @param anomaly the score
 */
record VaultMeasures(BigDecimal lossUsd, Drawdown drawdown, ZScore z, Fraction anomaly) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal LOSS_POINTS = BigDecimal.valueOf(40);
    private static final BigDecimal FULL_LOSS_USD = new BigDecimal("2000000");
    private static final BigDecimal OTHER_POINTS = BigDecimal.valueOf(30);
    private static final BigDecimal FULL_DRAWDOWN = new BigDecimal("0.1");

    /**
     * @param series with this snapshot in it
     */
    static VaultMeasures of(
            VaultSnapshot snapshot, VaultSeries series, VaultLossParameters parameters) {
        BigDecimal loss = snapshot.pnl24h().negate().max(BigDecimal.ZERO);
        Drawdown drawdown = Drawdown.of(snapshot);
        return new VaultMeasures(
                loss,
                drawdown,
                z(series.values(), parameters),
                anomaly(loss, drawdown, series, parameters));
    }

    private static ZScore z(List<BigDecimal> values, VaultLossParameters parameters) {
        int count = Math.min(values.size(), parameters.zSnapshots());
        if (count < parameters.zMinSnapshots()) {
            return null;
        }
        ZScore z = ZScore.of(values.subList(values.size() - count, values.size()));
        return z != null && z.isAtLeast(parameters.zMinDeviationUsd()) ? z : null;
    }

    /**
     * min(40, loss/2M·40) + min(30, drawdown/10 %·30) + min(30, |pnl|/(2·mean of the last 10
     * |pnl|)·30), of the profit and loss over 24 hours; the last part only where that is at least
     * the deviation that z needs.
     */
    private static Fraction anomaly(
            BigDecimal loss,
            Drawdown drawdown,
            VaultSeries series,
            VaultLossParameters parameters) {
        Fraction ofLoss =
                new Fraction(loss.multiply(LOSS_POINTS), FULL_LOSS_USD).atMost(LOSS_POINTS);
        Fraction ofDrawdown =
                drawdown == null
                        ? Fraction.ZERO
                        : new Fraction(
                                        drawdown.ratio().numerator().multiply(OTHER_POINTS),
                                        drawdown.ratio().denominator().multiply(FULL_DRAWDOWN))
                                .atMost(OTHER_POINTS);
        return ofLoss.plus(ofDrawdown).plus(ofChange(series.pnls(), parameters));
    }

    /** Without a floor a profit of 10 USD after ten of 1 USD would be an anomaly of 30. */
    private static Fraction ofChange(List<BigDecimal> pnls, VaultLossParameters parameters) {
        BigDecimal sum = pnls.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() == 0) {
            return Fraction.ZERO;
        }
        BigDecimal newest = pnls.get(pnls.size() - 1);
        if (newest.compareTo(parameters.zMinDeviationUsd()) < 0) {
            return Fraction.ZERO;
        }
        return new Fraction(
                        newest.multiply(BigDecimal.valueOf(pnls.size())).multiply(OTHER_POINTS),
                        sum.add(sum))
                .atMost(OTHER_POINTS);
    }

    /** In percent, null where not known. */
    Fraction drawdownPct() {
        return drawdown == null ? null : drawdown.ratio().times(HUNDRED);
    }

    /** The measures above their thresholds, by name, with the severity of each. */
    Map<String, Severity> crossed(VaultLossParameters parameters) {
        Map<String, Severity> crossed = new TreeMap<>();
        if (lossUsd.compareTo(parameters.lossCriticalUsd()) > 0) {
            crossed.put("pnl_24h", Severity.CRITICAL);
        } else if (lossUsd.compareTo(parameters.lossHighUsd()) > 0) {
            crossed.put("pnl_24h", Severity.HIGH);
        }
        if (drawdown != null && drawdownPct().compareTo(parameters.drawdownPct()) > 0) {
            crossed.put("drawdown", Severity.HIGH);
        }
        if (z != null && z.compareTo(parameters.zHigh()) > 0) {
            crossed.put("z_score", Severity.HIGH);
        } else if (z != null && z.compareTo(parameters.zWarning()) > 0) {
            crossed.put("z_score", Severity.WARNING);
        }
        if (anomaly.compareTo(parameters.anomalyCritical()) >= 0) {
            crossed.put("anomaly_score", Severity.CRITICAL);
        } else if (anomaly.compareTo(parameters.anomalyHigh()) >= 0) {
            crossed.put("anomaly_score", Severity.HIGH);
        } else if (anomaly.compareTo(parameters.anomalyWarning()) >= 0) {
            crossed.put("anomaly_score", Severity.WARNING);
        }
        return crossed;
    }

    /** Whether each measure is clearly below its lowest threshold. */
    boolean isOver(VaultLossParameters parameters) {
        BigDecimal ratio = parameters.rearmRatio();
        return lossUsd.compareTo(parameters.lossHighUsd().multiply(ratio)) < 0
                && (drawdown == null
                        || drawdownPct().compareTo(parameters.drawdownPct().multiply(ratio)) < 0)
                && (z == null || z.compareTo(parameters.zWarning().multiply(ratio)) < 0)
                && anomaly.compareTo(parameters.anomalyWarning().multiply(ratio)) < 0;
    }
}
