package io.hyperwatch.sinks.delivery;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.alerts.DeliveryStatus;
import io.hyperwatch.alerts.Severity;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides what is sent where and when. Keyed by alert id; reads the alerts and, from their topic,
 * the outcomes of the attempts it asked for.
 *
 * <pre>
 * alerts ----+-> planner -+-> attempts -> AlertSender -+-> deliveries topic and table
 * deliveries +            +-> outcomes ----------------+
 * </pre>
 *
 * <p>Each endpoint gets an alert once: what has ended is remembered for 7 days, then all state of
 * the alert is gone. Works in processing time; nothing here detects anything.
 */
public final class DeliveryPlanner
        extends KeyedCoProcessFunction<String, Alert, Delivery, DeliveryAttempt> {

    /** Outcomes that need no attempt: suppressed, or given up while waiting. */
    public static final OutputTag<Delivery> OUTCOMES =
            new OutputTag<>("planned-outcomes", TypeInformation.of(Delivery.class));

    static final long REMEMBERED_MS = 7L * 24 * 3600 * 1000;

    /**
     * An outcome that has not been read back by then never will be: Flink keeps attempts and
     * outcomes over restarts, so this is for state that was dropped by hand.
     */
    static final long OUTCOME_LOST_AFTER_MS = 3_600_000;

    private static final Answer NONE = Answer.retry(null, null, null);

    private final DeliverySettings settings;
    private final List<AlertChannel> channels;

    private transient Map<String, String> channelOfEndpoint;
    private transient ValueState<Alert> alertState;
    private transient MapState<String, EndpointProgress> progressState;

    public DeliveryPlanner(DeliverySettings settings, List<AlertChannel> channels) {
        this.settings = settings;
        this.channels = List.copyOf(channels);
    }

    static ValueStateDescriptor<Alert> alertDescriptor() {
        return new ValueStateDescriptor<>("alert", TypeInformation.of(Alert.class));
    }

    static MapStateDescriptor<String, EndpointProgress> progressDescriptor() {
        return new MapStateDescriptor<>(
                "endpoint-progress", Types.STRING, TypeInformation.of(EndpointProgress.class));
    }

    @Override
    public void open(OpenContext context) {
        channelOfEndpoint = new LinkedHashMap<>();
        for (AlertChannel channel : channels) {
            channel.endpoints()
                    .forEach(endpoint -> channelOfEndpoint.put(endpoint, channel.name()));
        }
        alertState = getRuntimeContext().getState(alertDescriptor());
        progressState = getRuntimeContext().getMapState(progressDescriptor());
    }

    @Override
    public void processElement1(Alert alert, Context context, Collector<DeliveryAttempt> out)
            throws Exception {
        long now = context.timerService().currentProcessingTime();
        String suppressedBecause = reasonToSuppress(alert, now);
        for (Map.Entry<String, String> entry : channelOfEndpoint.entrySet()) {
            String endpoint = entry.getKey();
            EndpointProgress progress = progressState.get(endpoint);
            if (progress != null) {
                if (!progress.hasEnded()) {
                    alertState.update(alert);
                }
            } else if (suppressedBecause != null) {
                context.output(
                        OUTCOMES,
                        Outcomes.suppressed(alert, endpoint, entry.getValue(), suppressedBecause));
            } else {
                alertState.update(alert);
                attempt(
                        new DeliveryAttempt(alert, endpoint, entry.getValue(), 1, null),
                        context,
                        out);
            }
        }
    }

    @Override
    public void processElement2(Delivery outcome, Context context, Collector<DeliveryAttempt> out)
            throws Exception {
        EndpointProgress progress = progressState.get(outcome.endpoint());
        long now = context.timerService().currentProcessingTime();
        if (outcome.status() == DeliveryStatus.SUPPRESSED || isNoNews(outcome, progress, now)) {
            return;
        }
        boolean waits = outcome.status() == DeliveryStatus.RETRYING;
        long dueAtMs =
                waits && outcome.nextAttemptAtMs() != null
                        ? outcome.nextAttemptAtMs()
                        : now + (waits ? 0 : REMEMBERED_MS);
        put(
                outcome.endpoint(),
                new EndpointProgress(
                        outcome.channel(),
                        outcome.status(),
                        outcome.attempts(),
                        outcome.firstAttemptAtMs(),
                        dueAtMs),
                context);
        forgetAlertIfDone();
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<DeliveryAttempt> out)
            throws Exception {
        Alert alert = alertState.value();
        Map<String, EndpointProgress> due = new TreeMap<>();
        for (Map.Entry<String, EndpointProgress> entry : progressState.entries()) {
            if (entry.getValue().dueAtMs() <= time) {
                due.put(entry.getKey(), entry.getValue());
            }
        }
        for (Map.Entry<String, EndpointProgress> entry : due.entrySet()) {
            EndpointProgress progress = entry.getValue();
            if (progress.hasEnded() || alert == null) {
                progressState.remove(entry.getKey());
            } else {
                continueWith(alert, entry.getKey(), progress, context, out);
            }
        }
        forgetAlertIfDone();
    }

    private void continueWith(
            Alert alert,
            String endpoint,
            EndpointProgress progress,
            OnTimerContext context,
            Collector<DeliveryAttempt> out)
            throws Exception {
        long now = context.timerService().currentProcessingTime();
        String giveUpBecause = null;
        if (!channelOfEndpoint.containsKey(endpoint)) {
            giveUpBecause = "endpoint is no longer configured";
        } else if (settings.schedule().isTooOld(alert, now)) {
            giveUpBecause = tooOld();
        }
        if (giveUpBecause == null) {
            DeliveryAttempt next =
                    new DeliveryAttempt(
                            alert,
                            endpoint,
                            progress.channel(),
                            progress.attempts() + 1,
                            progress.firstAttemptAtMs());
            attempt(next, context, out);
            return;
        }
        DeliveryAttempt last =
                new DeliveryAttempt(
                        alert,
                        endpoint,
                        progress.channel(),
                        progress.attempts(),
                        progress.firstAttemptAtMs());
        context.output(
                OUTCOMES, Outcomes.failed(last, NONE, giveUpBecause, last.firstAttemptAtMs()));
        put(
                endpoint,
                new EndpointProgress(
                        progress.channel(),
                        DeliveryStatus.FAILED,
                        progress.attempts(),
                        progress.firstAttemptAtMs(),
                        now + REMEMBERED_MS),
                context);
    }

    private void attempt(DeliveryAttempt attempt, Context context, Collector<DeliveryAttempt> out)
            throws Exception {
        out.collect(attempt);
        long now = context.timerService().currentProcessingTime();
        put(
                attempt.endpoint(),
                new EndpointProgress(
                        attempt.channel(),
                        DeliveryStatus.RETRYING,
                        attempt.number(),
                        attempt.firstAttemptAtMs(),
                        now + OUTCOME_LOST_AFTER_MS),
                context);
    }

    private void put(String endpoint, EndpointProgress progress, Context context) throws Exception {
        progressState.put(endpoint, progress);
        context.timerService().registerProcessingTimeTimer(progress.dueAtMs());
    }

    private void forgetAlertIfDone() throws Exception {
        List<EndpointProgress> all = new ArrayList<>();
        progressState.values().forEach(all::add);
        if (all.stream().allMatch(EndpointProgress::hasEnded)) {
            alertState.clear();
        }
    }

    private String reasonToSuppress(Alert alert, long now) {
        if (alert.shadow()) {
            return "rule %s is in shadow".formatted(alert.rule());
        }
        Severity min = settings.minSeverity();
        // A severity of a later version may well be a loud one.
        if (alert.severity() != Severity.UNKNOWN && !alert.severity().isAtLeast(min)) {
            return "severity %s is below %s".formatted(alert.severity().wireName(), min.wireName());
        }
        return settings.schedule().isTooOld(alert, now) ? tooOld() : null;
    }

    private String tooOld() {
        return "older than %d h".formatted(settings.schedule().maxAgeMs() / 3_600_000);
    }

    /** Read again after a restart, or about an attempt that was made again since. */
    private static boolean isNoNews(Delivery outcome, EndpointProgress progress, long now) {
        if (progress == null) {
            Long atMs =
                    outcome.sentAtMs() == null ? outcome.firstAttemptAtMs() : outcome.sentAtMs();
            return atMs == null || now - atMs > REMEMBERED_MS;
        }
        return progress.hasEnded()
                || outcome.status() != DeliveryStatus.SENT
                        && outcome.attempts() < progress.attempts();
    }
}
