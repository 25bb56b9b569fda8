package io.hyperwatch.jobs.replay;

import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One topic of a log on disk, with an end: each partition a split with watermarks of its own, as
 * with Kafka. The partitions of all topics of the log are read at one {@link Pace}.
 */
final class LogFileSource
        implements Source<RawRecord, LogFileSplit, List<LogFileSplit>>,
                ResultTypeQueryable<RawRecord> {

    private static final long serialVersionUID = 1L;

    private final ArrayList<LogFileSplit> splits = new ArrayList<>();

    private LogFileSource() {}

    /** A topic in a folder; a partition without a file is empty. */
    static LogFileSource of(Path folder, Topic topic) {
        LogFileSource source = new LogFileSource();
        for (int partition = 0; partition < topic.partitions(); partition++) {
            LogFileSplit split = LogFileSplit.of(folder, topic, partition);
            source.splits.add(split);
            Pace.of(split.folder()).join(split.splitId());
        }
        return source;
    }

    /** A topic without records. */
    static LogFileSource empty() {
        return new LogFileSource();
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<RawRecord, LogFileSplit> createReader(SourceReaderContext context) {
        return new LogFileSourceReader();
    }

    @Override
    public SplitEnumerator<LogFileSplit, List<LogFileSplit>> createEnumerator(
            SplitEnumeratorContext<LogFileSplit> context) {
        return new LogFileEnumerator(context, splits);
    }

    @Override
    public SplitEnumerator<LogFileSplit, List<LogFileSplit>> restoreEnumerator(
            SplitEnumeratorContext<LogFileSplit> context, List<LogFileSplit> left) {
        return new LogFileEnumerator(context, left);
    }

    @Override
    public SimpleVersionedSerializer<LogFileSplit> getSplitSerializer() {
        return new LogFileSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<List<LogFileSplit>> getEnumeratorCheckpointSerializer() {
        return new LogFileEnumerator.LeftSerializer();
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
        return TypeInformation.of(RawRecord.class);
    }
}
