package io.hyperwatch.patterns.funding;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.dedupe.Admission;
import io.hyperwatch.patterns.dedupe.SeenIds;
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

/**
 * Rule {@code extreme-funding}: a coin's hourly funding rate is above 1 % or below −1 %. Judged at
 * each statement of it: the running estimate, the settled rate, the rate of a payment; in the order
 * of their event times.
 *
 * <p>Each statement above the threshold holds. Whether the incident lasts is up to the last word,
 * the newest statement by event time whoever made it: it lasts until that is below 0.8 of the
 * threshold, or until it is 2 h old, and is resolved 60 s later.
 */
public final class ExtremeFundingCore
        implements Detector<FundingObservation, ExtremeFundingParameters> {

    public static final String RULE = "extreme-funding";

    private final SeenIds seen;
    private final Cell<FundingState> cell;
    private final IncidentCore incidents;

    public ExtremeFundingCore(
            SeenIds seen, Cell<FundingState> cell, Cell<IncidentMemory> memory, Verdicts verdicts) {
        this.seen = seen;
        this.cell = cell;
        this.incidents = new IncidentCore(RULE, memory, verdicts, this::resolution);
    }

    @Override
    public void judge(
            FundingObservation said, long logTimeMs, InForce<ExtremeFundingParameters> rule) {
        Admission admission = seen.admit(said.identity(), said.timeMs(), logTimeMs);
        if (admission == Admission.DUPLICATE) {
            return;
        }
        Timeliness timeliness = Timeliness.of(said.timeMs(), said.receivedAtMs());
        boolean history = timeliness == Timeliness.HISTORY || admission == Admission.TOO_OLD;
        boolean late = timeliness == Timeliness.LATE;
        FundingState state = state().with(said, rule.parameters().maxRateAgeMs());
        cell.set(state);

        ExtremeRate found = new ExtremeRate(said, late, state, rule);
        if (!history && !rule.isPaused() && ExtremeRate.isAbove(said.rate(), found.threshold())) {
            extreme(found, logTimeMs);
        }
        long heldAtMs = Judgement.heldAtMs(said.timeMs(), late || history, logTimeMs);
        if (rule.isPaused() || ExtremeRate.isBelow(state.lastWord().rate(), found.rearm())) {
            incidents.released(heldAtMs);
        } else if (state.countsUntilMs() > logTimeMs) {
            incidents.lasts(rule, heldAtMs);
        }
    }

    @Override
    public void advance(long logTimeMs) {
        seen.advance(logTimeMs);
        long silentAtMs = silentAtMs();
        if (silentAtMs <= logTimeMs) {
            incidents.released(silentAtMs);
        }
        incidents.advance(logTimeMs);
    }

    @Override
    public long nextDeadlineMs() {
        return Math.min(Math.min(seen.nextDeadlineMs(), silentAtMs()), incidents.nextDeadlineMs());
    }

    /** When the last word stops to count; {@link #NEVER} unless an incident lasts by it. */
    private long silentAtMs() {
        OpenIncident open = incidents.current();
        return open == null || open.resolveAtMs() != NEVER ? NEVER : state().countsUntilMs();
    }

    private void extreme(ExtremeRate found, long logTimeMs) {
        BigDecimal rate = found.said().rate();
        BigDecimal peak = incidents.joins(found.rule()) ? state().incidentPeak() : null;
        boolean held =
                incidents.held(
                        new Judgement(
                                found.rule(),
                                Subject.coin(found.said().coin()),
                                Severity.HIGH,
                                found.said().timeMs(),
                                found.late(),
                                null,
                                null,
                                found.rule().parameters().quietMs()),
                        evidence -> evidence.plus(found.evidence()),
                        incident -> found.text(incident.openedAtMs()),
                        logTimeMs);
        if (held && (peak == null || rate.abs().compareTo(peak.abs()) > 0)) {
            cell.set(state().withPeak(rate));
        }
    }

    private AlertText resolution(OpenIncident incident) {
        BigDecimal peakPct = ExtremeRate.percent(state().incidentPeak());
        AlertText told =
                Phrases.resolution(
                        incident,
                        "Resolved: the funding rate of %s is no longer extreme"
                                .formatted(incident.subject().coin()),
                        "statement",
                        "At its most extreme the rate was %s an hour."
                                .formatted(Phrases.percent(peakPct)));
        told.details().put("extreme_rate_pct", CanonicalJson.percent(peakPct));
        return told;
    }

    private FundingState state() {
        FundingState state = cell.get();
        return state == null ? FundingState.NONE : state;
    }
}
