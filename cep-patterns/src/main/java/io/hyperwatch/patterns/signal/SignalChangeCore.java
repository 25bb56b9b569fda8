package io.hyperwatch.patterns.signal;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Recommendation;
import io.hyperwatch.events.Signal;
import io.hyperwatch.events.Timeliness;
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

/**
 * Rule {@code signal-change}: compared with the newest signal of the coin before it, a signal's
 * recommendation is another, its confidence has reached 0.7, or its long bias has moved by 0.1 or
 * more. Signals come every 300 s and an incident is over after 60 s, so each change is an incident
 * of its own.
 *
 * <p>The first signal of a coin is no change. A signal that is not younger than the newest is a
 * repeat or a correction of the past: it is not judged.
 */
public final class SignalChangeCore implements Detector<Signal, SignalChangeParameters> {

    public static final String RULE = "signal-change";

    private final Cell<NewestSignal> newest;
    private final IncidentCore incidents;

    public SignalChangeCore(
            Cell<NewestSignal> newest, Cell<IncidentMemory> memory, Verdicts verdicts) {
        this.newest = newest;
        this.incidents = new IncidentCore(RULE, memory, verdicts, SignalChangeCore::resolution);
    }

    @Override
    public void judge(Signal signal, long logTimeMs, InForce<SignalChangeParameters> rule) {
        NewestSignal before = newest.get();
        if (signal.recommendation() == Recommendation.UNKNOWN
                || before != null && signal.timeMs() <= before.timeMs()) {
            return;
        }
        newest.set(NewestSignal.of(signal));
        Timeliness timeliness = Timeliness.of(signal.timeMs(), signal.provenance().receivedAtMs());
        if (before == null || timeliness == Timeliness.HISTORY) {
            return;
        }
        SignalChange change = new SignalChange(before, signal, rule.parameters());
        if (change.holds()) {
            incidents.held(
                    new Judgement(
                            rule,
                            Subject.coin(signal.coin()),
                            Severity.INFO,
                            signal.timeMs(),
                            timeliness == Timeliness.LATE,
                            null,
                            null,
                            Judgement.quietMs(0)),
                    evidence -> evidence.plus(change.evidence()),
                    incident -> change.text(),
                    logTimeMs);
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

    private static AlertText resolution(OpenIncident incident) {
        return Phrases.resolution(
                incident,
                "Resolved: the signal for %s changes no more".formatted(incident.subject().coin()),
                "change",
                "The next one is an incident of its own.");
    }
}
