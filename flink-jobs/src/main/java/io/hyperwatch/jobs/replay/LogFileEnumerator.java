package io.hyperwatch.jobs.replay;

import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Gives partition p to reader p modulo the number of readers. */
final class LogFileEnumerator implements SplitEnumerator<LogFileSplit, List<LogFileSplit>> {

    private final SplitEnumeratorContext<LogFileSplit> context;
    private final List<LogFileSplit> left;

    LogFileEnumerator(SplitEnumeratorContext<LogFileSplit> context, List<LogFileSplit> left) {
        this.context = context;
        this.left = new ArrayList<>(left);
    }

    @Override
    public void start() {
        // readers come by themselves
    }

    @Override
    public void handleSplitRequest(int reader, String host) {
        // splits are given, not asked for
    }

    @Override
    public void addReader(int reader) {
        for (Iterator<LogFileSplit> all = left.iterator(); all.hasNext(); ) {
            LogFileSplit split = all.next();
            if (split.partition() % context.currentParallelism() == reader) {
                context.assignSplit(split, reader);
                all.remove();
            }
        }
        context.signalNoMoreSplits(reader);
    }

    @Override
    public void addSplitsBack(List<LogFileSplit> splits, int reader) {
        left.addAll(splits);
    }

    @Override
    public List<LogFileSplit> snapshotState(long checkpoint) {
        return List.copyOf(left);
    }

    @Override
    public void close() {
        // holds nothing
    }

    /** The splits that no reader has yet. */
    static final class LeftSerializer implements SimpleVersionedSerializer<List<LogFileSplit>> {

        private final LogFileSplit.Serializer splits = new LogFileSplit.Serializer();

        @Override
        public int getVersion() {
            return splits.getVersion();
        }

        @Override
        public byte[] serialize(List<LogFileSplit> left) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(256);
            out.writeInt(left.size());
            for (LogFileSplit split : left) {
                byte[] bytes = splits.serialize(split);
                out.writeInt(bytes.length);
                out.write(bytes);
            }
            return out.getCopyOfBuffer();
        }

        @Override
        public List<LogFileSplit> deserialize(int version, byte[] bytes) throws IOException {
            DataInputDeserializer in = new DataInputDeserializer(bytes);
            List<LogFileSplit> left = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                byte[] split = new byte[in.readInt()];
                in.readFully(split);
                left.add(splits.deserialize(version, split));
            }
            return left;
        }
    }
}
