package io.hyperwatch.patterns.flashloan;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.IncidentCore;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Judgement;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Subject;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.liquidations.grades.GradedParameters;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.math.BigDecimal;
import java.util.List;

/**
 * Rule {@code flash-loan}: at least two liquidations, whatever coins and accounts, begin within 10
 * s and are together worth more than 500,000 USD. Judged at each liquidation fill, in log order,
 * over the windows that contain the start of its liquidation.
 */
public final class FlashLoanCore implements Detector<LiquidationFill, FlashLoanParameters> {

    public static final String RULE = "flash-loan";

    private final LiquidationWindows windows;
    private final Cell<Window> largest;
    private final IncidentCore incidents;

    /**
     * @param seconds liquidations by the second they began in
     * @param liquidations by id
     * @param cleanUpAt when old ones are removed next
     * @param largest window of the newest incident
     */
    public FlashLoanCore(
            Table<Long, StartSecond> seconds,
            Table<String, CountedLiquidation> liquidations,
            Cell<Long> cleanUpAt,
            Cell<Window> largest,
            Cell<IncidentMemory> memory,
            Verdicts verdicts) {
        this.windows = new LiquidationWindows(seconds, liquidations, cleanUpAt);
        this.largest = largest;
        this.incidents = new IncidentCore(RULE, memory, verdicts, this::resolution);
    }

    @Override
    public void judge(LiquidationFill fill, long logTimeMs, InForce<FlashLoanParameters> rule) {
        FlashLoanParameters inForce = rule.parameters();
        if (!fill.counted()
                || fill.history()
                || fill.grade().compareTo(inForce.minGrade()) < 0
                || !LiquidationWindows.remembers(fill.liquidationStartMs(), logTimeMs)) {
            return;
        }
        EvidenceEvent event = FlashLoanText.evidence(fill);
        windows.add(fill, event, logTimeMs);
        boolean guesses = GradedParameters.takesInferred(inForce);
        Window sure = windows.find(fill.liquidationStartMs(), inForce, logTimeMs, true);
        Window window =
                sure == null && guesses
                        ? windows.find(fill.liquidationStartMs(), inForce, logTimeMs, false)
                        : sure;
        if (window == null) {
            return;
        }
        boolean late =
                Timeliness.of(fill.timeMs(), fill.provenance().receivedAtMs()) == Timeliness.LATE;
        BigDecimal risk = FlashLoanRisk.score(window.totalUsd(), window.largestUsd());
        incidents.held(
                new Judgement(
                        rule,
                        Subject.VENUE,
                        // What holds only by guesses wakes nobody.
                        sure == null ? Severity.WARNING : Severity.CRITICAL,
                        fill.timeMs(),
                        late,
                        window.totalUsd(),
                        risk,
                        Judgement.quietMs(inForce.windowMs())),
                evidence -> with(event, window, evidence),
                incident -> FlashLoanText.of(window, windows.in(window), inForce, risk),
                logTimeMs);
    }

    @Override
    public void advance(long logTimeMs) {
        // First: a resolve looks at what is remembered when it is due.
        incidents.advance(logTimeMs);
        windows.advance(logTimeMs);
    }

    @Override
    public long nextDeadlineMs() {
        return Math.min(windows.nextDeadlineMs(), incidents.nextDeadlineMs());
    }

    private AlertText resolution(OpenIncident incident) {
        Window worst = largest.get();
        boolean remembered =
                worst != null
                        && LiquidationWindows.remembers(worst.startMs(), incident.resolveAtMs());
        return FlashLoanText.resolution(
                incident, worst, remembered ? windows.in(worst) : List.of());
    }

    private Evidence with(EvidenceEvent event, Window window, Evidence before) {
        boolean opens = before.count() == 0;
        if (opens || window.isWorthMoreThan(largest.get())) {
            largest.set(window);
        }
        return opens ? evidence(window) : before.plus(event);
    }

    private Evidence evidence(Window window) {
        Evidence fills = Evidence.NONE;
        for (CountedLiquidation liquidation : windows.in(window)) {
            fills = fills.then(liquidation.fills());
        }
        return fills;
    }
}
