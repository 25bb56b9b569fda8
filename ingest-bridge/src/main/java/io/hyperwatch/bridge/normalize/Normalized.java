package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;

import java.util.List;

/**
 * What one input became.
 *
 * @param records in publishing order
 * @param events the values of the records that are events, before encoding
 * @param notices what the input says about the completeness of streams
 * @param faults one for each dead letter among the records
 * @param duplicates events in it that were known before
 * @param stream name of the stream that has shown life, such as {@code trades:BTC}; null for none
 * @param control null unless the frame was about the connection
 * @param json whether the input was JSON at all
 */
public record Normalized(
        List<Envelope> records,
        List<Object> events,
        List<Notice> notices,
        List<Fault> faults,
        int duplicates,
        String stream,
        Control control,
        boolean json) {}
