package io.hyperwatch.patterns.position;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.IncidentCore;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Judgement;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Phrases;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Rule {@code rapid-unwind}: a position was opened, increased at least twice and closed or flipped
 * within 10 minutes of its opening, and was worth at least 1,000,000 USD at its largest. The
 * condition has been judged at the position's end; this tells it.
 */
public final class RapidUnwindCore implements Detector<RapidUnwind, RapidUnwindParameters> {

    public static final String RULE = "rapid-unwind";

    private final IncidentCore incidents;

    public RapidUnwindCore(Cell<IncidentMemory> memory, Verdicts verdicts) {
        this.incidents = new IncidentCore(RULE, memory, verdicts, RapidUnwindCore::resolution);
    }

    @Override
    public void judge(RapidUnwind unwind, long logTimeMs, InForce<RapidUnwindParameters> rule) {
        UnwindStep end = unwind.ended();
        incidents.held(
                new Judgement(
                        rule,
                        PositionPhrases.subject(end.address(), end.coin()),
                        Severity.WARNING,
                        end.timeMs(),
                        end.late(),
                        end.peakUsd(),
                        null,
                        Judgement.quietMs(rule.parameters().windowMs())),
                evidence -> with(evidence, unwind),
                incident -> text(unwind, rule.parameters()),
                logTimeMs);
    }

    @Override
    public void advance(long logTimeMs) {
        incidents.advance(logTimeMs);
    }

    @Override
    public long nextDeadlineMs() {
        return incidents.nextDeadlineMs();
    }

    /** A flip that ended the position before and opened this one is one event. */
    private static Evidence with(Evidence before, RapidUnwind unwind) {
        List<UnwindStep> steps = new ArrayList<>();
        steps.add(unwind.opened());
        steps.addAll(unwind.increased());
        steps.add(unwind.ended());
        Evidence after = before;
        for (UnwindStep step : steps) {
            boolean told =
                    step.kind() == UnwindStepKind.OPENED
                            && step.flipped()
                            && step.eventId().equals(newestIdentity(before));
            if (!told) {
                after = after.plus(evidence(step));
            }
        }
        return after;
    }

    private static String newestIdentity(Evidence evidence) {
        List<EvidenceEvent> newest = evidence.last().isEmpty() ? evidence.first() : evidence.last();
        return newest.isEmpty() ? null : newest.get(newest.size() - 1).identity();
    }

    private static EvidenceEvent evidence(UnwindStep step) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("step", step.kind().name().toLowerCase(Locale.ROOT));
        shown.put("price", CanonicalJson.decimal(step.price()));
        shown.put("current_size", CanonicalJson.decimal(step.sizeAfter()));
        return EvidenceEvent.of(step.eventId(), step.timeMs(), step.changeUsd(), shown);
    }

    private static AlertText text(RapidUnwind unwind, RapidUnwindParameters inForce) {
        UnwindStep opened = unwind.opened();
        UnwindStep end = unwind.ended();
        String did = end.flipped() ? "flipped" : "closed";
        String side = opened.sizeAfter().signum() > 0 ? "long" : "short";
        String title =
                "Rapid unwind: a %s position in %s worth %s %s after %s"
                        .formatted(
                                side,
                                end.coin(),
                                Phrases.usd(end.peakUsd()),
                                did,
                                Phrases.duration(unwind.lastedMs()));
        String message =
                "%s opened a %s position in %s at %s, increased it %s (threshold %d) and %s it %s later (threshold %s). It was worth %s at its largest (threshold %s)."
                        .formatted(
                                end.address(),
                                side,
                                end.coin(),
                                Phrases.time(opened.timeMs()),
                                Phrases.count(end.increases(), "time"),
                                inForce.minIncreases(),
                                did,
                                Phrases.duration(unwind.lastedMs()),
                                Phrases.duration(inForce.windowMs()),
                                Phrases.usd(end.peakUsd()),
                                Phrases.usd(inForce.peakUsd()));
        Map<String, Object> details = CanonicalJson.object();
        details.put("side", side);
        details.put("opened_at", CanonicalJson.time(opened.timeMs()));
        details.put("ended_at", CanonicalJson.time(end.timeMs()));
        details.put("ended_by", end.flipped() ? "flip" : "close");
        details.put("lasted_ms", unwind.lastedMs());
        details.put("window_ms", inForce.windowMs());
        details.put("increases", end.increases());
        details.put("min_increases", inForce.minIncreases());
        details.put("decreases", end.decreases());
        details.put("opening_price", CanonicalJson.decimal(opened.price()));
        details.put("final_price", CanonicalJson.decimal(end.price()));
        details.put("peak_usd", CanonicalJson.decimal(end.peakUsd()));
        details.put("threshold_usd", CanonicalJson.decimal(inForce.peakUsd()));
        return new AlertText(title, message, details);
    }

    private static AlertText resolution(OpenIncident incident) {
        return Phrases.resolution(
                incident,
                "Resolved: no rapid unwind of %s in %s any more"
                        .formatted(incident.subject().userAddress(), incident.subject().coin()),
                "event",
                "The largest position was worth %s.".formatted(Phrases.usd(incident.valueUsd())));
    }
}
