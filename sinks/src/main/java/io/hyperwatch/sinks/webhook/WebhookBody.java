package io.hyperwatch.sinks.webhook;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.AlertJson;
import io.hyperwatch.json.CanonicalJson;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The body of a webhook: {@code {"data": alert, "timestamp": event time, "type":
 * "hyperwatch.alert.open"}} in canonical JSON, so the same alert gives the same bytes. Below 20 kB:
 * where an alert is larger, its evidence is shortened from the middle, and says so.
 */
final class WebhookBody {

    static final int MAX_BYTES = 20_000 - 1;

    private static final int MOST_EVENTS = 20;
    private static final int MAX_TEXT_CHARS = 500;
    private static final String SHORTENED = "shortened";
    private static final String WHOLE_IN_TABLE = "too large for a webhook, whole in table alerts";

    private WebhookBody() {}

    static String of(Alert alert) {
        Map<String, Object> data = AlertJson.canonicalFields(alert);
        String body = write(alert, data);
        Object evidence = data.get("evidence");
        for (int kept = MOST_EVENTS; isTooLarge(body) && kept > 0; kept--) {
            data.put("evidence", shortened(evidence, kept));
            body = write(alert, data);
        }
        for (String field : List.of("evidence", "details")) {
            if (isTooLarge(body)) {
                data.put(field, Map.of(SHORTENED, WHOLE_IN_TABLE));
                body = write(alert, data);
            }
        }
        if (isTooLarge(body)) {
            data.replaceAll((field, value) -> value instanceof String text ? cut(text) : value);
            body = write(alert, data);
        }
        return body;
    }

    private static String write(Alert alert, Map<String, Object> data) {
        Map<String, Object> body = CanonicalJson.object();
        body.put("type", "hyperwatch.alert." + alert.kind().wireName());
        body.put("timestamp", CanonicalJson.time(alert.eventTimeMs()));
        body.put("data", data);
        return CanonicalJson.write(body);
    }

    private static boolean isTooLarge(String body) {
        return body.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }

    /**
     * Lists of events lose their middle: the head of what came first, the tail of what came last.
     */
    private static Object shortened(Object evidence, int kept) {
        if (!(evidence instanceof Map<?, ?> fields)) {
            return evidence;
        }
        Map<String, Object> result = new TreeMap<>();
        int all = 0;
        int left = 0;
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            String name = String.valueOf(field.getKey());
            Object value = field.getValue();
            if (value instanceof List<?> events) {
                List<?> ends = ends(events, name, kept);
                all += events.size();
                left += ends.size();
                value = ends;
            }
            result.put(name, value);
        }
        if (left < all) {
            result.put(
                    SHORTENED,
                    "%d of %d events left out, all in table alerts".formatted(all - left, all));
        }
        return result;
    }

    private static List<?> ends(List<?> events, String name, int kept) {
        int head = "last".equals(name) ? 0 : kept;
        int tail = "first".equals(name) ? 0 : kept;
        if (events.size() <= head + tail) {
            return events;
        }
        List<Object> ends = new ArrayList<>(events.subList(0, head));
        ends.addAll(events.subList(events.size() - tail, events.size()));
        return ends;
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT_CHARS ? text : text.substring(0, MAX_TEXT_CHARS) + "…";
    }
}
