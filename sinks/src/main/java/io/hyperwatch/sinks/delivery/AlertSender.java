package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.Delivery;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes the attempts, without blocking the task, and says what came of each. Never fails the job:
 * whatever goes wrong is an outcome. For {@code AsyncDataStream.unorderedWait} with {@link
 * #TIMEOUT_MS} and {@link #CAPACITY}.
 */
public final class AlertSender extends RichAsyncFunction<DeliveryAttempt, Delivery> {

    /** More than an attempt of 15 s that waits for others of the same host. */
    public static final long TIMEOUT_MS = 120_000;

    /** Attempts under way in one task. */
    public static final int CAPACITY = 64;

    private static final Logger LOG = LoggerFactory.getLogger(AlertSender.class);

    private final RetrySchedule schedule;
    private final List<AlertChannel> channels;
    private final Clock clock;

    private transient Map<String, AlertChannel.Sender> senders;
    private transient Counter sent;
    private transient Counter retried;
    private transient Counter failed;

    /**
     * @param clock wall clock, serializable as {@link Clock#systemUTC()} is
     */
    public AlertSender(RetrySchedule schedule, List<AlertChannel> channels, Clock clock) {
        this.schedule = schedule;
        this.channels = List.copyOf(channels);
        this.clock = clock;
    }

    @Override
    public void open(OpenContext context) {
        senders = new HashMap<>();
        for (AlertChannel channel : channels) {
            senders.put(channel.name(), channel.open());
        }
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        sent = metrics.counter("alertsSent", new ThreadSafeSimpleCounter());
        retried = metrics.counter("attemptsToRetry", new ThreadSafeSimpleCounter());
        failed = metrics.counter("alertsFailed", new ThreadSafeSimpleCounter());
    }

    @Override
    public void close() {
        if (senders != null) {
            senders.values().forEach(AlertChannel.Sender::close);
        }
    }

    @Override
    public void asyncInvoke(DeliveryAttempt attempt, ResultFuture<Delivery> result) {
        long startedAtMs = clock.millis();
        AlertChannel.Sender sender = senders.get(attempt.channel());
        if (sender == null) {
            complete(attempt, startedAtMs, Answer.stop(null, "channel is off"), result);
            return;
        }
        try {
            sender.send(attempt.alert(), attempt.endpoint(), startedAtMs)
                    .whenComplete(
                            (answer, error) ->
                                    complete(
                                            attempt,
                                            startedAtMs,
                                            error == null ? answer : unexpected(attempt, error),
                                            result));
        } catch (RuntimeException e) {
            complete(attempt, startedAtMs, unexpected(attempt, e), result);
        }
    }

    @Override
    public void timeout(DeliveryAttempt attempt, ResultFuture<Delivery> result) {
        Answer answer = Answer.retry(null, "no outcome within " + TIMEOUT_MS / 1000 + " s", null);
        complete(attempt, clock.millis(), answer, result);
    }

    private static Answer unexpected(DeliveryAttempt attempt, Throwable error) {
        LOG.warn(
                "attempt {} of alert {} at {} broke off",
                attempt.number(),
                attempt.alert().alertId(),
                attempt.endpoint(),
                error);
        return Answer.retry(null, error.getClass().getSimpleName(), null);
    }

    private void complete(
            DeliveryAttempt attempt,
            long startedAtMs,
            Answer answer,
            ResultFuture<Delivery> result) {
        Delivery outcome = outcome(attempt, startedAtMs, answer);
        switch (outcome.status()) {
            case SENT -> sent.inc();
            case RETRYING -> retried.inc();
            default -> failed.inc();
        }
        LOG.info(
                "alert {} at {}: {} after {} attempts{}",
                outcome.alertId(),
                outcome.endpoint(),
                outcome.status().wireName(),
                outcome.attempts(),
                outcome.lastError() == null ? "" : ", " + outcome.lastError());
        result.complete(List.of(outcome));
    }

    private Delivery outcome(DeliveryAttempt attempt, long startedAtMs, Answer answer) {
        long now = clock.millis();
        long firstAttemptAtMs =
                attempt.firstAttemptAtMs() == null ? startedAtMs : attempt.firstAttemptAtMs();
        if (answer.verdict() == Answer.Verdict.ACCEPTED) {
            return Outcomes.sent(attempt, answer, firstAttemptAtMs, now);
        }
        if (answer.verdict() == Answer.Verdict.STOP) {
            return Outcomes.failed(attempt, answer, "refused by the endpoint", firstAttemptAtMs);
        }
        OptionalLong next =
                schedule.next(
                        attempt.alert(),
                        attempt.number(),
                        now,
                        answer.retryAfterMs(),
                        ThreadLocalRandom.current().nextDouble());
        return next.isPresent()
                ? Outcomes.retrying(attempt, answer, firstAttemptAtMs, next.getAsLong())
                : Outcomes.failed(
                        attempt,
                        answer,
                        "given up after %d attempts".formatted(attempt.number()),
                        firstAttemptAtMs);
    }
}
