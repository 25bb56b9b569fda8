package io.hyperwatch.jobs.replay;

import io.hyperwatch.topics.Topic;

import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * A partition of a log on disk.
 *
 * @param folder of the log
 * @param topic Kafka topic
 * @param partition Kafka partition
 * @param position records read already
 */
record LogFileSplit(String folder, String topic, int partition, long position)
        implements SourceSplit, Serializable {

    static LogFileSplit of(Path folder, Topic topic, int partition) {
        return new LogFileSplit(folder.toString(), topic.topicName(), partition, 0);
    }

    @Override
    public String splitId() {
        return topic + "-" + partition;
    }

    Path path() {
        return Path.of(folder, splitId());
    }

    LogFileSplit at(long newPosition) {
        return new LogFileSplit(folder, topic, partition, newPosition);
    }

    /** As a split travels to its reader. */
    static final class Serializer implements SimpleVersionedSerializer<LogFileSplit> {

        private static final int VERSION = 1;

        @Override
        public int getVersion() {
            return VERSION;
        }

        @Override
        public byte[] serialize(LogFileSplit split) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(128);
            out.writeUTF(split.folder);
            out.writeUTF(split.topic);
            out.writeInt(split.partition);
            out.writeLong(split.position);
            return out.getCopyOfBuffer();
        }

        @Override
        public LogFileSplit deserialize(int version, byte[] bytes) throws IOException {
            DataInputDeserializer in = new DataInputDeserializer(bytes);
            return new LogFileSplit(in.readUTF(), in.readUTF(), in.readInt(), in.readLong());
        }
    }
}
