package io.hyperwatch.jobs.replay;

import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.jobs.io.RawRecordReader;
import io.hyperwatch.topics.HeaderNames;

import net.jpountz.lz4.LZ4FrameInputStream;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;

/** Reads what {@link LogFileWriter} has written of one partition. */
final class LogFileReader implements AutoCloseable {

    private static final byte[] NOTHING = {};
    private static final byte[] TICK = HeaderNames.TICK.getBytes(StandardCharsets.UTF_8);

    private final LogFileSplit split;
    private final DataInputStream in;
    private final RawRecordReader reader = new RawRecordReader();
    private final Taken taken = new Taken();
    private long offset;

    /** The reader of Kafka records gives exactly one for each. */
    private static final class Taken implements Collector<RawRecord> {
        private RawRecord record;

        @Override
        public void collect(RawRecord read) {
            record = read;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    /** Begins where the split says; a file that does not exist is an empty one. */
    LogFileReader(LogFileSplit split) throws IOException {
        this.split = split;
        this.in =
                Files.exists(split.path())
                        ? new DataInputStream(
                                new BufferedInputStream(
                                        new LZ4FrameInputStream(
                                                Files.newInputStream(split.path()))))
                        : new DataInputStream(InputStream.nullInputStream());
        while (offset < split.position() && next() != null) {
            // read already before a restart
        }
    }

    LogFileSplit split() {
        return split.at(offset);
    }

    /**
     * @return null at the end
     */
    RawRecord next() throws IOException {
        int kind = in.read();
        if (kind < 0) {
            return null;
        }
        long timestampMs = in.readLong();
        byte[] key = NOTHING;
        byte[] value = NOTHING;
        Headers headers = new RecordHeaders();
        if (kind == LogFileWriter.TICK) {
            headers.add(HeaderNames.KIND, TICK);
        } else {
            key = bytes();
            value = bytes();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                headers.add(new String(bytes(), StandardCharsets.UTF_8), bytes());
            }
        }
        reader.deserialize(
                new ConsumerRecord<>(
                        split.topic(),
                        split.partition(),
                        offset++,
                        timestampMs,
                        TimestampType.CREATE_TIME,
                        key == null ? -1 : key.length,
                        value == null ? -1 : value.length,
                        key,
                        value,
                        headers,
                        Optional.empty()),
                taken);
        return taken.record;
    }

    private byte[] bytes() throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException(split.path() + " is cut short");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
