package io.hyperwatch.patterns.largeliquidation;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.IncidentCore;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Judgement;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Subject;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rule {@code large-liquidation}: one liquidation is worth more than 500,000 USD, critical above
 * 2,000,000. Judged at each of its fills by its value so far. However many fills it has, it counts
 * once, in the incident that was open when it became large; another large one of the coin joins
 * that incident.
 *
 * <p>A liquidation whose incident is over and that grows into a higher severity (fills that were
 * missed and come late) is news: it counts once more, under the identity of the fill that did it.
 *
 * <p>State: the large liquidations seen in the last 20 minutes of log time: 10 for a fill to arrive
 * late, the rest for clocks that disagree.
 */
public final class LargeLiquidationCore
        implements Detector<LiquidationFill, LargeLiquidationParameters> {

    public static final String RULE = "large-liquidation";

    static final long REMEMBERED_MS = 1_200_000;

    private static final long CLEAN_UP_EVERY_MS = 60_000;

    private final Table<String, LargeLiquidation> liquidations;
    private final Cell<Long> cleanUpAt;
    private final IncidentCore incidents;

    /**
     * @param liquidations large ones by id
     * @param cleanUpAt when old ones are removed next
     */
    public LargeLiquidationCore(
            Table<String, LargeLiquidation> liquidations,
            Cell<Long> cleanUpAt,
            Cell<IncidentMemory> memory,
            Verdicts verdicts) {
        this.liquidations = liquidations;
        this.cleanUpAt = cleanUpAt;
        this.incidents = new IncidentCore(RULE, memory, verdicts, LargeLiquidationText::resolution);
    }

    @Override
    public void judge(
            LiquidationFill fill, long logTimeMs, InForce<LargeLiquidationParameters> rule) {
        LargeLiquidationParameters inForce = rule.parameters();
        if (!fill.counted()
                || fill.history()
                || rule.isPaused()
                || fill.grade().compareTo(inForce.minGrade()) < 0
                || fill.liquidationValueUsd().compareTo(inForce.thresholdUsd()) <= 0) {
            return;
        }
        Severity severity = severity(fill, inForce);
        LargeLiquidation counted = counted(fill, logTimeMs);
        boolean inOpenIncident = counted != null && belongsToOpenIncident(counted);
        if (counted != null && !inOpenIncident && counted.severity().isAtLeast(severity)) {
            remember(fill, counted.identity(), counted.incidentId(), counted.severity(), logTimeMs);
            return;
        }
        String identity = identity(fill, counted, inOpenIncident);
        EvidenceEvent event = LargeLiquidationText.evidence(fill, identity);
        boolean held =
                incidents.held(
                        new Judgement(
                                rule,
                                Subject.coin(fill.coin()),
                                severity,
                                fill.timeMs(),
                                Timeliness.of(fill.timeMs(), fill.provenance().receivedAtMs())
                                        == Timeliness.LATE,
                                fill.liquidationValueUsd(),
                                null,
                                Judgement.quietMs(0)),
                        evidence ->
                                inOpenIncident && evidence.count() > 0
                                        ? evidence.grown(event, counted.valueUsd())
                                        : evidence.plus(event),
                        incident -> LargeLiquidationText.of(fill, inForce),
                        logTimeMs);
        if (held) {
            boolean worse = counted == null || severity.isAtLeast(counted.severity());
            remember(
                    fill,
                    identity,
                    incidents.current().incidentId(),
                    worse ? severity : counted.severity(),
                    logTimeMs);
        }
    }

    @Override
    public void advance(long logTimeMs) {
        if (cleanUpMs() <= logTimeMs) {
            cleanUp(logTimeMs);
        }
        incidents.advance(logTimeMs);
    }

    @Override
    public long nextDeadlineMs() {
        return Math.min(cleanUpMs(), incidents.nextDeadlineMs());
    }

    /** What is only guessed from public trades wakes nobody. */
    private static Severity severity(LiquidationFill fill, LargeLiquidationParameters inForce) {
        if (fill.grade().compareTo(LiquidationGrade.CONFIRMED_FILL) < 0) {
            return Severity.WARNING;
        }
        return fill.liquidationValueUsd().compareTo(inForce.criticalUsd()) > 0
                ? Severity.CRITICAL
                : Severity.HIGH;
    }

    /** A second incident must not begin with the identity of the first: their ids would meet. */
    private static String identity(
            LiquidationFill fill, LargeLiquidation counted, boolean inOpenIncident) {
        if (counted == null) {
            return fill.liquidationId();
        }
        return inOpenIncident ? counted.identity() : fill.identity();
    }

    private LargeLiquidation counted(LiquidationFill fill, long logTimeMs) {
        LargeLiquidation counted = liquidations.get(fill.liquidationId());
        return counted != null && remembers(counted, logTimeMs) ? counted : null;
    }

    private boolean belongsToOpenIncident(LargeLiquidation counted) {
        OpenIncident open = incidents.current();
        return open != null && open.incidentId().equals(counted.incidentId());
    }

    private void remember(
            LiquidationFill fill,
            String identity,
            String incidentId,
            Severity severity,
            long logTimeMs) {
        liquidations.put(
                fill.liquidationId(),
                new LargeLiquidation(
                        identity, incidentId, severity, fill.liquidationValueUsd(), logTimeMs));
        if (cleanUpAt.get() == null) {
            cleanUpAt.set(nextCleanUp(logTimeMs));
        }
    }

    private static boolean remembers(LargeLiquidation counted, long logTimeMs) {
        return counted.seenMs() >= logTimeMs - REMEMBERED_MS;
    }

    private void cleanUp(long logTimeMs) {
        List<String> old = new ArrayList<>();
        boolean empty = true;
        for (Map.Entry<String, LargeLiquidation> entry : liquidations.entries()) {
            if (remembers(entry.getValue(), logTimeMs)) {
                empty = false;
            } else {
                old.add(entry.getKey());
            }
        }
        old.forEach(liquidations::remove);
        cleanUpAt.set(empty ? null : Long.valueOf(nextCleanUp(logTimeMs)));
    }

    private long cleanUpMs() {
        Long at = cleanUpAt.get();
        return at == null ? NEVER : at;
    }

    private static long nextCleanUp(long logTimeMs) {
        return (Math.floorDiv(logTimeMs, CLEAN_UP_EVERY_MS) + 1) * CLEAN_UP_EVERY_MS;
    }
}
