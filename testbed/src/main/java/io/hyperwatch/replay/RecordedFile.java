package io.hyperwatch.replay;

import io.hyperwatch.bridge.wire.Input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;

/**
 * The lines of one file in its order, each with the time at which it counts as received: what it
 * says itself; for a WebSocket message the newest exchange time so far; for a node's fills that of
 * their block, so that they are judged as on the day they happened.
 */
final class RecordedFile implements AutoCloseable {

    /** Acknowledgements come before the first message with a time; more than that has none. */
    private static final int MOST_UNTIMED = 10_000;

    private final Path file;
    private final LineReader lines;
    private final Complaints complaints;
    private final ArrayDeque<RecordedLine> ready = new ArrayDeque<>();
    private final ArrayDeque<RecordedLine.Message> untimed = new ArrayDeque<>();
    private long newestMs = RecordedLine.UNTIMED;
    private boolean ended;

    private RecordedFile(Path file, LineReader lines, Complaints complaints) {
        this.file = file;
        this.lines = lines;
        this.complaints = complaints;
    }

    /**
     * @throws IOException when the file cannot be opened
     */
    static RecordedFile open(Path file, Complaints complaints) throws IOException {
        return new RecordedFile(file, LineReader.open(file), complaints);
    }

    Path path() {
        return file;
    }

    /**
     * The next line without taking it; {@link RecordedLine.Message} never, as each has become a
     * frame.
     *
     * @return null at the end
     */
    RecordedLine peek() {
        while (ready.isEmpty() && !ended) {
            read();
        }
        return ready.peek();
    }

    RecordedLine next() {
        RecordedLine next = peek();
        ready.poll();
        return next;
    }

    private void read() {
        try {
            String text = lines.next();
            if (text == null) {
                end();
            } else {
                take(LineParser.parse(text));
            }
        } catch (UnreadableLineException e) {
            complaints.add(file, lines.line(), e.getMessage());
        } catch (IOException e) {
            complaints.add(file, lines.line(), "the rest cannot be read: " + e.getMessage());
            end();
        }
    }

    private void end() {
        ended = true;
        if (!untimed.isEmpty()) {
            complaints.add(
                    file,
                    lines.line(),
                    untimed.size() + " messages, and not one of the file names a time");
            untimed.clear();
        }
    }

    private void take(RecordedLine line) throws UnreadableLineException {
        if (line instanceof RecordedLine.Message message) {
            takeMessage(message);
        } else if (line instanceof RecordedLine.NodeFills fills) {
            ready.add(
                    new RecordedLine.Received(
                            new Input.NodeLine(
                                    fills.receivedAtMs(),
                                    file.getFileName().toString(),
                                    fills.text())));
        } else {
            ready.add(line);
        }
    }

    private void takeMessage(RecordedLine.Message message) throws UnreadableLineException {
        newestMs = Math.max(newestMs, message.receivedAtMs());
        if (newestMs != RecordedLine.UNTIMED) {
            while (!untimed.isEmpty()) {
                ready.add(frame(untimed.poll()));
            }
            ready.add(frame(message));
        } else if (untimed.size() < MOST_UNTIMED) {
            untimed.add(message);
        } else {
            throw new UnreadableLineException("no message before it names a time");
        }
    }

    private RecordedLine frame(RecordedLine.Message message) {
        return new RecordedLine.Received(
                new Input.Frame(newestMs, LineParser.ONLY_CONNECTION, message.text()));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
