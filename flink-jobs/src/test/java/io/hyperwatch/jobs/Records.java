package io.hyperwatch.jobs;

import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Source;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import java.nio.charset.StandardCharsets;

/** Records of the bridge as a job reads them, numbered as they are made. */
final class Records {

    private long counter;

    RawRecord event(Topic topic, String key, long timeMs, String json) {
        byte[] value = json.getBytes(StandardCharsets.UTF_8);
        return record(topic, key, timeMs, value, null, null, null);
    }

    RawRecord gap(String coin, long receivedAtMs, long fromMs, long toMs) {
        return record(Topic.TRADES, coin, receivedAtMs, null, HeaderNames.GAP, fromMs, toMs);
    }

    private RawRecord record(
            Topic topic,
            String key,
            long timeMs,
            byte[] value,
            String kind,
            Long gapFromMs,
            Long gapToMs) {
        Provenance provenance =
                new Provenance(
                        Source.WS, timeMs, new Sequence(7, ++counter), 1, counter, 0, true, false);
        return new RawRecord(
                topic.topicName(),
                0,
                counter,
                timeMs,
                key,
                value,
                kind,
                provenance,
                true,
                null,
                gapFromMs,
                gapToMs);
    }
}
