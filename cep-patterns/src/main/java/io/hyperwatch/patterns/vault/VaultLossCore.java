package io.hyperwatch.patterns.vault;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.events.VaultSnapshot;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.IncidentCore;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Judgement;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Phrases;
import io.hyperwatch.patterns.incident.Subject;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Rule {@code vault-loss}: a vault has lost more than 1,000,000 USD in 24 hours, fell more than 10
 * % from its peak, or moves as it never does. Judged at each snapshot, about one a minute.
 *
 * <p>Begins above a threshold and is over below 0.8 of all of them; between them nothing begins and
 * nothing ends. The children of a vault are measured, not judged: its own history contains them.
 */
public final class VaultLossCore implements Detector<VaultSnapshot, VaultLossParameters> {

    public static final String RULE = "vault-loss";

    /** From one snapshot to the next: what the quiet time is counted in. */
    private static final long WINDOW_MS = 60_000;

    private static final VaultSeries NONE = VaultSeries.NONE;

    private final Cell<VaultSeries> series;
    private final IncidentCore incidents;
    private final Consumer<VaultStatistics> statistics;

    public VaultLossCore(
            Cell<VaultSeries> series,
            Cell<IncidentMemory> memory,
            Verdicts verdicts,
            Consumer<VaultStatistics> statistics) {
        this.series = series;
        this.incidents = new IncidentCore(RULE, memory, verdicts, VaultLossCore::resolution);
        this.statistics = statistics;
    }

    @Override
    public void judge(VaultSnapshot snapshot, long logTimeMs, InForce<VaultLossParameters> rule) {
        VaultSeries before = series.get() == null ? NONE : series.get();
        if (!before.isNews(snapshot)) {
            return;
        }
        VaultSeries after = before.with(snapshot);
        series.set(after);
        if (!VaultSeries.isComplete(snapshot)) {
            statistics.accept(VaultFinding.unknown(snapshot));
            return;
        }
        VaultMeasures measures = VaultMeasures.of(snapshot, after, rule.parameters());
        VaultFinding finding =
                new VaultFinding(snapshot, measures, after.days().sharpe(), rule.parameters());
        statistics.accept(finding.statistics());
        Timeliness timeliness =
                Timeliness.of(snapshot.timeMs(), snapshot.provenance().receivedAtMs());
        if (snapshot.parent() == null && timeliness != Timeliness.HISTORY) {
            judge(finding, rule, timeliness == Timeliness.LATE, logTimeMs);
        }
    }

    private void judge(
            VaultFinding finding, InForce<VaultLossParameters> rule, boolean late, long logTimeMs) {
        long timeMs = finding.snapshot().timeMs();
        long heldAtMs = Judgement.heldAtMs(timeMs, late, logTimeMs);
        Map<String, Severity> crossed = finding.measures().crossed(rule.parameters());
        if (rule.isPaused()) {
            incidents.released(heldAtMs);
        } else if (!crossed.isEmpty()) {
            incidents.held(
                    new Judgement(
                            rule,
                            subject(finding.snapshot()),
                            Collections.max(crossed.values()),
                            timeMs,
                            late,
                            lost(finding.measures()),
                            finding.measures().anomaly().rounded(),
                            Judgement.quietMs(WINDOW_MS)),
                    evidence -> evidence.plus(finding.evidence()),
                    incident -> finding.text(crossed),
                    logTimeMs);
            incidents.lasts(rule, heldAtMs);
        } else if (finding.measures().isOver(rule.parameters())) {
            incidents.released(heldAtMs);
        } else {
            incidents.lasts(rule, heldAtMs);
        }
    }

    @Override
    public void advance(long logTimeMs) {
        incidents.advance(logTimeMs);
    }

    @Override
    public long nextDeadlineMs() {
        return incidents.nextDeadlineMs();
    }

    private static Subject subject(VaultSnapshot snapshot) {
        return new Subject("vault:" + snapshot.vault(), null, snapshot.vault());
    }

    private static BigDecimal lost(VaultMeasures measures) {
        return measures.lossUsd().signum() == 0 ? null : measures.lossUsd();
    }

    private static AlertText resolution(OpenIncident incident) {
        return Phrases.resolution(
                incident,
                "Resolved: vault %s is calm again".formatted(incident.subject().userAddress()),
                "snapshot",
                incident.valueUsd() == null
                        ? "It had lost nothing over 24 hours."
                        : "At the worst it had lost %s over 24 hours."
                                .formatted(Phrases.usd(incident.valueUsd())));
    }
}
