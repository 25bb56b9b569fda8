package io.hyperwatch.jobs.replay;

import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.connector.source.Source;

import java.nio.file.Path;

/**
 * The log that a {@link LogFileWriter} has written.
 *
 * @param folder of the writer
 */
public record LogFiles(Path folder) implements ReplaySource {

    @Override
    public Source<RawRecord, ?, ?> of(Topic topic) {
        return LogFileSource.of(folder, topic);
    }

    @Override
    public void forget() {
        Pace.forget(folder.toString());
    }
}
