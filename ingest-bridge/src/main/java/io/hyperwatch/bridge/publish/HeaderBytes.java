package io.hyperwatch.bridge.publish;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Kafka headers of envelopes. Most values repeat from one record to the next (schema, source, and
 * within a frame its number and time), so the last one of each name is kept encoded. Used from one
 * thread.
 */
final class HeaderBytes {

    /** The encoded header last used for a name. */
    private record Encoded(String value, Header header) {}

    private final Map<String, Encoded> lastByName = new HashMap<>();
    private int bytes;

    /** The headers of a record; see {@link #bytes}. */
    List<Header> of(Envelope envelope) {
        List<Envelope.Header> texts = envelope.headers();
        List<Header> headers = new ArrayList<>(texts.size());
        bytes = 0;
        for (int i = 0; i < texts.size(); i++) {
            Envelope.Header text = texts.get(i);
            Encoded last = lastByName.get(text.name());
            if (last == null || !last.value().equals(text.value())) {
                last =
                        new Encoded(
                                text.value(),
                                new RecordHeader(
                                        text.name(),
                                        text.value().getBytes(StandardCharsets.UTF_8)));
                lastByName.put(text.name(), last);
            }
            headers.add(last.header());
            bytes += text.name().length() + last.header().value().length;
        }
        return headers;
    }

    /** Size of the names and values that {@link #of} returned last. */
    int bytes() {
        return bytes;
    }
}
