package io.hyperwatch.testbed.bench.risk;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Takes note of each value and keeps none; tells {@link JobProgress} when there are no more.
 *
 * @param note what to take
 */
record EndSink<T>(Note<T> note) implements Sink<T> {

    /** What is noted. */
    interface Note<T> extends Consumer<T>, Serializable {}

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>(note);
    }

    private record Writer<T>(Note<T> note) implements SinkWriter<T> {

        @Override
        public void write(T value, Context context) {
            note.accept(value);
        }

        @Override
        public void flush(boolean endOfInput) {
            if (endOfInput) {
                JobProgress.end();
            }
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
