package io.hyperwatch.patterns.wallpull;

import io.hyperwatch.alerts.Severity;
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

import java.util.function.Consumer;

/**
 * Second half of rule {@code book-wall-pull}: a wall that vanished was pulled if less than 20 % of
 * it traded. The books have said all the rest, see {@link WallWatchCore}.
 *
 * <p>Each pull goes out as a {@link PullSignal}, at most {@value #MAX_SIGNALS} of an incident.
 */
public final class WallPullCore implements Detector<VanishedWall, WallPullParameters> {

    public static final String RULE = "book-wall-pull";

    /** After four the risk is 100; both sides may take turns. */
    static final int MAX_SIGNALS = 8;

    private final Cell<PullTally> tally;
    private final IncidentCore incidents;
    private final Consumer<PullSignal> signals;

    public WallPullCore(
            Cell<PullTally> tally,
            Cell<IncidentMemory> memory,
            Verdicts verdicts,
            Consumer<PullSignal> signals) {
        this.tally = tally;
        this.incidents = new IncidentCore(RULE, memory, verdicts, WallPullCore::resolution);
        this.signals = signals;
    }

    @Override
    public void judge(VanishedWall vanished, long logTimeMs, InForce<WallPullParameters> rule) {
        WallPullParameters inForce = rule.parameters();
        Wall wall = vanished.signal().wall();
        if (rule.isPaused()
                || !WallPullParameters.isBelow(
                        vanished.tradedSize(), inForce.maxTradedPct(), wall.size())) {
            return;
        }
        WallFinding finding = new WallFinding(vanished, inForce);
        WallSignal.End end = vanished.signal().end();
        boolean held =
                incidents.held(
                        new Judgement(
                                rule,
                                Subject.coin(vanished.coin()),
                                Severity.WARNING,
                                end.timeMs(),
                                end.late(),
                                wall.usd(),
                                WallPullRisk.score(1),
                                Judgement.quietMs(inForce.minStandingMs())),
                        evidence ->
                                evidence.count() == 0
                                        ? finding.evidence()
                                        : evidence.plus(finding.gone()),
                        incident -> finding.text(),
                        logTimeMs);
        if (held) {
            signal(vanished, incidents.current().incidentId());
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

    private void signal(VanishedWall vanished, String incidentId) {
        PullTally before = tally.get();
        int sent = before == null || !before.incidentId().equals(incidentId) ? 0 : before.signals();
        if (sent < MAX_SIGNALS) {
            tally.set(new PullTally(incidentId, sent + 1));
            Wall wall = vanished.signal().wall();
            signals.accept(
                    new PullSignal(
                            incidentId,
                            vanished.coin(),
                            wall.bid(),
                            wall.price(),
                            wall.firstMs(),
                            vanished.signal().end().timeMs(),
                            wall.usd()));
        }
    }

    private static AlertText resolution(OpenIncident incident) {
        return Phrases.resolution(
                incident,
                "Resolved: no walls are pulled in %s any more".formatted(incident.subject().coin()),
                "event",
                "The largest wall was worth %s.".formatted(Phrases.usd(incident.valueUsd())));
    }
}
