package io.hyperwatch.patterns.vault;

import io.hyperwatch.patterns.rules.Checks;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * The rule's parameters.
 *
 * @param lossHighUsd more than this lost in 24 hours is high
 * @param lossCriticalUsd more than this is critical
 * @param drawdownPct a drawdown above this percentage is high
 * @param zWarning |z| above this is a warning
 * @param zHigh |z| above this is high
 * @param zSnapshots z is taken over so many of the newest snapshots, at most 100
 * @param zMinSnapshots and not before there are so many
 * @param zMinDeviationUsd nor where the value is not at least so far from their mean: among values
 *     that stand still a cent has a high z
 * @param anomalyWarning an anomaly score of at least this is a warning
 * @param anomalyHigh is high
 * @param anomalyCritical is critical
 * @param rearmRatio the condition is over when each measure is below this part of its lowest
 *     threshold
 */
public record VaultLossParameters(
        BigDecimal lossHighUsd,
        BigDecimal lossCriticalUsd,
        BigDecimal drawdownPct,
        BigDecimal zWarning,
        BigDecimal zHigh,
        int zSnapshots,
        int zMinSnapshots,
        BigDecimal zMinDeviationUsd,
        BigDecimal anomalyWarning,
        BigDecimal anomalyHigh,
        BigDecimal anomalyCritical,
        BigDecimal rearmRatio)
        implements Serializable {

    public static final VaultLossParameters DEFAULTS =
            new VaultLossParameters(
                    new BigDecimal("1000000"),
                    new BigDecimal("2000000"),
                    new BigDecimal("10"),
                    new BigDecimal("3"),
                    new BigDecimal("4"),
                    VaultSeries.MAX_VALUES,
                    30,
                    new BigDecimal("1000"),
                    new BigDecimal("30"),
                    new BigDecimal("50"),
                    new BigDecimal("70"),
                    new BigDecimal("0.8"));

    public VaultLossParameters {
        Checks.positive("loss_high_usd", lossHighUsd);
        Checks.positive("loss_critical_usd", lossCriticalUsd);
        Checks.positive("drawdown_pct", drawdownPct);
        Checks.positive("z_warning", zWarning);
        Checks.positive("z_high", zHigh);
        Checks.between("z_snapshots", zSnapshots, 2, VaultSeries.MAX_VALUES);
        Checks.between("z_min_snapshots", zMinSnapshots, 2, VaultSeries.MAX_VALUES);
        Checks.notNegative("z_min_deviation_usd", zMinDeviationUsd);
        Checks.positive("anomaly_warning", anomalyWarning);
        Checks.positive("anomaly_high", anomalyHigh);
        Checks.positive("anomaly_critical", anomalyCritical);
        Checks.positive("rearm_ratio", rearmRatio);
        Checks.require(rearmRatio.compareTo(BigDecimal.ONE) <= 0, "rearm_ratio must be at most 1");
        ordered("loss_high_usd", lossHighUsd, "loss_critical_usd", lossCriticalUsd);
        ordered("z_warning", zWarning, "z_high", zHigh);
        ordered("anomaly_warning", anomalyWarning, "anomaly_high", anomalyHigh);
        ordered("anomaly_high", anomalyHigh, "anomaly_critical", anomalyCritical);
        Checks.require(
                zMinSnapshots <= zSnapshots, "z_min_snapshots must not be above z_snapshots");
    }

    private static void ordered(String lowName, BigDecimal low, String highName, BigDecimal high) {
        Checks.require(low.compareTo(high) <= 0, lowName + " must not be above " + highName);
    }
}
