package io.hyperwatch.replay;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.bridge.relay.Ticks;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.jobs.replay.LogFileWriter;
import io.hyperwatch.topics.Topic;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Writes the log that bridges would have written who had received what the files hold, the lines of
 * all files in the order of their receipt. Ticks say how far time has come, at the end up to the
 * last receipt less the bridge's safety and no further: that nothing follows is not time.
 */
final class LogBuilder {

    /** As the bridge's defaults. */
    private static final long TICK_EVERY_MS = 250;

    private static final long TICK_SAFETY_MS = 1_000;

    /**
     * What was read and written.
     *
     * @param records of each topic, without ticks
     * @param faults why parts of the input became dead letters
     * @param duplicates events that were in the files more than once
     * @param fromMs first receipt; above {@code toMs} where there was nothing
     * @param toMs last receipt
     */
    record Written(
            Map<Topic, Long> records,
            Map<Fault, Long> faults,
            long duplicates,
            long fromMs,
            long toMs) {}

    private final LogFileWriter log;
    private final Map<Topic, Long> records = new EnumMap<>(Topic.class);
    private final List<Source> sources = new ArrayList<>();
    private long fromMs = Long.MAX_VALUE;
    private long nowMs = Long.MIN_VALUE;
    private long tickedAtMs = Long.MIN_VALUE;
    private long lastTickMs;

    /** A file and the bridge that has recorded it. */
    private static final class Source {
        private final int number;
        private final RecordedFile file;
        private final RecordedBridge bridge;

        /** A clock that was set back does not put the file's lines out of their order. */
        private long dueMs = Long.MIN_VALUE;

        Source(int number, RecordedFile file, RecordedBridge bridge) {
            this.number = number;
            this.file = file;
            this.bridge = bridge;
        }

        boolean hasNext() {
            RecordedLine next = file.peek();
            if (next != null) {
                dueMs = Math.max(dueMs, next.receivedAtMs());
            }
            return next != null;
        }
    }

    private LogBuilder(LogFileWriter log) {
        this.log = log;
    }

    /**
     * @param log closed by the caller
     * @throws IOException when a file cannot be opened or the log cannot be written
     */
    static Written build(List<Path> files, LogFileWriter log, Complaints complaints)
            throws IOException {
        LogBuilder builder = new LogBuilder(log);
        try {
            Set<Long> epochs = new HashSet<>();
            for (Path file : files) {
                builder.sources.add(
                        new Source(
                                builder.sources.size(),
                                RecordedFile.open(file, complaints),
                                new RecordedBridge(file, epochs)));
            }
            builder.merge();
        } finally {
            for (Source source : builder.sources) {
                source.file.close();
            }
        }
        return builder.written();
    }

    private void merge() throws IOException {
        PriorityQueue<Source> next =
                new PriorityQueue<>(
                        Comparator.<Source>comparingLong(source -> source.dueMs)
                                .thenComparingInt(source -> source.number));
        sources.stream().filter(Source::hasNext).forEach(next::add);
        while (!next.isEmpty()) {
            Source source = next.poll();
            fromMs = Math.min(fromMs, source.dueMs);
            nowMs = Math.max(nowMs, source.dueMs);
            if (tickedAtMs == Long.MIN_VALUE || nowMs - tickedAtMs >= TICK_EVERY_MS) {
                tick();
            }
            append(source.bridge.take(source.file.next()));
            if (source.hasNext()) {
                next.add(source);
            }
        }
        for (Source source : sources) {
            append(source.bridge.end());
        }
        if (tickedAtMs != Long.MIN_VALUE) {
            tick();
        }
    }

    /** Claims no more than what has been written, as the bridge does. */
    private void tick() throws IOException {
        tickedAtMs = nowMs;
        long waitingMs =
                sources.stream()
                        .mapToLong(source -> source.bridge.oldestWaitingMs())
                        .min()
                        .orElse(Long.MAX_VALUE);
        lastTickMs = Math.max(lastTickMs, Math.min(nowMs, waitingMs) - TICK_SAFETY_MS);
        for (Topic topic : Ticks.TOPICS) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                log.tick(topic, partition, lastTickMs);
            }
        }
    }

    private void append(List<Envelope> envelopes) throws IOException {
        for (Envelope envelope : envelopes) {
            log.append(envelope.topic(), record(envelope));
            records.merge(envelope.topic(), 1L, Long::sum);
        }
    }

    static ProducerRecord<byte[], byte[]> record(Envelope envelope) {
        List<Header> headers = new ArrayList<>(envelope.headers().size());
        for (Envelope.Header header : envelope.headers()) {
            headers.add(
                    new RecordHeader(
                            header.name(), header.value().getBytes(StandardCharsets.UTF_8)));
        }
        return new ProducerRecord<>(
                envelope.topic().topicName(),
                envelope.partition(),
                envelope.timestampMs(),
                envelope.key() == null ? null : envelope.key().getBytes(StandardCharsets.UTF_8),
                envelope.value(),
                headers);
    }

    private Written written() {
        Map<Fault, Long> faults = new EnumMap<>(Fault.class);
        long duplicates = 0;
        for (Source source : sources) {
            source.bridge.faults().forEach((fault, count) -> faults.merge(fault, count, Long::sum));
            duplicates += source.bridge.duplicates();
        }
        return new Written(records, faults, duplicates, fromMs, nowMs);
    }
}
