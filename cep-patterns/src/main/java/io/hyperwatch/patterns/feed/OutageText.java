package io.hyperwatch.patterns.feed;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.json.CanonicalJson;
import io.hyperwatch.patterns.incident.AlertText;
import io.hyperwatch.patterns.incident.Evidence;
import io.hyperwatch.patterns.incident.EvidenceEvent;
import io.hyperwatch.patterns.incident.OpenIncident;
import io.hyperwatch.patterns.incident.Phrases;

import java.util.List;
import java.util.Map;

/** An outage in words. */
final class OutageText {

    private static final int NAMED = 5;

    private OutageText() {}

    static EvidenceEvent evidence(CoverageEvent event, Loss loss) {
        Map<String, Object> shown = CanonicalJson.object();
        shown.put("stream", loss.stream());
        shown.put("reason", event.reason());
        shown.put("detail", event.detail());
        if (event.gapStartMs() != null) {
            shown.put("gap_start", CanonicalJson.time(event.gapStartMs()));
        }
        // The stream may fall silent again, its gaps differ by their start.
        String identity =
                event.gapStartMs() == null ? loss.key() + "|" + event.timeMs() : loss.key();
        return EvidenceEvent.of(identity, event.timeMs(), null, shown);
    }

    /** What the incident is about when it begins. */
    static AlertText text(Outage outage, long atMs) {
        long losses = outage.evidence().count();
        String more = losses == 1 ? "" : " and %d more".formatted(losses - 1);
        Map<String, Object> details = CanonicalJson.object();
        details.put("cause", outage.cause());
        details.put("since", CanonicalJson.time(outage.sinceMs()));
        details.put("losses", losses);
        details.put("losses_open", outage.open());
        details.put("streams", streams(outage.evidence(), Evidence.KEPT));
        details.put("context_silent_ms", outage.parameters().contextSilentMs());
        details.put("book_silent_ms", outage.parameters().bookSilentMs());
        details.put("gap_open_ms", outage.parameters().gapOpenMs());
        return new AlertText(
                "Feed stale: %s%s, %s".formatted(outage.stream(), more, outage.cause()),
                "Since %s streams do not come as they should (%s): %s%s. At %s %d of %d were still missing. Rules that read them see old data or none. Limits: contexts %s, allMids and books %s, any gap %s."
                        .formatted(
                                CanonicalJson.time(outage.sinceMs()),
                                outage.cause(),
                                String.join(", ", streams(outage.evidence(), NAMED)),
                                losses > NAMED ? " and %d more".formatted(losses - NAMED) : "",
                                CanonicalJson.time(atMs),
                                outage.open(),
                                losses,
                                Phrases.duration(outage.parameters().contextSilentMs()),
                                Phrases.duration(outage.parameters().bookSilentMs()),
                                Phrases.duration(outage.parameters().gapOpenMs())),
                details);
    }

    static AlertText resolution(OpenIncident incident) {
        return Phrases.resolution(
                incident,
                "Resolved: %s is back"
                        .formatted(incident.subject().name().substring("stream:".length())),
                "What is missing for good is in coverage_gaps.");
    }

    private static List<String> streams(Evidence evidence, int most) {
        return evidence.first().stream().limit(most).map(OutageText::stream).toList();
    }

    private static String stream(EvidenceEvent event) {
        if (!(CanonicalJson.read(event.json()) instanceof Map<?, ?> shown)) {
            throw new IllegalStateException("evidence is an object: " + event.json());
        }
        return (String) shown.get("stream");
    }
}
