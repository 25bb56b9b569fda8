package io.hyperwatch.bridge.rest;

import io.hyperwatch.bridge.relay.BridgeClock;
import io.hyperwatch.bridge.transport.RestCall;
import io.hyperwatch.bridge.transport.Transport;
import io.hyperwatch.bridge.wire.Input;
import io.hyperwatch.events.Source;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * All REST calls of the bridge. Requests wait in their share, the most urgent first, until the
 * budget has their weight; at most 8 are under way. What may succeed later is tried again: 429, 5xx
 * and silence up to 5 times, 500 up to 3 times because it is the caller's fault as often; any other
 * refusal is final. For the relay thread alone.
 */
public final class RestQueue {

    /** What comes of a request; told on the relay thread, and free to submit more. */
    public interface Done {

        /** Each part of the answer; {@link Input.Answer#last} is the end. */
        void answered(RestRequest request, Input.Answer answer);

        /**
         * After the last attempt.
         *
         * @param status 0 where no answer came
         */
        void failed(RestRequest request, int status, String reason);
    }

    /** Told of every attempt, for metrics. */
    public interface Observer {

        Observer NONE = (request, share, status, tookNanos, weight) -> {};

        /**
         * @param share null for a GET
         * @param status 200 for an answer, 0 where none came
         * @param tookNanos from the call to its end
         * @param weight counted, rows included
         */
        void ended(RestRequest request, Share share, int status, long tookNanos, int weight);
    }

    private static final Logger LOG = LoggerFactory.getLogger(RestQueue.class);
    private static final long ANSWER_NANOS = Duration.ofSeconds(30).toNanos();
    private static final Comparator<RestJob> BY_READINESS =
            (a, b) -> Long.signum(a.readyAtNanos - b.readyAtNanos);

    private final Transport transport;
    private final Budget budget;
    private final URI infoUrl;
    private final BridgeClock clock;
    private final RetryPolicy retries;
    private final Observer observer;
    private final Map<Share, PriorityQueue<RestJob>> waiting = new EnumMap<>(Share.class);
    private final Map<Share, Integer> submitted = new EnumMap<>(Share.class);
    private final GetLanes gets = new GetLanes();
    private final PriorityQueue<RestJob> delayed = new PriorityQueue<>(BY_READINESS);
    private final CallsUnderWay calls = new CallsUnderWay();
    private int firstShare;
    private long lastOrder;
    private long lastCallId;
    private long dueNanos;

    /**
     * @param infoUrl ends in {@code /info}
     * @param random for the waits before further attempts
     */
    public RestQueue(
            Transport transport,
            Budget budget,
            URI infoUrl,
            BridgeClock clock,
            RandomGenerator random,
            Observer observer) {
        this.transport = transport;
        this.budget = budget;
        this.infoUrl = infoUrl;
        this.clock = clock;
        this.retries = new RetryPolicy(random);
        this.observer = observer;
        for (Share share : Share.values()) {
            waiting.put(share, new PriorityQueue<>(RestJob.BY_URGENCY));
        }
        this.dueNanos = clock.nanos();
    }

    /**
     * Takes a request; it is called by a later {@link #advance}.
     *
     * @param share that pays; of no meaning for a GET, which costs nothing
     * @param priority within the share, 0 first; equal ones in the order of submission
     * @param source of the records that the answer becomes
     */
    public void submit(RestRequest request, Share share, int priority, Source source, Done done) {
        Share payer = request instanceof GetRequest ? null : share;
        RestJob job = new RestJob(request, payer, priority, source, done, ++lastOrder);
        job.submittedAtNanos = clock.nanos();
        if (payer != null) {
            submitted.merge(payer, 1, Integer::sum);
        }
        enqueue(job);
        dueNanos = Math.min(dueNanos, job.submittedAtNanos);
    }

    private void enqueue(RestJob job) {
        if (job.request instanceof GetRequest get) {
            gets.add(job, get);
        } else {
            waiting.get(job.share).add(job);
        }
    }

    /** Gives up calls without an answer, and makes those for which there is room and weight. */
    public void advance(long nowNanos) {
        calls.overdue(nowNanos).forEach(job -> lost(job, 0, "no answer within 30 s"));
        while (!delayed.isEmpty() && nowNanos - delayed.peek().readyAtNanos >= 0) {
            enqueue(delayed.poll());
        }
        while (callOnceAround(nowNanos)) {
            // One call a share and round: no share takes all the free ones.
        }
        callGets(nowNanos);
        dueNanos = nextNanos(nowNanos);
    }

