package io.hyperwatch.patterns.vault;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.Phrases;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A snapshot and what was measured in it, in words and figures.
 *
 * @param sharpe null with fewer than 30 daily returns
 */
record VaultFinding(
        VaultSnapshot snapshot,
        VaultMeasures measures,
        BigDecimal sharpe,
        VaultLossParameters parameters) {

    /** Where the exchange gives no history. */
    static VaultStatistics unknown(VaultSnapshot snapshot) {
        return new VaultStatistics(
                snapshot.vault(),
                snapshot.parent(),
                snapshot.name(),
                snapshot.timeMs(),
                snapshot.accountValue(),
                snapshot.pnl24h(),
                null,
                null,
                null,
                null);
    }

    VaultStatistics statistics() {
        return new VaultStatistics(
                snapshot.vault(),
                snapshot.parent(),
                snapshot.name(),
                snapshot.timeMs(),
                snapshot.accountValue(),
                snapshot.pnl24h(),
                drawdownPct(),
                zScore(),
                sharpe,
                measures.anomaly().rounded());
    }

    EvidenceEvent evidence() {
        return EvidenceEvent.of(
                snapshot.vault() + "|" + snapshot.timeMs(), snapshot.timeMs(), null, figures());
    }

    AlertText text(Map<String, Severity> crossed) {
        Map<String, Object> details = figures();
        details.put("sharpe", CanonicalJson.percent(sharpe));
        Map<String, Object> severities = new TreeMap<>();
        crossed.forEach((measure, severity) -> severities.put(measure, severity.wireName()));
        details.put("crossed", severities);
        details.put("vault_name", snapshot.name());
        details.put("loss_high_usd", CanonicalJson.decimal(parameters.lossHighUsd()));
        details.put("loss_critical_usd", CanonicalJson.decimal(parameters.lossCriticalUsd()));
        details.put("drawdown_threshold_pct", CanonicalJson.percent(parameters.drawdownPct()));
        details.put("z_warning", CanonicalJson.decimal(parameters.zWarning()));
        details.put("z_high", CanonicalJson.decimal(parameters.zHigh()));
        details.put("anomaly_warning", CanonicalJson.decimal(parameters.anomalyWarning()));
        details.put("anomaly_high", CanonicalJson.decimal(parameters.anomalyHigh()));
        details.put("anomaly_critical", CanonicalJson.decimal(parameters.anomalyCritical()));
        return new AlertText(title(crossed), message(crossed), details);
    }

    private Map<String, Object> figures() {
        Map<String, Object> figures = CanonicalJson.object();
        figures.put("account_value_usd", CanonicalJson.decimal(snapshot.accountValue()));
        figures.put("pnl_24h_usd", CanonicalJson.decimal(snapshot.pnl24h()));
        figures.put("drawdown_pct", CanonicalJson.percent(drawdownPct()));
        figures.put("z_score", CanonicalJson.percent(zScore()));
        figures.put("anomaly_score", CanonicalJson.percent(measures.anomaly().rounded()));
        return figures;
    }

    private String title(Map<String, Severity> crossed) {
        String name = snapshot.name();
        if (crossed.containsKey("pnl_24h")) {
            return "Vault loss: %s lost %s in 24 hours"
                    .formatted(name, Phrases.usd(measures.lossUsd()));
        }
        if (crossed.containsKey("drawdown")) {
            return "Vault loss: %s fell %s from its peak"
                    .formatted(name, Phrases.percent(drawdownPct(), parameters.drawdownPct()));
        }
        return crossed.containsKey("z_score")
                ? "Vault loss: the value of %s is %s standard deviations from its mean"
                        .formatted(name, z())
                : "Vault loss: %s has an anomaly score of %s".formatted(name, anomaly());
    }

    private String message(Map<String, Severity> crossed) {
        List<String> said = new ArrayList<>();
        said.add(
                "Vault %s (%s) is worth %s at %s, profit and loss over 24 hours %s."
                        .formatted(
                                snapshot.name(),
                                snapshot.vault(),
                                Phrases.usd(snapshot.accountValue()),
                                Phrases.time(snapshot.timeMs()),
                                Phrases.usd(snapshot.pnl24h())));
        if (crossed.containsKey("pnl_24h")) {
            said.add(
                    "Thresholds: a loss of more than %s, critical above %s."
                            .formatted(
                                    Phrases.usd(parameters.lossHighUsd()),
                                    Phrases.usd(parameters.lossCriticalUsd())));
        }
        if (crossed.containsKey("drawdown")) {
            said.add(
                    "Without deposits and withdrawals it fell %s, from %s to %s (threshold %s)."
                            .formatted(
                                    Phrases.percent(drawdownPct(), parameters.drawdownPct()),
                                    Phrases.usd(measures.drawdown().peakUsd()),
                                    Phrases.usd(measures.drawdown().valueUsd()),
                                    Phrases.limit(parameters.drawdownPct())));
        }
        if (crossed.containsKey("z_score")) {
            said.add(
                    "Its value is %s standard deviations from the mean of the last %d snapshots (thresholds %s and %s)."
                            .formatted(
                                    z(),
                                    measures.z().count(),
                                    CanonicalJson.decimal(parameters.zWarning()),
                                    CanonicalJson.decimal(parameters.zHigh())));
        }
        if (crossed.containsKey("anomaly_score")) {
            said.add(
                    "The anomaly score is %s (thresholds %s, %s and %s)."
                            .formatted(
                                    anomaly(),
                                    CanonicalJson.decimal(parameters.anomalyWarning()),
                                    CanonicalJson.decimal(parameters.anomalyHigh()),
                                    CanonicalJson.decimal(parameters.anomalyCritical())));
        }
        return String.join(" ", said);
    }

    private BigDecimal drawdownPct() {
        return measures.drawdown() == null ? null : measures.drawdownPct().rounded();
    }

    private BigDecimal zScore() {
        return measures.z() == null ? null : measures.z().rounded();
    }

    private String z() {
        return Phrases.figure(zScore(), 2, parameters.zWarning(), parameters.zHigh());
    }

    private String anomaly() {
        return Phrases.score(
                measures.anomaly().rounded(),
                parameters.anomalyWarning(),
                parameters.anomalyHigh(),
                parameters.anomalyCritical());
    }
}
