package io.hyperwatch.patterns.oracle;

import io.hyperwatch.alerts.Severity;
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
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;
import java.util.function.Consumer;

/**
 * Rule {@code oracle-deviation}: a coin's mid or mark price is more than 0.5 % away from its oracle
 * price. Judged at each price of the coin, in log order.
 *
 * <p>A breach begins above 0.5 % and ends below 0.4 %; the incident is resolved when the deviation
 * has stayed below 0.4 % for 60 s. Silence does not end a breach, nor does a price more than 60 s
 * younger than the oracle price: it is stored, not judged. Each step of a breach goes out as a
 * {@link BreachSignal}.
 */
public final class OracleDeviationCore implements Detector<Price, OracleDeviationParameters> {

    public static final String RULE = "oracle-deviation";

    private final Cell<OracleState> cell;
    private final IncidentCore incidents;
    private final Consumer<BreachSignal> signals;

    public OracleDeviationCore(
            Cell<OracleState> cell,
            Cell<IncidentMemory> memory,
            Verdicts verdicts,
            Consumer<BreachSignal> signals) {
        this.cell = cell;
        this.incidents = new IncidentCore(RULE, memory, verdicts, this::resolution);
        this.signals = signals;
    }

    @Override
    public void judge(Price price, long logTimeMs, InForce<OracleDeviationParameters> rule) {
        OracleDeviationParameters inForce = rule.parameters();
        Timeliness timeliness = Timeliness.of(price.timeMs(), price.provenance().receivedAtMs());
        LatestPrices before = state().prices();
        if (timeliness == Timeliness.HISTORY || !before.isNews(price)) {
            return;
        }
        cell.set(state().with(before.with(price)));
        boolean saysNothing = price.kind() == PriceKind.CONTEXT && !LatestPrices.hasOracle(price);
        if (saysNothing || before.isOlder(price)) {
            return;
        }
        Deviation deviation = state().prices().deviation(price.timeMs(), inForce);
        if (deviation == null) {
            return;
        }
        boolean late = timeliness == Timeliness.LATE;
        long heldAtMs = Judgement.heldAtMs(price.timeMs(), late, logTimeMs);
        if (rule.isPaused() || incidents.givesWay(rule)) {
            recovered(heldAtMs, deviation);
        } else if (deviation.isAbove(inForce.warningPct())) {
            breached(new OracleFinding(price, late, heldAtMs, deviation, rule), logTimeMs);
        } else if (deviation.isBelow(inForce.rearmPct())) {
            recovered(heldAtMs, deviation);
        } else {
            stillUp(deviation, rule, heldAtMs);
        }
    }

    @Override
    public void advance(long logTimeMs) {
        Breach breach = state().breach();
        while (breach != null && breach.nextStepMs() <= logTimeMs) {
            breach = sustained(breach);
            cell.set(state().with(breach));
        }
        incidents.advance(logTimeMs);
    }

    @Override
    public long nextDeadlineMs() {
        Breach breach = state().breach();
        return Math.min(incidents.nextDeadlineMs(), breach == null ? NEVER : breach.nextStepMs());
    }

    private AlertText resolution(OpenIncident incident) {
        BigDecimal peakPct = state().incidentPeakPct();
        AlertText told =
                Phrases.resolution(
                        incident,
                        "Resolved: %s is back at its oracle price"
                                .formatted(incident.subject().coin()),
                        "price",
                        "At its worst the price was %s away from the oracle price."
                                .formatted(Phrases.percent(peakPct)));
        told.details().put("highest_deviation_pct", CanonicalJson.percent(peakPct));
        return told;
    }

    private void breached(OracleFinding finding, long logTimeMs) {
        Breach before = state().breach();
        BigDecimal pct = finding.deviation().percent();
        boolean critical = finding.deviation().isAbove(finding.parameters().criticalPct());
        Breach breach =
                before == null
                        ? new Breach(
                                finding.heldAtMs(),
                                finding.parameters().sustainedSeconds(),
                                0,
                                pct,
                                pct,
                                critical,
                                false)
                        : before.seen(pct, critical);
        cell.set(state().with(breach));

        AssetContext context = state().prices().context();
        Severity severity = finding.severity(context);
        BigDecimal risk = OracleRisk.score(pct, breach.lastedMs(finding.heldAtMs()));
        boolean joins = incidents.joins(finding.rule());
        boolean held =
                incidents.held(
                        new Judgement(
                                finding.rule(),
                                Subject.coin(finding.price().coin()),
                                severity,
                                finding.price().timeMs(),
                                finding.late(),
                                null,
                                risk,
                                finding.parameters().quietMs()),
                        evidence -> evidence.plus(finding.evidence()),
                        incident -> finding.text(context, breach, severity, risk),
                        logTimeMs);
        if (held) {
            cell.set(state().withPeak(joins ? pct.max(state().incidentPeakPct()) : pct));
        }
        incidents.lasts(finding.rule(), finding.heldAtMs());
        if (before != null && before.told() && critical && !before.critical()) {
            signal(BreachKind.ESCALATED, breach, finding.heldAtMs());
        }
    }

    /**
     * The pattern is told of a breach when its first step is over: in a storm most end before, and
     * on RocksDB Flink CEP takes some hundred signals a second. Their scores are those of the
     * records.
     */
    private Breach sustained(Breach breach) {
        long stepMs = breach.nextStepMs();
        if (!breach.told()) {
            signal(BreachKind.BREACH, breach, stepMs);
        }
        return breach.afterStep(signal(BreachKind.SUSTAINED, breach, stepMs));
    }

    private void recovered(long atMs, Deviation deviation) {
        Breach breach = state().breach();
        if (breach != null) {
            if (breach.told()) {
                signal(BreachKind.RECOVERED, breach.seen(deviation.percent(), false), atMs);
            }
            cell.set(state().with((Breach) null));
        }
        incidents.released(atMs);
    }

    /** Between 0.4 % and 0.5 %: begins nothing and ends nothing. */
    private void stillUp(Deviation deviation, InForce<OracleDeviationParameters> rule, long atMs) {
        Breach breach = state().breach();
        if (breach != null) {
            cell.set(state().with(breach.seen(deviation.percent(), false)));
        }
        incidents.lasts(rule, atMs);
    }

    /** Whether there is an incident that it belongs to. */
    private boolean signal(BreachKind kind, Breach breach, long timeMs) {
        OpenIncident open = incidents.current();
        if (open == null) {
            return false;
        }
        signals.accept(breach.signal(kind, open.incidentId(), open.subject().coin(), timeMs));
        return true;
    }

    private OracleState state() {
        OracleState state = cell.get();
        return state == null ? OracleState.NONE : state;
    }
}
