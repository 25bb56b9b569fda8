package io.hyperwatch.testbed.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Frames of an exchange, played over and over without repeating themselves: each time with other
 * trade ids and later times, or all but the first play would be duplicates. Both copies of a trade,
 * on the two sockets of the hot standby, stay copies.
 */
final class FrameTape {

    private static final Pattern MOVING = Pattern.compile("\"(tid|time)\":(\\d+)");

    /** Above the exchange's trade ids, which have 50 bits. */
    private static final long TID_STEP = 1L << 50;

    /** Frames of live data only: of these, the connection's own ones say nothing worth relaying. */
    private static final Pattern CONTROL =
            Pattern.compile("^\\{\"channel\":\"(subscriptionResponse|pong|error)\".*|^[^{].*");

    private final List<Recorded> frames = new ArrayList<>();
    private long firstMs = Long.MAX_VALUE;
    private long lastMs;
    private long bytes;

    /** A frame, cut where it moves. */
    private record Recorded(int connection, String[] fixed, long[] moving, boolean[] isTime) {}

    /** A frame that is played. */
    record Frame(int connection, String text) {}

    void record(int connection, String text) {
        if (CONTROL.matcher(text).matches() || text.contains("\"isSnapshot\":true")) {
            return;
        }
        List<String> fixed = new ArrayList<>();
        List<Long> moving = new ArrayList<>();
        List<Boolean> isTime = new ArrayList<>();
        Matcher matcher = MOVING.matcher(text);
        int from = 0;
        while (matcher.find()) {
            fixed.add(text.substring(from, matcher.start(2)));
            long number = Long.parseLong(matcher.group(2));
            boolean time = matcher.group(1).equals("time");
            if (time) {
                firstMs = Math.min(firstMs, number);
                lastMs = Math.max(lastMs, number);
            }
            moving.add(number);
            isTime.add(time);
            from = matcher.end(2);
        }
        fixed.add(text.substring(from));
        long[] numbers = moving.stream().mapToLong(Long::longValue).toArray();
        boolean[] times = new boolean[isTime.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = isTime.get(i);
        }
        frames.add(new Recorded(connection, fixed.toArray(String[]::new), numbers, times));
        bytes += text.length();
    }

    int size() {
        return frames.size();
    }

    long meanBytes() {
        return bytes / Math.max(1, frames.size());
    }

    /**
     * A frame of a play.
     *
     * @param index within the tape
     * @param play number of the play, from 0
     * @param startMs exchange time at which the first play begins
     */
    Frame frame(int index, int play, long startMs) {
        Recorded recorded = frames.get(index);
        if (recorded.moving().length == 0) {
            return new Frame(recorded.connection(), recorded.fixed()[0]);
        }
        long shiftMs = startMs - firstMs + play * (lastMs - firstMs + 1);
        StringBuilder text = new StringBuilder(1_024);
        for (int i = 0; i < recorded.moving().length; i++) {
            long number = recorded.moving()[i];
            text.append(recorded.fixed()[i])
                    .append(number + (recorded.isTime()[i] ? shiftMs : (play + 1) * TID_STEP));
        }
        text.append(recorded.fixed()[recorded.moving().length]);
        return new Frame(recorded.connection(), text.toString());
    }
}
