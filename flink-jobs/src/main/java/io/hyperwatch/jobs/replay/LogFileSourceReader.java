package io.hyperwatch.jobs.replay;

import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.HeaderNames;

import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Reads its partitions side by side in log time: always the one that is furthest behind. */
final class LogFileSourceReader implements SourceReader<RawRecord, LogFileSplit> {

    /** A checkpoint may have to wait for so many. */
    private static final int RECORDS_A_TURN = 256;

    private final List<Partition> partitions = new ArrayList<>();

    /** Who waits for it asks for no other, so it is not replaced before it is completed. */
    private CompletableFuture<Void> available = new CompletableFuture<>();

    private boolean complete;

    private static final class Partition {
        private final LogFileReader file;
        private final String id;
        private final Pace pace;
        private long timeMs = Long.MIN_VALUE;

        Partition(LogFileSplit split) throws IOException {
            file = new LogFileReader(split);
            id = split.splitId();
            pace = Pace.of(split.folder());
        }
    }

    @Override
    public void start() {
        // begins when it has partitions
    }

    @Override
    public void addSplits(List<LogFileSplit> splits) {
        try {
            for (LogFileSplit split : splits) {
                partitions.add(new Partition(split));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        available.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        complete = true;
        available.complete(null);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RawRecord> output) throws IOException {
        if (partitions.isEmpty()) {
            return complete ? InputStatus.END_OF_INPUT : nothingUntil(new CompletableFuture<>());
        }
        Partition behind =
                partitions.stream()
                        .min(Comparator.comparingLong(partition -> partition.timeMs))
                        .orElseThrow();
        CompletableFuture<Void> passage = behind.pace.passage(behind.timeMs);
        if (!passage.isDone()) {
            return nothingUntil(passage);
        }
        available.complete(null);
        read(behind, output);
        return InputStatus.MORE_AVAILABLE;
    }

    /** Or until another partition comes. */
    private InputStatus nothingUntil(CompletableFuture<Void> passage) {
        if (available.isDone()) {
            available = new CompletableFuture<>();
        }
        CompletableFuture<Void> waiting = available;
        passage.thenRun(() -> waiting.complete(null));
        return InputStatus.NOTHING_AVAILABLE;
    }

    private void read(Partition partition, ReaderOutput<RawRecord> output) throws IOException {
        SourceOutput<RawRecord> out = output.createOutputForSplit(partition.id);
        for (int i = 0; i < RECORDS_A_TURN; i++) {
            RawRecord record = partition.file.next();
            if (record == null) {
                partition.pace.leave(partition.id);
                partition.file.close();
                partitions.remove(partition);
                output.releaseOutputForSplit(partition.id);
                return;
            }
            out.collect(record, record.timestampMs());
            if (HeaderNames.TICK.equals(record.kind())) {
                partition.timeMs = Math.max(partition.timeMs, record.timestampMs());
                partition.pace.reached(partition.id, partition.timeMs);
                return;
            }
        }
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public List<LogFileSplit> snapshotState(long checkpoint) {
        return partitions.stream().map(partition -> partition.file.split()).toList();
    }

    @Override
    public void close() throws IOException {
        for (Partition partition : partitions) {
            partition.file.close();
        }
    }
}
