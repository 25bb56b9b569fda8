package io.hyperwatch.bridge.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;

/** GETs by host, each host left alone for a while after a call. */
final class GetLanes {

    private final Map<String, Lane> lanes = new LinkedHashMap<>();

    void add(RestJob job, GetRequest request) {
        lanes.computeIfAbsent(request.url().getAuthority(), host -> new Lane()).jobs.add(job);
    }

    /** The most urgent one of the host that has been free the longest; null for none. */
    RestJob poll(long nowNanos) {
        Lane next = null;
        for (Lane lane : lanes.values()) {
            if (lane.isDue(nowNanos) && (next == null || lane.freeAtNanos < next.freeAtNanos)) {
                next = lane;
            }
        }
        if (next == null) {
            return null;
        }
        RestJob job = next.jobs.poll();
        next.freeAtNanos = nowNanos + ((GetRequest) job.request).distance().toNanos();
        return job;
    }

    /** When {@link #poll} gives something, {@link Long#MAX_VALUE} for never. */
    long dueNanos() {
        long due = Long.MAX_VALUE;
        for (Lane lane : lanes.values()) {
            if (!lane.jobs.isEmpty()) {
                due = Math.min(due, lane.freeAtNanos);
            }
        }
        return due;
    }

    private static final class Lane {
        private final PriorityQueue<RestJob> jobs = new PriorityQueue<>(RestJob.BY_URGENCY);
        private long freeAtNanos = Long.MIN_VALUE;

        boolean isDue(long nowNanos) {
            return !jobs.isEmpty() && nowNanos >= freeAtNanos;
        }
    }
}
