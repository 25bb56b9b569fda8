package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.ElementTexts;
import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.Fill;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Lines of a node's files: {@code ["0xuser",{fill}]} of {@code node_fills}, and {@code
 * {"local_time","block_time","block_number","events":[["0xuser",{fill}]…]}} of {@code
 * node_fills_by_block}. Every account's fills, in the node's order: both sides of a trade are
 * neighbours, buyer first.
 */
final class NodeFills {

    private static final String EVENTS = "events";

    private final FillIds ids;

    NodeFills(FillIds ids) {
        this.ids = ids;
    }

    void read(Reading in) throws MalformedFrameException {
        in.alive("nodeFills", null);
        JsonNode line = in.data();
        if (line.isArray()) {
            readEvent(in, line, "line", 0);
            return;
        }
        JsonNode events = Fields.of(line, "line").array(EVENTS);
        ElementTexts texts = null;
        for (int i = 0; i < events.size(); i++) {
            try {
                readEvent(in, events.get(i), EVENTS + "[" + i + "]", i);
            } catch (MalformedFrameException e) {
                texts = texts == null ? ElementTexts.of(in.text(), EVENTS) : texts;
                in.out().deadLetter(e, texts.get(i), i);
            }
        }
    }

    private void readEvent(Reading in, JsonNode event, String path, int index)
            throws MalformedFrameException {
        JsonNode pair = Fields.array(event, path);
        if (pair.size() != 2) {
            throw new MalformedFrameException(
                    Fault.BAD_VALUE, path + ": user and fill expected, got " + pair.size());
        }
        String user = Fields.address(pair.get(0), path + "[0]");
        Fields fields = Fields.of(pair.get(1), path + "[1]");
        Fill fill = Fills.fill(fields, user, null, in.receivedAtMs(), in.watchlist());
        if (ids.add(fill, true)) {
            in.out().event(Topic.FILLS, user, fill, fill.timeMs(), index, false);
        } else {
            in.duplicates(1);
        }
    }
}