    private boolean callOnceAround(long nowNanos) {
        boolean called = false;
        Share[] shares = Share.values();
        for (int i = 0; i < shares.length; i++) {
            Share share = shares[(firstShare + i) % shares.length];
            RestJob job = waiting.get(share).peek();
            if (job != null && calls.hasRoomFor(share) && budget.tryTake(share, reserved(job))) {
                waiting.get(share).poll();
                call(job, infoUrl, nowNanos);
                called = true;
            }
        }
        firstShare = (firstShare + 1) % shares.length;
        return called;
    }

    private int reserved(RestJob job) {
        return job.reserved(budget.largestRequest());
    }

    private void callGets(long nowNanos) {
        while (calls.hasRoomForGet()) {
            RestJob job = gets.poll(nowNanos);
            if (job == null) {
                return;
            }
            call(job, ((GetRequest) job.request).url(), nowNanos);
        }
    }

    private void call(RestJob job, URI url, long nowNanos) {
        job.begin(++lastCallId, nowNanos, nowNanos + ANSWER_NANOS);
        calls.add(job);
        boolean isGet = job.share == null;
        transport.request(
                new RestCall(
                        job.callId,
                        url,
                        isGet ? null : job.request.json(),
                        job.request.json(),
                        job.source,
                        isGet ? ((GetRequest) job.request).rowsField() : null));
    }

    private long nextNanos(long nowNanos) {
        long next = calls.earliestDeadlineNanos();
        if (!delayed.isEmpty()) {
            next = Math.min(next, delayed.peek().readyAtNanos);
        }
        for (Share share : Share.values()) {
            RestJob job = waiting.get(share).peek();
            if (job != null && calls.hasRoomFor(share)) {
                long available = budget.availableAtNanos(share, reserved(job));
                next = Math.min(next, Math.max(available, nowNanos + 1));
            }
        }
        if (calls.hasRoomForGet()) {
            next = Math.min(next, gets.dueNanos());
        }
        return next;
    }

    /**
     * A part of an answer has come.
     *
     * @return false when it belongs to no call under way: it came after its time, or nobody asked
     */
    public boolean answered(Input.Answer answer) {
        RestJob job = calls.get(answer.id());
        if (job == null) {
            return false;
        }
        if (!answer.last()) {
            job.deadlineNanos = clock.nanos() + ANSWER_NANOS;
            job.done.answered(job.request, answer);
            return true;
        }
        end(job, 200, job.weightOf(answer.response()));
        if (job.share != null) {
            budget.succeeded();
        }
        finish(job);
        job.done.answered(job.request, answer);
        return true;
    }

    /** A call came to nothing. */
    public void failed(Input.Failed failed) {
        RestJob job = calls.get(failed.id());
        if (job != null) {
            lost(job, failed.status(), failed.reason());
        }
    }

    private void lost(RestJob job, int status, String reason) {
        boolean refused = status >= 400 && status < 500;
        end(job, status, refused ? job.weight() : job.maxWeight());
        if (status == RetryPolicy.TOO_MANY_REQUESTS && job.share != null) {
            budget.throttled();
        }
        if (retries.mayRetry(status, job.attempts)) {
            job.readyAtNanos = clock.nanos() + retries.delayNanos(job.attempts);
            delayed.add(job);
            LOG.debug("{}: status {}, to be tried again: {}", job.request.type(), status, reason);
            return;
        }
        LOG.warn(
                "{} given up after {} attempts: status {}: {}",
                job.request.json(),
                job.attempts,
                status,
                reason);
        finish(job);
        job.done.failed(job.request, status, reason);
    }

    private void end(RestJob job, int status, int spent) {
        calls.remove(job);
        long now = clock.nanos();
        if (job.share != null) {
            budget.settle(job.share, reserved(job), spent);
        }
        observer.ended(job.request, job.share, status, now - job.calledAtNanos, spent);
        dueNanos = Math.min(dueNanos, now);
    }

    private void finish(RestJob job) {
        if (job.share != null) {
            submitted.merge(job.share, -1, Integer::sum);
        }
    }

    /** When {@link #advance} is to be called next; {@link Long#MAX_VALUE} for never. */
    public long dueNanos() {
        return dueNanos;
    }

    /** Requests submitted and not ended, those under way and between attempts included. */
    public int pending(Share share) {
        return submitted.getOrDefault(share, 0);
    }

    /** How long the oldest request of a share that still waits for its call has been waiting. */
    public Duration oldestAge(Share share) {
        long now = clock.nanos();
        return waiting.get(share).stream()
                .map(job -> Duration.ofNanos(now - job.submittedAtNanos))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Calls under way. */
    public int calls() {
        return calls.size();
    }

    /**
     * Whether a share has nothing to do and so much saved up that a request of this weight leaves a
     * quarter of the burst: work that can wait may use it.
     */
    public boolean isIdle(Share share, int weight) {
        return pending(share) == 0
                && budget.available(share) - weight >= budget.largestRequest() / 2;
    }
}
