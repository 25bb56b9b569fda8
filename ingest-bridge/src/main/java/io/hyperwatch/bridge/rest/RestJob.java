package io.hyperwatch.bridge.rest;

import io.hyperwatch.events.Source;

import java.util.Comparator;

/** A request on its way through the queue. */
final class RestJob {

    static final Comparator<RestJob> BY_URGENCY =
            Comparator.<RestJob>comparingInt(job -> job.priority)
                    .thenComparingLong(job -> job.order);

    final RestRequest request;

    /** Null for a GET. */
    final Share share;

    final Source source;
    final RestQueue.Done done;
    long submittedAtNanos;
    int attempts;

    /** When the next attempt may be made. */
    long readyAtNanos;

    /** Of the attempt under way. */
    long callId;

    long calledAtNanos;
    long deadlineNanos;

    private final int priority;
    private final long order;

    RestJob(
            RestRequest request,
            Share share,
            int priority,
            Source source,
            RestQueue.Done done,
            long order) {
        this.request = request;
        this.share = share;
        this.priority = priority;
        this.source = source;
        this.done = done;
        this.order = order;
    }

    /**
     * What is taken in advance: with all the rows there can be.
     *
     * @param largest weight the budget can give
     */
    int reserved(int largest) {
        return Math.max(weight(), Math.min(maxWeight(), largest));
    }

    void begin(long id, long nowNanos, long deadline) {
        callId = id;
        calledAtNanos = nowNanos;
        deadlineNanos = deadline;
        attempts++;
    }

    int weight() {
        return request instanceof InfoRequest info ? info.weight() : 0;
    }

    /** With all the rows there can be. */
    int maxWeight() {
        return request instanceof InfoRequest info ? info.weight() + info.maxSurcharge() : 0;
    }

    /** What an answer has cost; the most where its rows cannot be counted. */
    int weightOf(String answer) {
        if (!(request instanceof InfoRequest info) || info.rowsPerWeight() == 0) {
            return weight();
        }
        RowScan scan = RowScan.of(answer);
        return scan == null ? maxWeight() : info.weight() + info.surcharge(scan.rows());
    }
}
