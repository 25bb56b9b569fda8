package io.hyperwatch.patterns.feed;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;

import java.util.List;

/** What the bridge says of its streams, for tests. */
public final class CoverageEvents {

    public static final long BEGINNING = 1_760_130_903_000L;

    private CoverageEvents() {}

    static RuleRun<CoverageEvent, FeedStaleParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new FeedStaleRule(),
                event -> {
                    String[] parts = event.stream().split(":");
                    boolean user = parts.length > 1 && parts[1].startsWith("0x");
                    return new RecordScope(
                            parts.length > 1 && !user ? parts[1] : null,
                            user ? parts[1] : null,
                            event.timeMs());
                },
                changes);
    }

    public static CoverageEvent silence(
            CoverageKind kind, String stream, long timeMs, long counter) {
        return new CoverageEvent(
                kind,
                stream,
                timeMs,
                null,
                null,
                "silence",
                0,
                null,
                null,
                null,
                kind == CoverageKind.STALE ? "silent for 20 s" : null,
                1,
                provenance(BEGINNING, counter, timeMs));
    }

    public static CoverageEvent opened(
            String stream, long startMs, String reason, long timeMs, long counter) {
        return new CoverageEvent(
                CoverageKind.GAP_OPENED,
                stream,
                timeMs,
                startMs,
                null,
                reason,
                0,
                null,
                null,
                null,
                null,
                1,
                provenance(BEGINNING, counter, timeMs));
    }

    public static CoverageEvent closed(
            CoverageEvent opened, String how, long timeMs, long counter) {
        return new CoverageEvent(
                CoverageKind.GAP_CLOSED,
                opened.stream(),
                timeMs,
                opened.gapStartMs(),
                timeMs,
                opened.reason(),
                3,
                how,
                null,
                null,
                null,
                2,
                provenance(BEGINNING, counter, timeMs));
    }

    public static Provenance provenance(long bridgeStartMs, long counter, long receivedAtMs) {
        return new Provenance(
                Source.WS,
                receivedAtMs,
                new Sequence(bridgeStartMs, counter),
                0,
                counter,
                0,
                true,
                false);
    }
}
