package io.hyperwatch.patterns.coordinated;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.IncidentCore;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Judgement;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Subject;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;

import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rule {@code coordinated-liquidation}: at least three liquidations of one account, whatever coins,
 * begin within 300 s and are together worth at least 1,000,000 USD. Judged at each liquidation
 * fill, in log order, over the windows that contain the start of its liquidation.
 *
 * <p>The evidence is the liquidations of the windows told, each once, with its newest value.
 */
public final class CoordinatedCore implements Detector<LiquidationFill, CoordinatedParameters> {

    public static final String RULE = "coordinated-liquidation";

    private final Cell<AccountLiquidations> liquidations;
    private final IncidentCore incidents;

    /**
     * @param liquidations of the account
     */
    public CoordinatedCore(
            Cell<AccountLiquidations> liquidations,
            Cell<IncidentMemory> memory,
            Verdicts verdicts) {
        this.liquidations = liquidations;
        this.incidents = new IncidentCore(RULE, memory, verdicts, CoordinatedText::resolution);
    }

    @Override
    public void judge(LiquidationFill fill, long logTimeMs, InForce<CoordinatedParameters> rule) {
        if (!fill.counted()
                || fill.history()
                || !AccountLiquidations.remembers(fill.liquidationStartMs(), logTimeMs)) {
            return;
        }
        AccountLiquidations known = current().plus(fill, logTimeMs);
        liquidations.set(known);
        if (rule.isPaused() || fill.grade().compareTo(rule.parameters().minGrade()) < 0) {
            return;
        }
        long startMs = fill.liquidationStartMs();
        Severity severity = Severity.HIGH;
        LiquidationWindow window = known.find(startMs, rule.parameters(), false);
        if (window == null && rule.parameters().minGrade() == LiquidationGrade.INFERRED_BURST) {
            // what is only guessed from public trades wakes nobody
            severity = Severity.WARNING;
            window = known.find(startMs, rule.parameters(), true);
        }
        if (window != null) {
            held(fill, window, severity, logTimeMs, rule);
        }
    }

    @Override
    public void advance(long logTimeMs) {
        AccountLiquidations known = current();
        if (known.nextDeadlineMs() <= logTimeMs) {
            AccountLiquidations left = known.remembered(logTimeMs);
            liquidations.set(left.liquidations().isEmpty() ? null : left);
        }
        incidents.advance(logTimeMs);
    }

    @Override
    public long nextDeadlineMs() {
        return Math.min(current().nextDeadlineMs(), incidents.nextDeadlineMs());
    }

    private void held(
            LiquidationFill fill,
            LiquidationWindow window,
            Severity severity,
            long logTimeMs,
            InForce<CoordinatedParameters> rule) {
        BigDecimal risk = CoordinatedRisk.score(window.members().size(), window.totalUsd());
        OpenIncident before = incidents.current();
        String incidentId = before == null ? null : before.incidentId();
        boolean held =
                incidents.held(
                        new Judgement(
                                rule,
                                Subject.account(fill.liquidatedUser()),
                                severity,
                                fill.timeMs(),
                                Timeliness.of(fill.timeMs(), fill.provenance().receivedAtMs())
                                        == Timeliness.LATE,
                                window.totalUsd(),
                                risk,
                                Judgement.quietMs(rule.parameters().windowMs())),
                        evidence -> with(window, evidence, incidentId),
                        incident ->
                                CoordinatedText.of(
                                        fill.liquidatedUser(), window, rule.parameters(), risk),
                        logTimeMs);
        if (held) {
            Set<String> told =
                    window.members().stream()
                            .map(AccountLiquidation::liquidationId)
                            .collect(Collectors.toSet());
            liquidations.set(current().told(told, incidents.current().incidentId()));
        }
    }

    private static Evidence with(LiquidationWindow window, Evidence before, String incidentId) {
        boolean opens = before.count() == 0;
        Evidence evidence = before;
        for (AccountLiquidation one : window.members()) {
            EvidenceEvent event = CoordinatedText.evidence(one);
            if (opens || !incidentId.equals(one.incidentId())) {
                evidence = evidence.plus(event);
            } else if (one.valueUsd().compareTo(one.toldUsd()) != 0) {
                evidence = evidence.grown(event, one.toldUsd());
            }
        }
        return evidence;
    }

    private AccountLiquidations current() {
        AccountLiquidations known = liquidations.get();
        return known == null ? AccountLiquidations.NONE : known;
    }
}
