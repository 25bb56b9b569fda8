package io.hyperwatch.patterns.midjump;

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
import io.hyperwatch.patterns.mid.MidPrices;
import io.hyperwatch.patterns.mid.PriceGap;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;

/**
 * Rule {@code mid-jump}: a coin's mid is more than 0.5 % away from its last known mid. Judged at
 * each price of the coin, in log order. It is the form of the source system and off by default: it
 * measures volatility, not the oracle.
 *
 * <p>While it is paused it reads and writes no state of its own, so that a rule nobody uses costs
 * nothing: the last known mid is then that from before the pause, which counts for a minute only.
 */
public final class MidJumpCore implements Detector<Price, MidJumpParameters> {

    public static final String RULE = "mid-jump";

    private final Cell<MidJumpState> cell;
    private final IncidentCore incidents;

    public MidJumpCore(Cell<MidJumpState> cell, Cell<IncidentMemory> memory, Verdicts verdicts) {
        this.cell = cell;
        this.incidents = new IncidentCore(RULE, memory, verdicts, this::resolution);
    }

    @Override
    public void judge(Price price, long logTimeMs, InForce<MidJumpParameters> rule) {
        if (rule.isPaused()) {
            return;
        }
        Timeliness timeliness = Timeliness.of(price.timeMs(), price.provenance().receivedAtMs());
        MidJumpState before = state();
        if (timeliness == Timeliness.HISTORY || !before.prices().isNews(price)) {
            return;
        }
        MidPrices prices = before.prices().with(price);
        MidJumpState read =
                before.read(
                        prices,
                        price.kind() == PriceKind.CONTEXT
                                ? price.dayNotionalVolumeUsd()
                                : before.dayVolumeUsd());
        long asOfMs = prices.asOfMs(price.timeMs());
        Mid mid =
                before.prices().isOlder(price)
                        ? null
                        : prices.mid(asOfMs, rule.parameters().limits());
        if (mid == null) {
            cell.set(read);
            return;
        }
        KnownMid now = KnownMid.of(asOfMs, mid);
        cell.set(read.at(now));
        KnownMid last = before.last();
        if (last == null || asOfMs - last.timeMs() > rule.parameters().maxMidAgeMs()) {
            return;
        }
        PriceGap gap = new PriceGap(now.price(), last.price());
        if (gap.isAbove(rule.parameters().warningPct())) {
            boolean late = timeliness == Timeliness.LATE;
            jumped(new MidJump(price, late, last, now, gap, read.dayVolumeUsd(), rule), logTimeMs);
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

    private void jumped(MidJump jump, long logTimeMs) {
        BigDecimal pct = jump.gap().percent();
        boolean joins = incidents.joins(jump.rule());
        boolean held =
                incidents.held(
                        new Judgement(
                                jump.rule(),
                                Subject.coin(jump.price().coin()),
                                jump.severity(),
                                jump.price().timeMs(),
                                jump.late(),
                                null,
                                null,
                                jump.parameters().quietMs()),
                        evidence -> evidence.plus(jump.evidence()),
                        incident -> jump.text(incident.openedAtMs()),
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
                        "Resolved: the mid of %s jumps no more"
                                .formatted(incident.subject().coin()),
                        "jump",
                        "The largest was %s.".formatted(Phrases.percent(peakPct)));
        told.details().put("highest_jump_pct", CanonicalJson.percent(peakPct));
        return told;
    }

    private MidJumpState state() {
        MidJumpState state = cell.get();
        return state == null ? MidJumpState.NONE : state;
    }
}
