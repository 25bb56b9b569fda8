package io.hyperwatch.patterns.reference;

import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.IncidentCore;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Judgement;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Phrases;
import io.hyperwatch.patterns.incident.Subject;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.mid.Mid;
import io.hyperwatch.patterns.mid.PriceGap;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;
import java.util.List;

/**
 * Rule {@code reference-deviation}: a coin's mid is more than 0.3 % away from the median of its
 * spot prices at outside venues. Judged at each price of the coin, its own or an outside one, in
 * log order.
 *
 * <p>An outside price counts for 10 s. With fewer than two that count nothing is judged: a source
 * that falls silent begins nothing and ends nothing. The incident is resolved when the deviation
 * has stayed below 0.24 % for 60 s.
 */
public final class ReferenceDeviationCore implements Detector<Price, ReferenceDeviationParameters> {

    public static final String RULE = "reference-deviation";

    private final Cell<ReferenceState> cell;
    private final IncidentCore incidents;

    public ReferenceDeviationCore(
            Cell<ReferenceState> cell, Cell<IncidentMemory> memory, Verdicts verdicts) {
        this.cell = cell;
        this.incidents = new IncidentCore(RULE, memory, verdicts, this::resolution);
    }

    @Override
    public void judge(Price price, long logTimeMs, InForce<ReferenceDeviationParameters> rule) {
        Timeliness timeliness = Timeliness.of(price.timeMs(), price.provenance().receivedAtMs());
        if (timeliness == Timeliness.HISTORY || !remembered(price)) {
            return;
        }
        ReferenceDeviationParameters inForce = rule.parameters();
        ReferenceState state = state();
        long asOfMs = state.outside().asOfMs(state.prices().asOfMs(price.timeMs()));
        List<VenuePrice> fresh = state.outside().fresh(asOfMs, inForce.maxReferenceAgeMs());
        Mid mid = state.prices().mid(asOfMs, inForce.limits());
        if (mid == null || fresh.size() < inForce.minVenues()) {
            return;
        }
        PriceGap gap = new PriceGap(mid.price(), OutsidePrices.median(fresh));
        boolean late = timeliness == Timeliness.LATE;
        long heldAtMs = Judgement.heldAtMs(price.timeMs(), late, logTimeMs);
        if (!rule.isPaused() && gap.isAbove(inForce.infoPct())) {
            deviates(
                    new ReferenceFinding(price, late, asOfMs, mid, gap, state.outside(), rule),
                    logTimeMs);
            incidents.lasts(rule, heldAtMs);
        } else if (rule.isPaused() || gap.isBelow(inForce.rearmPct())) {
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

    /**
     * Keeps what is new. Nothing is kept of a coin before its first outside price, so that the rule
     * costs nothing where outside prices are not asked for.
     *
     * @return whether there is something to judge
     */
    private boolean remembered(Price price) {
        ReferenceState before = state();
        if (price.kind() == PriceKind.REFERENCE) {
            boolean news = before.outside().isNews(price);
            if (news) {
                cell.set(before.with(before.outside().with(price)));
            }
            return news;
        }
        if (before.outside().isEmpty() || !before.prices().isNews(price)) {
            return false;
        }
        cell.set(before.with(before.prices().with(price)));
        return !before.prices().isOlder(price);
    }

    private void deviates(ReferenceFinding finding, long logTimeMs) {
        BigDecimal pct = finding.gap().percent();
        boolean joins = incidents.joins(finding.rule());
        boolean held =
                incidents.held(
                        new Judgement(
                                finding.rule(),
                                Subject.coin(finding.price().coin()),
                                finding.severity(),
                                finding.price().timeMs(),
                                finding.late(),
                                null,
                                null,
                                finding.parameters().quietMs()),
                        evidence -> evidence.plus(finding.evidence()),
                        incident -> finding.text(incident.openedAtMs()),
                        logTimeMs);
        if (held) {
            cell.set(state().withPeak(joins ? pct.max(state().incidentPeakPct()) : pct));
        }
    }

    private AlertText resolution(OpenIncident incident) {
        BigDecimal peakPct = state().incidentPeakPct();
        AlertText told =
                Phrases.resolution(
                        incident,
                        "Resolved: %s is back at its outside spot prices"
                                .formatted(incident.subject().coin()),
                        "price",
                        "At its worst the mid was %s away from them."
                                .formatted(Phrases.percent(peakPct)));
        told.details().put("highest_deviation_pct", CanonicalJson.percent(peakPct));
        return told;
    }

    private ReferenceState state() {
        ReferenceState state = cell.get();
        return state == null ? ReferenceState.NONE : state;
    }
}
