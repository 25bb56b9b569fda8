package io.hyperwatch.bridge.relay;

import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.WireJson;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.Source;
import io.hyperwatch.json.EventCodec;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps every input as one JSON line, in relay order, so that it can be replayed: {@code
 * {"received_at":ms,"connection":n,"frame":{…}}} or {@code
 * {"received_at":ms,"request":{…},"response":…}}, with {@code "source":"backfill"} where it closes
 * a gap. Text that is not JSON becomes a JSON string. Appends; flushed after each line. A full disk
 * ends the recording, never the relay.
 *
 * <p>Between them stands what else has made records, so that a replay gives each record the
 * sequence it had: {@code {"received_at":ms,"bridge":{…}}} at each start, {@code "coverage":{…}}
 * and {@code "gap":{…}} for the records of the bridge itself, {@code "records":n} where an input
 * that is not kept (a node's line, the opening of a socket) became so many records or let go of so
 * many that had waited.
 */
public final class Recorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private final Path file;
    private BufferedWriter out;

    private Recorder(Path file, BufferedWriter out) {
        this.file = file;
        this.out = out;
    }

    /**
     * @param file null to record nothing
     * @throws IOException when the file cannot be written
     */
    public static Recorder open(Path file) throws IOException {
        return new Recorder(
                file,
                file == null
                        ? null
                        : Files.newBufferedWriter(
                                file,
                                StandardCharsets.UTF_8,
                                StandardOpenOption.CREATE,
                                StandardOpenOption.APPEND));
    }

    /** A bridge begins; where a file is continued, the records before are an earlier one's. */
    public void started(long nowMs, BridgeStart start) {
        write(nowMs, "bridge", start);
    }

    /** A record about completeness, made by the bridge itself. */
    public void told(CoverageEvent event) {
        write(event.timeMs(), "coverage", event);
    }

    /** A mark in the trades, made by the bridge itself. */
    public void marked(long nowMs, TradeGap gap) {
        write(nowMs, "gap", gap);
    }

    /**
     * @param json whether the input was readable as JSON
     * @param records that went out because of it
     */
    public void record(Input input, boolean json, int records) {
        if (out == null) {
            return;
        }
        if (isRecorded(input)) {
            write(line(input, json));
        } else if (records > 0) {
            write(input.receivedAtMs(), "records", records);
        }
    }

    private void write(long atMs, String what, Object value) {
        if (out != null) {
            String json = new String(EventCodec.encode(value), StandardCharsets.UTF_8);
            write("{\"received_at\":" + atMs + ",\"" + what + "\":" + json + "}");
        }
    }

    private void write(String line) {
        try {
            out.write(line);
            out.newLine();
            out.flush();
        } catch (IOException e) {
            LOG.error("recording to {} has ended: {}", file, e.toString());
            close();
        }
    }

    private static boolean isRecorded(Input input) {
        return input instanceof Input.Frame
                || input instanceof Input.Answer
                || input instanceof Input.Closed;
    }

    private static String line(Input input, boolean json) {
        String start = "{\"received_at\":" + input.receivedAtMs();
        if (input instanceof Input.Frame frame) {
            return start
                    + ",\"connection\":"
                    + frame.connection()
                    + ",\"frame\":"
                    + value(frame.text(), json)
                    + "}";
        }
        if (input instanceof Input.Closed closed) {
            return start
                    + ",\"connection\":"
                    + closed.connection()
                    + ",\"closed\":"
                    + closed.code()
                    + "}";
        }
        Input.Answer answer = (Input.Answer) input;
        return start
                + ",\"request\":"
                + value(answer.request(), true)
                + ",\"response\":"
                + value(answer.response(), json)
                + (answer.source() == Source.REST
                        ? ""
                        : ",\"source\":\"" + answer.source().wireName() + "\"")
                + "}";
    }

    /** JSON as received but on one line: within JSON a line break is only white space. */
    private static String value(String text, boolean json) {
        String stripped = text.strip();
        boolean embeddable =
                json
                        && (stripped.startsWith("{")
                                || stripped.startsWith("[")
                                || stripped.equals("null"));
        return embeddable ? stripped.replace('\r', ' ').replace('\n', ' ') : WireJson.quoted(text);
    }

    @Override
    public void close() {
        BufferedWriter closing = out;
        out = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException e) {
                LOG.error("the end of {} may be missing: {}", file, e.toString());
            }
        }
    }
}
