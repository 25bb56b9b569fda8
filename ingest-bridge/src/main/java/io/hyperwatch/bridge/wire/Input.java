package io.hyperwatch.bridge.wire;

import io.hyperwatch.events.Source;
import io.hyperwatch.events.TrackingRequest;

/**
 * One thing that reached the bridge, in the order it was received. The same ordered inputs always
 * give the same Kafka records.
 */
public sealed interface Input {

    /**
     * The bridge's clock at receipt, epoch milliseconds; never falls from one input to the next.
     */
    long receivedAtMs();

    /** Characters held in memory, for the bound of the queue. */
    default int length() {
        return 0;
    }

    /**
     * A WebSocket text frame.
     *
     * @param receivedAtMs see {@link Input#receivedAtMs()}
     * @param connection number of the socket, rising with each new one, from 1
     * @param text as received, not necessarily JSON
     */
    record Frame(long receivedAtMs, int connection, String text) implements Input {
        @Override
        public int length() {
            return text.length();
        }
    }

    /**
     * A REST answer with status 200, or a part of one.
     *
     * @param receivedAtMs see {@link Input#receivedAtMs()}
     * @param id of the call
     * @param request the JSON that was asked
     * @param response the body as received, not necessarily JSON
     * @param source of the records it becomes: {@code REST} or {@code BACKFILL}
     * @param last whether nothing more of this answer follows
     */
    record Answer(
            long receivedAtMs,
            long id,
            String request,
            String response,
            Source source,
            boolean last)
            implements Input {

        @Override
        public int length() {
            return request.length() + response.length();
        }
    }

    /**
     * A REST call that came to nothing.
     *
     * @param status 0 where no answer came
     */
    record Failed(long receivedAtMs, long id, int status, String reason) implements Input {}

    /** A socket is open. */
    record Opened(long receivedAtMs, int connection) implements Input {}

    /** A socket is gone, or never opened. */
    record Closed(long receivedAtMs, int connection, int code, String reason) implements Input {}

    /** Somebody asks us to look at an account. */
    record Tracking(long receivedAtMs, TrackingRequest request) implements Input {}

    /**
     * Something that is not what it should be; it becomes a dead letter.
     *
     * @param origin what it was read from
     * @param text as found
     */
    record Unreadable(long receivedAtMs, String origin, String text, String reason)
            implements Input {
        @Override
        public int length() {
            return text.length();
        }
    }

    /**
     * One line of a node's {@code node_fills} or {@code node_fills_by_block} files.
     *
     * @param file name of the file
     * @param text as written, without the line break
     */
    record NodeLine(long receivedAtMs, String file, String text) implements Input {
        @Override
        public int length() {
            return text.length();
        }
    }
}
