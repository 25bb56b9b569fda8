package io.hyperwatch.testbed.exchange;

import java.util.HashMap;
import java.util.Map;

/** How many of the next frames of a channel are to be lost. */
final class FrameDrops {

    private final Map<String, Integer> leftByChannel = new HashMap<>();

    synchronized void drop(String channel, int frames) {
        leftByChannel.merge(channel, frames, Integer::sum);
    }

    /** Whether this frame is one of them. */
    synchronized boolean take(String channel) {
        if (leftByChannel.isEmpty()) {
            return false;
        }
        Integer left = leftByChannel.get(channel);
        if (left == null) {
            return false;
        }
        if (left == 1) {
            leftByChannel.remove(channel);
        } else {
            leftByChannel.put(channel, left - 1);
        }
        return true;
    }

    synchronized void clear() {
        leftByChannel.clear();
    }
}
