package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** One input on its way to records: what a {@link Reader} is given and what it says. */
final class Reading {

    private final Input input;
    private final Watchlist watchlist;
    private final List<Notice> notices = new ArrayList<>();
    private String origin = "ws";
    private JsonNode request;
    private JsonNode data;
    private Drafts drafts;
    private String stream;
    private Control control;
    private final List<TradeMerger.Release> releases = new ArrayList<>();
    private boolean json = true;
    private int duplicates;

    Reading(Input input, Watchlist watchlist) {
        this.input = input;
        this.watchlist = watchlist;
    }

    /** What was asked; null for frames. */
    JsonNode request() {
        return request;
    }

    /** {@code data} of a frame, null where it has none; the body of an answer. */
    JsonNode data() {
        return data;
    }

    /** The input as received. */
    String text() {
        if (input instanceof Input.Frame frame) {
            return frame.text();
        }
        if (input instanceof Input.Answer answer) {
            return answer.response();
        }
        if (input instanceof Input.Unreadable unreadable) {
            return unreadable.text();
        }
        return input instanceof Input.NodeLine line ? line.text() : "";
    }

    /** Names that lead to {@link #data} within {@link #text}, then on to a part of it. */
    String[] path(String... names) {
        if (!(input instanceof Input.Frame)) {
            return names;
        }
        String[] path = new String[names.length + 1];
        path[0] = "data";
        System.arraycopy(names, 0, path, 1, names.length);
        return path;
    }

    /** How messages name a part of {@link #data}. */
    String at(String... names) {
        if (names.length == 0) {
            return input instanceof Input.Frame ? "data" : "";
        }
        return String.join(".", path(names));
    }

    long receivedAtMs() {
        return input.receivedAtMs();
    }

    /** Number of the socket, 0 for everything else. */
    int connection() {
        return input instanceof Input.Frame frame ? frame.connection() : 0;
    }

    Source source() {
        if (input instanceof Input.Answer answer) {
            return answer.source();
        }
        return input instanceof Input.NodeLine ? Source.NODE : Source.WS;
    }

    Watchlist watchlist() {
        return watchlist;
    }

    Drafts out() {
        if (drafts == null) {
            drafts = new Drafts(origin, input.receivedAtMs());
        }
        return drafts;
    }

    /** The stream has shown life. */
    void alive(String type, String subject) {
        stream = subject == null ? type : type + ":" + subject;
    }

    void notice(Notice notice) {
        notices.add(notice);
    }

    /** Events that were known before and yield no record. */
    void duplicates(int count) {
        duplicates += count;
    }

    /** Frames that have waited and go out behind this one. */
    void release(TradeMerger.Release release) {
        releases.add(release);
    }

    void control(Control about) {
        control = about;
    }

    /** For the origin of dead letters: {@code ws:trades}, {@code rest:meta}. */
    void from(String name) {
        origin = name;
    }

    void reads(JsonNode asked, JsonNode answered) {
        request = asked;
        data = answered;
    }

    void notJson() {
        json = false;
    }

    Input input() {
        return input;
    }

    List<Draft> drafts() {
        return drafts == null ? List.of() : drafts.list();
    }

    List<TradeMerger.Release> releases() {
        return releases;
    }

    int duplicates() {
        return duplicates;
    }

    List<Notice> notices() {
        return notices;
    }

    String stream() {
        return stream;
    }

    Control control() {
        return control;
    }

    boolean isJson() {
        return json;
    }
}
