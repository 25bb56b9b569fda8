package io.hyperwatch.patterns.feed;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.IncidentCore;
import io.hyperwatch.patterns.incident.IncidentMemory;
import io.hyperwatch.patterns.incident.Judgement;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Phrases;
import io.hyperwatch.patterns.incident.Subject;
import io.hyperwatch.patterns.incident.Verdicts;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.rules.RuleDefinition;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.rules.RuleState;

import java.util.Map;

/**
 * Whether the bridge still writes: the only question that the log cannot answer, as time stands
 * still in it when it is not written. Told the clock by its host. Alerts under rule {@code
 * feed-stale}, subject {@code stream:bridge}, after 30 s without a record or a tick; resolved by
 * the next one.
 *
 * <p>The alert's id follows from how far the log has come, not from the clock: a job that is
 * restarted during the silence says the same again, or nothing where its checkpoint knows of it.
 */
public final class BridgeSilence {

    /** So long without a word is too long; ticks come several times a second. */
    static final long SILENT_MS = 30_000;

    /** After its start a job is still connecting, and has not yet read what was written. */
    static final long GRACE_MS = 120_000;

    /** A task that was held up hears nothing either, but it does not come to check. */
    static final int CHECKS = 6;

    private static final Subject BRIDGE = new Subject("stream:bridge", null, null);
    private static final InForce<FeedStaleParameters> RULE =
            new InForce<>(
                    RuleDefinition.FIRST_VERSION, RuleState.ACTIVE, FeedStaleParameters.DEFAULTS);

    private final HeapCell<IncidentMemory> memory = new HeapCell<>();
    private final IncidentCore incidents;
    private final long silentFromMs;
    private long logTimeMs;
    private long heardMs;
    private boolean heard;
    private int checks;

    /**
     * @param before null for none
     * @param clockMs wall clock, epoch milliseconds
     */
    public BridgeSilence(BridgeSilenceState before, Verdicts verdicts, long clockMs) {
        this.incidents =
                new IncidentCore(FeedStaleCore.RULE, memory, verdicts, BridgeSilence::resolution);
        this.silentFromMs = clockMs + GRACE_MS;
        if (before != null) {
            memory.set(before.memory());
            logTimeMs = before.logTimeMs();
        }
    }

    /**
     * A record or a tick has come.
     *
     * @param newLogTimeMs how far the log has come
     */
    public void heard(long newLogTimeMs, long clockMs) {
        logTimeMs = Math.max(logTimeMs, newLogTimeMs);
        heardMs = clockMs;
        heard = true;
        checks = 0;
        OpenIncident open = incidents.current();
        if (open != null) {
            incidents.released(logTimeMs);
            incidents.advance(Long.MAX_VALUE - 1);
        }
    }

    /** To be called every 5 s. */
    public void check(long clockMs) {
        checks++;
        boolean silent = heard ? clockMs - heardMs >= SILENT_MS : clockMs >= silentFromMs;
        if (!silent || checks < CHECKS || incidents.current() != null) {
            return;
        }
        long sinceMs = logTimeMs == 0 ? clockMs : logTimeMs;
        String identity = "bridge|" + logTimeMs;
        incidents.held(
                new Judgement(
                        RULE, BRIDGE, Severity.HIGH, sinceMs + SILENT_MS, false, null, null, 0),
                evidence ->
                        evidence.plus(
                                EvidenceEvent.of(identity, sinceMs, null, CanonicalJson.object())),
                incident -> text(sinceMs),
                sinceMs + SILENT_MS);
        incidents.lasts(RULE, sinceMs + SILENT_MS);
    }

    public BridgeSilenceState state() {
        return new BridgeSilenceState(logTimeMs, memory.get());
    }

    private static AlertText text(long sinceMs) {
        Map<String, Object> details = CanonicalJson.object();
        details.put("cause", "bridge silent");
        details.put("since", CanonicalJson.time(sinceMs));
        details.put("silent_ms", SILENT_MS);
        return new AlertText(
                "Feed stale: the bridge is silent",
                "Nothing, not even a tick, has come from the ingest bridge since %s (limit %s). No rule sees anything until it writes again. Is the process alive, and does it reach Kafka?"
                        .formatted(Phrases.time(sinceMs), Phrases.duration(SILENT_MS)),
                details);
    }

    private static AlertText resolution(OpenIncident incident) {
        return Phrases.resolution(
                incident,
                "Resolved: the bridge writes again",
                "silence",
                "What was missed meanwhile is in coverage_gaps.");
    }
}
