package io.hyperwatch.patterns.cascade;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.IncidentCore;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Judgement;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Subject;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rule {@code cascade}: at least five liquidations of a coin, of either side, begin within 300 s
 * and are together worth more than 100,000 USD. Judged at each liquidation fill, in log order, over
 * the windows that contain the start of its liquidation.
 *
 * <p>Each run of liquidations that reaches the thresholds by itself goes out as a {@link
 * WaveSignal} while the condition holds.
 */
public final class CascadeCore implements Detector<LiquidationFill, CascadeParameters> {

    public static final String RULE = "cascade";

    private final CascadeMemory memory;
    private final Cell<CascadeProgress> cell;
    private final IncidentCore incidents;
    private final Consumer<WaveSignal> waves;

    CascadeCore(
            CascadeMemory memory,
            Cell<CascadeProgress> cell,
            Cell<IncidentMemory> incidents,
            Verdicts verdicts,
            Consumer<WaveSignal> waves) {
        this.memory = memory;
        this.cell = cell;
        this.incidents = new IncidentCore(RULE, incidents, verdicts, this::resolution);
        this.waves = waves;
    }

    @Override
    public void judge(LiquidationFill fill, long logTimeMs, InForce<CascadeParameters> rule) {
        CascadeParameters inForce = rule.parameters();
        if (!fill.counted()
                || fill.history()
                || fill.grade().compareTo(inForce.minGrade()) < 0
                || fill.liquidationStartMs() < CascadeMemory.oldestMs(logTimeMs)) {
            return;
        }
        CascadeStarts starts = memory.starts(inForce.countsInferred(), logTimeMs);
        CountedFill counted = memory.count(fill, starts);
        if (counted == null) {
            return;
        }
        long startMs = counted.liquidation().startMs();
        CascadeProgress before = progress();
        WaveRun run =
                fill.grade() == LiquidationGrade.INFERRED_BURST
                        ? before.run()
                        : WaveRun.after(before.run(), counted, inForce.waveGapMs());
        CascadeProgress after = before.counted(startMs, run, logTimeMs);
        cell.set(after);
        if (rule.isPaused()) {
            return;
        }
        CascadeWindow window = starts.latest(startMs, after.newestStartMs(), inForce);
        if (window != null) {
            BigDecimal risk = held(fill, counted.confirms(), window, rule, logTimeMs);
            if (risk != null) {
                tellWave(fill, startMs, inForce, risk, logTimeMs);
            }
        }
    }

    @Override
    public void advance(long logTimeMs) {
        // First: a resolve looks at what is remembered when it is due.
        incidents.advance(logTimeMs);
        CascadeProgress progress = progress();
        if (progress.cleanUpAtMs() <= logTimeMs) {
            cell.set(progress.cleanedUp(memory.removeOld(logTimeMs), logTimeMs));
        }
    }

    @Override
    public long nextDeadlineMs() {
        return Math.min(progress().cleanUpAtMs(), incidents.nextDeadlineMs());
    }

    private AlertText resolution(OpenIncident incident) {
        CascadeWindow worst = progress().largest();
        boolean remembered =
                worst != null && worst.fromMs() >= CascadeMemory.oldestMs(incident.resolveAtMs());
        return CascadeFinding.resolution(
                incident, worst, remembered ? memory.in(worst, worst.countsInferred()) : List.of());
    }

    private Evidence with(
            LiquidationFill fill, boolean confirms, CascadeFinding finding, Evidence before) {
        CascadeProgress progress = progress();
        boolean opens = before.count() == 0;
        if (opens || finding.window().isWorthMoreThan(progress.largest())) {
            cell.set(progress.at(finding.window()));
        }
        return opens ? finding.evidence() : CascadeEvidence.plus(before, fill, confirms);
    }

    /** The risk where the fill is part of the incident, else null. */
    private BigDecimal held(
            LiquidationFill fill,
            boolean confirms,
            CascadeWindow window,
            InForce<CascadeParameters> rule,
            long logTimeMs) {
        CascadeParameters inForce = rule.parameters();
        boolean late =
                Timeliness.of(fill.timeMs(), fill.provenance().receivedAtMs()) == Timeliness.LATE;
        CascadeFinding finding =
                new CascadeFinding(
                        fill.coin(),
                        window,
                        inForce,
                        () -> memory.in(window, inForce.countsInferred()));
        BigDecimal risk = finding.score().value();
        boolean held =
                incidents.held(
                        new Judgement(
                                rule,
                                Subject.coin(fill.coin()),
                                severity(window.confirmed(), inForce),
                                fill.timeMs(),
                                late,
                                window.sum().totalUsd(),
                                risk,
                                Judgement.quietMs(inForce.windowMs())),
                        evidence -> with(fill, confirms, finding, evidence),
                        incident -> finding.text(),
                        logTimeMs);
        return held ? risk : null;
    }

    /** What is only inferred wakes nobody. */
    private static Severity severity(StartSum confirmed, CascadeParameters inForce) {
        CascadeScore score = CascadeScore.of(confirmed);
        if (!inForce.holds(confirmed) || !score.reaches(inForce.highScore())) {
            return Severity.WARNING;
        }
        return score.reaches(inForce.criticalScore()) ? Severity.CRITICAL : Severity.HIGH;
    }

    private void tellWave(
            LiquidationFill fill,
            long startMs,
            CascadeParameters inForce,
            BigDecimal risk,
            long logTimeMs) {
        CascadeProgress progress = progress();
        WaveRun run = progress.run();
        if (run == null
                || run.told()
                || startMs < run.startMs()
                || !inForce.holds(run.liquidations(), run.totalUsd())) {
            return;
        }
        String incidentId = incidents.current().incidentId();
        boolean inferred = inForce.countsInferred();
        WaveSeries series = WaveSeries.after(progress.series(), incidentId, inferred, logTimeMs);
        cell.set(progress.told(series));
        if (series.waves() <= WaveSignal.MAX_WAVES) {
            waves.accept(
                    new WaveSignal(
                            incidentId,
                            fill.coin(),
                            inferred,
                            series.waves(),
                            run.startMs(),
                            fill.timeMs(),
                            run.liquidations(),
                            run.totalUsd(),
                            risk,
                            inForce.wavePoints()));
        }
    }

    private CascadeProgress progress() {
        CascadeProgress progress = cell.get();
        return progress == null ? CascadeProgress.NONE : progress;
    }
}
