package io.hyperwatch.patterns.adl;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.patterns.incident.AlertText;
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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Rule {@code adl}: positions of a coin are closed by auto-deleveraging. Any such fill is a
 * warning; critical when the fills of 60 s are worth at least 100,000 USD, judged at each fill over
 * the windows that contain it.
 *
 * <p>The value of the incident is that of its fills, or of the window that made it critical where
 * that reaches back to fills before the incident (the rule was paused, or the fill came late).
 *
 * <p>State: see {@link AdlWindows}; the accounts of the open incident, at most 50,000; all cleaned
 * every 5 minutes.
 */
public final class AdlCore implements Detector<Fill, AdlParameters> {

    public static final String RULE = "adl";

    static final int MAX_ACCOUNTS = 50_000;

    /** All that is remembered is read for it. */
    private static final long CLEAN_UP_EVERY_MS = 300_000;

    private final AdlWindows windows;
    private final Table<String, String> accounts;
    private final Cell<AdlTally> tally;
    private final Cell<Long> cleanUpAt;
    private final IncidentCore incidents;

    /**
     * @param seconds fills by the second they happened in
     * @param accounts deleveraged accounts and the incident they were counted in
     * @param tally of the newest incident
     * @param cleanUpAt when old ones are removed next
     */
    public AdlCore(
            Table<Long, AdlSecond> seconds,
            Table<String, String> accounts,
            Cell<AdlTally> tally,
            Cell<Long> cleanUpAt,
            Cell<IncidentMemory> memory,
            Verdicts verdicts) {
        this.windows = new AdlWindows(seconds);
        this.accounts = accounts;
        this.tally = tally;
        this.cleanUpAt = cleanUpAt;
        this.incidents = new IncidentCore(RULE, memory, verdicts, this::resolution);
    }

    @Override
    public void judge(Fill fill, long logTimeMs, InForce<AdlParameters> rule) {
        Timeliness timeliness = Timeliness.of(fill.timeMs(), fill.provenance().receivedAtMs());
        if (timeliness == Timeliness.HISTORY || !AdlWindows.remembers(fill.timeMs(), logTimeMs)) {
            return;
        }
        windows.add(fill.timeMs(), fill.valueUsd());
        if (cleanUpAt.get() == null) {
            cleanUpAt.set(nextCleanUp(logTimeMs));
        }
        if (rule.isPaused()) {
            return;
        }
        AdlWindow window = null;
        BigDecimal valueUsd = fill.valueUsd();
        Severity severity = Severity.CRITICAL;
        OpenIncident before = incidents.current();
        boolean joins = incidents.joins(rule);
        if (joins) {
            valueUsd = valueUsd.add(before.evidence().totalUsd());
        }
        if (!joins || before.toldSeverity() != Severity.CRITICAL) {
            // Nothing is worse than critical: the burst that made it so needs no window any more.
            window = windows.largest(fill.timeMs(), rule.parameters().windowMs(), logTimeMs);
            if (window.totalUsd().compareTo(rule.parameters().criticalUsd()) >= 0) {
                valueUsd = valueUsd.max(window.totalUsd());
            } else {
                severity = Severity.WARNING;
            }
        }
        held(fill, window, severity, valueUsd, timeliness == Timeliness.LATE, logTimeMs, rule);
    }

    @Override
    public void advance(long logTimeMs) {
        incidents.advance(logTimeMs);
        if (cleanUpMs() <= logTimeMs) {
            cleanUp(logTimeMs);
        }
    }

    @Override
    public long nextDeadlineMs() {
        return Math.min(cleanUpMs(), incidents.nextDeadlineMs());
    }

    private void held(
            Fill fill,
            AdlWindow window,
            Severity severity,
            BigDecimal valueUsd,
            boolean late,
            long logTimeMs,
            InForce<AdlParameters> rule) {
        Deleveraged deleveraged = Deleveraged.of(fill);
        EvidenceEvent event = AdlText.evidence(fill, deleveraged);
        boolean held =
                incidents.held(
                        new Judgement(
                                rule,
                                Subject.coin(fill.coin()),
                                severity,
                                fill.timeMs(),
                                late,
                                valueUsd,
                                null,
                                Judgement.quietMs(rule.parameters().windowMs())),
                        evidence -> evidence.plus(event),
                        incident ->
                                AdlText.of(
                                        fill,
                                        incident,
                                        tally(fill, deleveraged, incident.incidentId()),
                                        window,
                                        rule.parameters()),
                        logTimeMs);
        if (held) {
            String incidentId = incidents.current().incidentId();
            boolean newAccount = isNew(deleveraged.account(), incidentId);
            tally.set(tally(fill, deleveraged, incidentId));
            if (newAccount) {
                accounts.put(deleveraged.account(), incidentId);
            }
        }
    }

    /** With this fill. */
    private AdlTally tally(Fill fill, Deleveraged deleveraged, String incidentId) {
        return before(incidentId)
                .plus(
                        deleveraged.side(),
                        fill.valueUsd(),
                        isNew(deleveraged.account(), incidentId));
    }

    private AdlTally before(String incidentId) {
        AdlTally known = tally.get();
        return known != null && known.incidentId().equals(incidentId)
                ? known
                : AdlTally.of(incidentId);
    }

    private boolean isNew(String account, String incidentId) {
        return account != null
                && !incidentId.equals(accounts.get(account))
                && before(incidentId).accounts() < MAX_ACCOUNTS;
    }

    private AlertText resolution(OpenIncident incident) {
        return AdlText.resolution(incident, tally.get());
    }

    private void cleanUp(long logTimeMs) {
        OpenIncident open = incidents.current();
        boolean empty = windows.cleanUp(logTimeMs);
        List<String> old = new ArrayList<>();
        for (Map.Entry<String, String> entry : accounts.entries()) {
            if (open == null || !open.incidentId().equals(entry.getValue())) {
                old.add(entry.getKey());
            }
        }
        old.forEach(accounts::remove);
        if (open == null) {
            tally.set(null);
        }
        cleanUpAt.set(empty && open == null ? null : Long.valueOf(nextCleanUp(logTimeMs)));
    }

    private long cleanUpMs() {
        Long at = cleanUpAt.get();
        return at == null ? NEVER : at;
    }

    private static long nextCleanUp(long logTimeMs) {
        return (Math.floorDiv(logTimeMs, CLEAN_UP_EVERY_MS) + 1) * CLEAN_UP_EVERY_MS;
    }
}
