package io.hyperwatch.replay;

import io.hyperwatch.bridge.relay.BridgeStart;
import io.hyperwatch.bridge.relay.TradeGap;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.CoverageEvent;

/** What a line of a file can be; see {@link io.hyperwatch.bridge.relay.Recorder}. */
sealed interface RecordedLine {

    /** {@link #receivedAtMs} of a line that names no time itself. */
    long UNTIMED = -1;

    /** Epoch milliseconds, or {@link #UNTIMED}. */
    long receivedAtMs();

    /** Something that reached a bridge. */
    record Received(Input input) implements RecordedLine {
        @Override
        public long receivedAtMs() {
            return input.receivedAtMs();
        }
    }

    /** A bridge began here. */
    record Started(long receivedAtMs, BridgeStart bridge) implements RecordedLine {}

    /** A record of the bridge itself. */
    record Told(long receivedAtMs, CoverageEvent event) implements RecordedLine {}

    /** A record of the bridge itself. */
    record Marked(long receivedAtMs, TradeGap gap) implements RecordedLine {}

    /** An input that was not recorded: it became records, or let go of some that had waited. */
    record Passed(long receivedAtMs, long records) implements RecordedLine {}

    /**
     * A WebSocket message without anything around it.
     *
     * @param receivedAtMs the newest time it names, which is the exchange's
     */
    record Message(long receivedAtMs, String text) implements RecordedLine {}

    /**
     * A line of a node's file.
     *
     * @param receivedAtMs of its block
     */
    record NodeFills(long receivedAtMs, String text) implements RecordedLine {}
}
