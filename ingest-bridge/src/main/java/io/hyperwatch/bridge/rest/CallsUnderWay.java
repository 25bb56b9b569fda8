package io.hyperwatch.bridge.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The calls made and not ended, by their id, and for whom there is room for another. */
final class CallsUnderWay {

    static final int MAX = 8;

    /** Other shares always find a free call: states alone could fill all of them. */
    static final int MAX_TRACKING = 6;

    /** Slow outside hosts must not hold back the exchange's own. */
    static final int MAX_GETS = 3;

    private final Map<Long, RestJob> calls = new LinkedHashMap<>();
    private int tracking;
    private int gets;

    void add(RestJob job) {
        calls.put(job.callId, job);
        count(job, 1);
    }

    void remove(RestJob job) {
        calls.remove(job.callId);
        count(job, -1);
    }

    private void count(RestJob job, int change) {
        tracking += job.share == Share.TRACKING ? change : 0;
        gets += job.share == null ? change : 0;
    }

    /** Null for one that has ended or was never made. */
    RestJob get(long callId) {
        return calls.get(callId);
    }

    int size() {
        return calls.size();
    }

    boolean hasRoomFor(Share share) {
        return calls.size() < MAX && (share != Share.TRACKING || tracking < MAX_TRACKING);
    }

    boolean hasRoomForGet() {
        return calls.size() < MAX && gets < MAX_GETS;
    }

    /** Those whose time for an answer is over. */
    List<RestJob> overdue(long nowNanos) {
        List<RestJob> overdue = new ArrayList<>();
        for (RestJob job : calls.values()) {
            if (nowNanos - job.deadlineNanos >= 0) {
                overdue.add(job);
            }
        }
        return overdue;
    }

    /** {@link Long#MAX_VALUE} for none. */
    long earliestDeadlineNanos() {
        long earliest = Long.MAX_VALUE;
        for (RestJob job : calls.values()) {
            earliest = Math.min(earliest, job.deadlineNanos);
        }
        return earliest;
    }
}
