package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.publish.Envelope.Header;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives each record its place in the log: the counters behind the headers {@code sequence} and
 * {@code frame}, and the mark on the last record of a frame. Control records and dead letters are
 * numbered too but never carry the mark.
 */
final class Stamper {

    private static final String SCHEMA_VERSION = "1";

    private final long epochMs;
    private long frameNumber;
    private long counter;

    Stamper(long epochMs) {
        this.epochMs = epochMs;
    }

    List<Envelope> stamp(Input input, List<Draft> drafts) {
        frameNumber++;
        boolean[] last = lastOfFrame(drafts);
        List<Envelope> records = new ArrayList<>(drafts.size());
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            records.add(
                    new Envelope(
                            draft.topic(),
                            null,
                            draft.key(),
                            draft.event() == null ? null : EventCodec.encode(draft.event()),
                            draft.timestampMs(),
                            headers(input, draft, last[i])));
        }
        return records;
    }

    /** Leaves out the numbers of records that are not made here. */
    void skip(long records) {
        counter += records;
    }

    private List<Header> headers(Input input, Draft draft, boolean last) {
        int connection = input instanceof Input.Frame frame ? frame.connection() : 0;
        List<Header> headers = new ArrayList<>();
        headers.add(new Header(HeaderNames.SCHEMA, SCHEMA_VERSION));
        headers.add(new Header(HeaderNames.SOURCE, source(input, draft).wireName()));
        headers.add(new Header(HeaderNames.RECEIVED_AT, Long.toString(input.receivedAtMs())));
        headers.add(new Header(HeaderNames.SEQUENCE, new Sequence(epochMs, ++counter).toString()));
        headers.add(new Header(HeaderNames.CONNECTION, Integer.toString(connection)));
        headers.add(new Header(HeaderNames.FRAME, Long.toString(frameNumber)));
        headers.add(new Header(HeaderNames.INDEX, Integer.toString(draft.index())));
        if (last) {
            headers.add(new Header(HeaderNames.LAST, "true"));
        }
        if (draft.snapshot()) {
            headers.add(new Header(HeaderNames.SNAPSHOT, "true"));
        }
        if (draft.kind() != null) {
            headers.add(new Header(HeaderNames.KIND, draft.kind()));
        }
        if (draft.gap() != null) {
            headers.add(new Header(HeaderNames.GAP_FROM, Long.toString(draft.gap().fromMs())));
            headers.add(new Header(HeaderNames.GAP_TO, Long.toString(draft.gap().toMs())));
        }
        return List.copyOf(headers);
    }

    private static Source source(Input input, Draft draft) {
        if (draft.source() != null) {
            return draft.source();
        }
        if (input instanceof Input.Answer answer) {
            return answer.source();
        }
        return input instanceof Input.NodeLine ? Source.NODE : Source.WS;
    }

    /**
     * A frame of trades is of one coin. Should one ever mix coins, each coin's last trade is
     * marked: the readers work per coin and would wait for a mark that went elsewhere.
     */
    private static boolean[] lastOfFrame(List<Draft> drafts) {
        boolean[] last = new boolean[drafts.size()];
        Set<String> keys = new HashSet<>();
        for (int i = drafts.size() - 1; i >= 0; i--) {
            Draft draft = drafts.get(i);
            if (draft.isEvent()) {
                String key = draft.topic() == Topic.TRADES ? draft.key() : "";
                last[i] = keys.add(key);
            }
        }
        return last;
    }
}
