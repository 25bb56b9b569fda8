package io.hyperwatch.patterns.feed;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.CoverageKind;

import java.util.Set;

/**
 * What a coverage event says about a stream that is not as it should be.
 *
 * @param key which loss it is: its end has the same key
 * @param stream name of the stream
 * @param cause losses of one cause that come together are one outage
 * @param dueMs from when on it is too long, epoch milliseconds
 */
record Loss(String key, String stream, String cause, long dueMs) {

    static final String SILENCE = "silence";
    static final String SILENT_PREFIX = "silent|";

    private static final String CONTEXTS = "activeAssetCtx";
    private static final Set<String> STEADY = Set.of("allMids", "l2Book");

    /** The bridge's doing or nobody's: a stream that was never there, and a change of plan. */
    private static final Set<String> NO_FAULT = Set.of("start", "replan");

    /** The whole socket went, with all its streams. */
    private static final Set<String> SOCKET = Set.of("disconnect", "stall", SILENCE, "kafka");

    /** A gap begins this long before its socket was last heard: what was under way may be lost. */
    private static final long IN_FLIGHT_MS = 5_000;

    /** Null where the event begins no loss. */
    static Loss begun(CoverageEvent event, FeedStaleParameters parameters) {
        if (event.kind() == CoverageKind.STALE) {
            return new Loss(
                    key(event), event.stream(), SILENCE + " of " + type(event), event.timeMs());
        }
        if (event.kind() != CoverageKind.GAP_OPENED
                || event.gapStartMs() == null
                || NO_FAULT.contains(String.valueOf(event.reason()))) {
            return null;
        }
        boolean socket = SOCKET.contains(String.valueOf(event.reason()));
        return new Loss(
                key(event),
                event.stream(),
                "gap by " + event.reason(),
                socket ? silentTooLongMs(event, parameters) : openTooLongMs(event, parameters));
    }

    /** Key of the loss that the event ends, null where it ends none. */
    static String ended(CoverageEvent event) {
        boolean end =
                event.kind() == CoverageKind.LIVE
                        || event.kind() == CoverageKind.GAP_CLOSED && event.gapStartMs() != null;
        return end ? key(event) : null;
    }

    private static String key(CoverageEvent event) {
        return event.gapStartMs() == null
                ? SILENT_PREFIX + event.stream()
                : "gap|" + event.stream() + "|" + event.gapStartMs();
    }

    private static long silentTooLongMs(CoverageEvent event, FeedStaleParameters parameters) {
        String type = type(event);
        if (!type.equals(CONTEXTS) && !STEADY.contains(type)) {
            return openTooLongMs(event, parameters);
        }
        long limitMs =
                type.equals(CONTEXTS) ? parameters.contextSilentMs() : parameters.bookSilentMs();
        return Math.max(event.timeMs(), event.gapStartMs() + IN_FLIGHT_MS + limitMs);
    }

    private static long openTooLongMs(CoverageEvent event, FeedStaleParameters parameters) {
        return event.timeMs() + parameters.gapOpenMs();
    }

    private static String type(CoverageEvent event) {
        int colon = event.stream().indexOf(':');
        return colon < 0 ? event.stream() : event.stream().substring(0, colon);
    }
}
