package io.hyperwatch.jobs;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.jobs.io.EventDecoder;
import io.hyperwatch.jobs.io.EventReadings;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.sinks.delivery.AlertChannel;
import io.hyperwatch.sinks.delivery.AlertSender;
import io.hyperwatch.sinks.delivery.DeliveryAttempt;
import io.hyperwatch.sinks.delivery.DeliveryPlanner;
import io.hyperwatch.sinks.delivery.DeliverySettings;

import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 *
 *
 * <pre>
 * hyperwatch.alerts.v1 ----- decode -+- [alert] plan -+-> attempts - send (async) -+-> deliveries
 * hyperwatch.deliveries.v1 - decode -+                +-> outcomes ----------------+
 * </pre>
 *
 * Reads its own outcomes back: a retry is planned when the outcome of the attempt before is in the
 * log. Runs apart from the detectors, so that a slow receiver never holds one back.
 */
public final class AlertDeliveryTopology {

    /** Records in log time, one stream a topic. */
    public record Inputs(DataStream<RawRecord> alerts, DataStream<RawRecord> deliveries) {}

    /** What leaves the topology; main attaches sinks, tests collect. */
    public record Outputs(DataStream<Delivery> deliveries, DataStream<DeadLetter> unreadable) {}

    private AlertDeliveryTopology() {}

    public static Outputs build(
            Inputs inputs, DeliverySettings settings, List<AlertChannel> channels) {
        SingleOutputStreamOperator<Alert> alerts =
                inputs.alerts()
                        .process(new EventDecoder<>(Alert.class, EventReadings::alert))
                        .name("Decode alerts")
                        .uid(Uids.ALERTS_DECODE)
                        .setParallelism(inputs.alerts().getParallelism());
        SingleOutputStreamOperator<Delivery> outcomes =
                inputs.deliveries()
                        .process(new EventDecoder<>(Delivery.class, EventReadings::delivery))
                        .name("Decode deliveries")
                        .uid(Uids.DELIVERIES_DECODE)
                        .setParallelism(inputs.deliveries().getParallelism());
        SingleOutputStreamOperator<DeliveryAttempt> attempts =
                alerts.connect(outcomes)
                        .keyBy(Alert::alertId, Delivery::alertId)
                        .process(new DeliveryPlanner(settings, channels))
                        .name("Plan deliveries (per alert)")
                        .uid(Uids.DELIVERY_PLAN);
        return new Outputs(
                send(attempts, settings, channels)
                        .union(attempts.getSideOutput(DeliveryPlanner.OUTCOMES)),
                alerts.getSideOutput(EventDecoder.DEAD_LETTERS)
                        .union(outcomes.getSideOutput(EventDecoder.DEAD_LETTERS)));
    }

    private static DataStream<Delivery> send(
            DataStream<DeliveryAttempt> attempts,
            DeliverySettings settings,
            List<AlertChannel> channels) {
        return AsyncDataStream.unorderedWait(
                        attempts,
                        new AlertSender(settings.schedule(), channels, Clock.systemUTC()),
                        AlertSender.TIMEOUT_MS,
                        TimeUnit.MILLISECONDS,
                        AlertSender.CAPACITY)
                .name("Send alerts")
                .uid(Uids.DELIVERY_SEND);
    }
}
