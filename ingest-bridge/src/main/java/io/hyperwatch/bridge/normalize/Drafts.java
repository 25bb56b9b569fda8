package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.topics.Topic;

import java.util.ArrayList;
import java.util.List;

/** Collects what one input becomes: events, control records and dead letters, in order. */
final class Drafts {

    /** Origin and reason may quote what was sent, which has no bound of its own. */
    static final int MAX_QUOTING_CHARS = 200;

    private final String origin;
    private final long receivedAtMs;
    private final List<Draft> drafts = new ArrayList<>();

    Drafts(String origin, long receivedAtMs) {
        this.origin = encodable(origin, MAX_QUOTING_CHARS);
        this.receivedAtMs = receivedAtMs;
    }

    void event(Topic topic, String key, Object event, long timeMs, int index, boolean snapshot) {
        drafts.add(new Draft(topic, key, event, timeMs, index, snapshot, null, null, null, null));
    }

    void control(Topic topic, String key, String kind, int index, boolean snapshot) {
        drafts.add(
                new Draft(topic, key, null, receivedAtMs, index, snapshot, kind, null, null, null));
    }

    /**
     * At most 400 kB as JSON, where a character takes up to 6 bytes (a control character); Kafka
     * takes 1 MiB.
     */
    void deadLetter(MalformedFrameException problem, String payload, int index) {
        DeadLetter letter =
                DeadLetter.of(
                        origin,
                        encodable(problem.getMessage(), MAX_QUOTING_CHARS),
                        encodable(payload, DeadLetter.MAX_PAYLOAD_CHARS),
                        receivedAtMs);
        drafts.add(
                new Draft(
                        Topic.DEAD_LETTERS,
                        origin,
                        letter,
                        receivedAtMs,
                        index,
                        false,
                        null,
                        problem.fault(),
                        null,
                        null));
    }

    /** Already made; trades that the merger lets pass. */
    void add(Draft draft) {
        drafts.add(draft);
    }

    List<Draft> list() {
        return drafts;
    }

    /** The start of a text. Half a surrogate pair has no UTF-8 form; it becomes U+FFFD. */
    private static String encodable(String whole, int maxChars) {
        String text = whole.substring(0, Math.min(whole.length(), maxChars));
        StringBuilder copy = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            copy = copy == null ? new StringBuilder(text) : copy;
            copy.setCharAt(i, '\uFFFD');
        }
        return copy == null ? text : copy.toString();
    }
}
