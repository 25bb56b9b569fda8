package io.hyperwatch.bridge.normalize;

import io.hyperwatch.bridge.wire.Fields;
import io.hyperwatch.bridge.wire.MalformedFrameException;
import io.hyperwatch.bridge.wire.MalformedFrameException.Fault;
import io.hyperwatch.events.LeaderboardEntry;
import io.hyperwatch.events.LeaderboardEntry.Performance;
import io.hyperwatch.topics.Topic;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.Map;

/**
 * The leaderboard file, about 30,000 rows, in parts of the shape {@code {"leaderboardRows":[…]}}.
 */
final class Leaderboard {

    private static final String ROWS = "leaderboardRows";

    private Leaderboard() {}

    static void read(Reading in) throws MalformedFrameException {
        Elements.forEach(
                in,
                Fields.of(in.data(), "").array(ROWS),
                (fields, index) -> {
                    LeaderboardEntry entry = entry(fields, in.receivedAtMs());
                    in.out()
                            .event(
                                    Topic.LEADERBOARD,
                                    entry.user(),
                                    entry,
                                    in.receivedAtMs(),
                                    index,
                                    false);
                },
                ROWS);
    }

    private static LeaderboardEntry entry(Fields fields, long receivedAtMs)
            throws MalformedFrameException {
        Map<String, Performance> windows = new HashMap<>();
        JsonNode array = fields.array("windowPerformances");
        for (int i = 0; i < array.size(); i++) {
            String path = fields.at("windowPerformances[" + i + "]");
            JsonNode window = Fields.array(array.get(i), path);
            if (window.size() != 2 || !window.get(0).isTextual()) {
                throw new MalformedFrameException(
                        Fault.BAD_VALUE, path + ": name and figures expected");
            }
            Fields figures = Fields.of(window.get(1), path + "[1]");
            windows.put(
                    window.get(0).textValue(),
                    new Performance(
                            figures.decimal("pnl"),
                            figures.decimal("roi"),
                            figures.notNegative("vlm")));
        }
        return new LeaderboardEntry(
                fields.address("ethAddress"),
                fields.decimal("accountValue"),
                fields.optionalText("displayName"),
                windows.get("day"),
                windows.get("week"),
                windows.get("month"),
                windows.get("allTime"),
                receivedAtMs,
                null);
    }
}
