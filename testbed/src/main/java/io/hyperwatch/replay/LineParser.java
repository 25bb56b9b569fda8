package io.hyperwatch.replay;

import io.hyperwatch.bridge.relay.BridgeStart;
import io.hyperwatch.bridge.relay.TradeGap;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.WireJson;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.Source;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;

import com.fasterxml.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Tells what a line is by its fields; no file has to say which kind it is of. */
final class LineParser {

    /** Sockets of a recording are numbered from 1. */
    static final int ONLY_CONNECTION = 1;

    private LineParser() {}

    /**
     * @throws UnreadableLineException in words for the one who gave the file
     */
    static RecordedLine parse(String text) throws UnreadableLineException {
        if (text.startsWith("[")) {
            return nodeFill(text);
        }
        JsonFields fields = JsonFields.of(text);
        if (fields.has("received_at")) {
            return recorded(fields);
        }
        if (fields.has("channel")) {
            return new RecordedLine.Message(newestTime(json(text)), text);
        }
        if (fields.has("events")) {
            return new RecordedLine.NodeFills(blockTime(json(text)), text);
        }
        throw new UnreadableLineException(
                "neither a recorded line nor a WebSocket message nor a node's fill");
    }

    private static RecordedLine recorded(JsonFields fields) throws UnreadableLineException {
        long atMs = fields.number("received_at");
        if (fields.has("frame")) {
            int connection =
                    fields.has("connection") ? (int) fields.number("connection") : ONLY_CONNECTION;
            return new RecordedLine.Received(
                    new Input.Frame(atMs, connection, fields.text("frame")));
        }
        if (fields.has("request")) {
            boolean backfill = fields.has("source") && "backfill".equals(fields.text("source"));
            return new RecordedLine.Received(
                    new Input.Answer(
                            atMs,
                            0,
                            fields.text("request"),
                            fields.text("response"),
                            backfill ? Source.BACKFILL : Source.REST,
                            true));
        }
        if (fields.has("closed")) {
            return new RecordedLine.Received(
                    new Input.Closed(
                            atMs,
                            (int) fields.number("connection"),
                            (int) fields.number("closed"),
                            ""));
        }
        if (fields.has("bridge")) {
            return new RecordedLine.Started(atMs, decode(fields, "bridge", BridgeStart.class));
        }
        if (fields.has("coverage")) {
            return new RecordedLine.Told(atMs, decode(fields, "coverage", CoverageEvent.class));
        }
        if (fields.has("gap")) {
            return new RecordedLine.Marked(atMs, decode(fields, "gap", TradeGap.class));
        }
        if (fields.has("records")) {
            return new RecordedLine.Passed(atMs, fields.number("records"));
        }
        throw new UnreadableLineException("received_at, but no frame and no request with it");
    }

    private static <T> T decode(JsonFields fields, String name, Class<T> type)
            throws UnreadableLineException {
        try {
            return EventCodec.decode(fields.text(name).getBytes(StandardCharsets.UTF_8), type);
        } catch (MalformedEventException e) {
            throw new UnreadableLineException(name + ": " + e.getMessage());
        }
    }

    private static RecordedLine nodeFill(String text) throws UnreadableLineException {
        JsonNode pair = json(text);
        JsonNode time = pair.path(1).path("time");
        if (pair.size() != 2 || !pair.path(0).isTextual() || !time.isIntegralNumber()) {
            throw new UnreadableLineException("an array, but not an account and its fill");
        }
        return new RecordedLine.NodeFills(time.longValue(), text);
    }

    /** A node writes UTC with nanoseconds and without a zone. */
    private static long blockTime(JsonNode block) throws UnreadableLineException {
        String time = block.path("block_time").asText(block.path("local_time").asText(""));
        try {
            return LocalDateTime.parse(
                            time.endsWith("Z") ? time.substring(0, time.length() - 1) : time)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
        } catch (DateTimeException e) {
            throw new UnreadableLineException("events, but no block_time with them");
        }
    }

    /** Each message names its events' time in a field of that name, wherever that may be. */
    private static long newestTime(JsonNode node) {
        long newest = RecordedLine.UNTIMED;
        for (JsonNode time : node.findValues("time")) {
            if (time.isIntegralNumber()) {
                newest = Math.max(newest, time.longValue());
            }
        }
        return newest;
    }

    private static JsonNode json(String text) throws UnreadableLineException {
        try {
            return WireJson.parse(text);
        } catch (MalformedFrameException e) {
            throw new UnreadableLineException(e.getMessage());
        }
    }
}
