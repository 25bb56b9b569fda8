package io.hyperwatch.jobs.replay;

import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.lz4.LZ4FrameOutputStream.FLG;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes a log into a folder as a broker would keep it: one file for each partition, which a record
 * finds as Kafka's producer finds it, by murmur2 of its key. What replay reads; gone after it.
 *
 * <p>A file is LZ4 over records of {@code byte kind, long timestamp}, and unless it is a tick
 * {@code bytes key, bytes value, int headers, (bytes name, bytes value)…}; bytes are an {@code int}
 * length, −1 for null, and as many bytes.
 */
public final class LogFileWriter implements AutoCloseable {

    static final byte TICK = 0;
    static final byte RECORD = 1;
    private static final int BUFFER = 8 * 1024;

    private final Path folder;
    private final Map<Path, DataOutputStream> files = new HashMap<>();

    /**
     * @param folder exists and is empty
     */
    public LogFileWriter(Path folder) {
        this.folder = folder;
    }

    static Path file(Path folder, Topic topic, int partition) {
        return folder.resolve(topic.topicName() + "-" + partition);
    }

    /** Where a record with this key belongs, as Kafka's default partitioner has it. */
    static int partition(byte[] key, Topic topic) {
        return Utils.toPositive(Utils.murmur2(key)) % topic.partitions();
    }

    /**
     * Takes a record; its key decides where it names no partition itself.
     *
     * @param topic of the record
     */
    public void append(Topic topic, ProducerRecord<byte[], byte[]> record) throws IOException {
        int partition =
                record.partition() == null ? partition(record.key(), topic) : record.partition();
        DataOutputStream out = out(topic, partition);
        boolean tick = isTick(record);
        out.writeByte(tick ? TICK : RECORD);
        out.writeLong(record.timestamp());
        if (tick) {
            return;
        }
        write(out, record.key());
        write(out, record.value());
        Header[] headers = record.headers().toArray();
        out.writeInt(headers.length);
        for (Header header : headers) {
            write(out, header.key().getBytes(StandardCharsets.UTF_8));
            write(out, header.value());
        }
    }

    /** Time in a partition has come that far. */
    public void tick(Topic topic, int partition, long timestampMs) throws IOException {
        DataOutputStream out = out(topic, partition);
        out.writeByte(TICK);
        out.writeLong(timestampMs);
    }

    private static boolean isTick(ProducerRecord<byte[], byte[]> record) {
        Header kind = record.headers().lastHeader(HeaderNames.KIND);
        return kind != null
                && HeaderNames.TICK.equals(new String(kind.value(), StandardCharsets.UTF_8));
    }

    private DataOutputStream out(Topic topic, int partition) throws IOException {
        Path file = file(folder, topic, partition);
        DataOutputStream open = files.get(file);
        if (open == null) {
            open =
                    new DataOutputStream(
                            new BufferedOutputStream(
                                    new LZ4FrameOutputStream(
                                            Files.newOutputStream(file),
                                            BLOCKSIZE.SIZE_64KB,
                                            FLG.Bits.BLOCK_INDEPENDENCE),
                                    BUFFER));
            files.put(file, open);
        }
        return open;
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        for (DataOutputStream out : files.values()) {
            out.close();
        }
        files.clear();
    }
}
