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
                                Phrases.time(outage.sinceMs()),
                                outage.cause(),
                                String.join(", ", streams(outage.evidence(), NAMED)),
                                losses > NAMED ? " and %d more".formatted(losses - NAMED) : "",
                                Phrases.time(atMs),
                                outage.open(),
                                losses,
                                Phrases.duration(outage.parameters().contextSilentMs()),
                                Phrases.duration(outage.parameters().bookSilentMs()),
                                Phrases.duration(outage.parameters().gapOpenMs())),
                details);
    }

    /**
     * @param stillLost streams; none, unless the rule was paused meanwhile
     */
    static AlertText resolution(OpenIncident incident, int stillLost) {
        long losses = incident.evidence().count();
        String stream = incident.subject().name().substring("stream:".length());
        AlertText told =
                Phrases.resolution(
                        incident,
                        title(stream, losses, stillLost),
                        "lost stream",
                        "What is missing for good is in coverage_gaps.");
        told.details().put("losses", losses);
        told.details().put("losses_open", stillLost);
        told.details().put("streams", streams(incident.evidence(), Evidence.KEPT));
        return told;
    }

    private static String title(String stream, long losses, int stillLost) {
        if (stillLost > 0) {
            return "Resolved: the rule is paused, %s not back"
                    .formatted(stillLost == 1 ? "1 stream is" : stillLost + " streams are");
        }
        return losses == 1
                ? "Resolved: %s is back".formatted(stream)
                : "Resolved: %s and %d more are back".formatted(stream, losses - 1);
    }

    private static List<String> streams(Evidence evidence, int most) {
        return evidence.first().stream()
                .limit(most)
                .map(event -> (String) event.shown("stream").get("stream"))
                .toList();
    }
}
