package io.hyperwatch.bridge.publish;

import io.hyperwatch.topics.Topic;

/** Told about each record that found no room, so that the hole it leaves can be recorded. */
public interface DropListener {

    /**
     * On the thread that publishes, from within {@link EventPublisher#publish}; may itself publish
     * to {@link Topic#COVERAGE}, for which room is kept.
     *
     * @param key of the record
     * @param timestampMs event time of the record, epoch milliseconds
     */
    void dropped(Topic topic, String key, long timestampMs);
}
