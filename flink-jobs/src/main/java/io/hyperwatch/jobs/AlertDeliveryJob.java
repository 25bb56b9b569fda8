package io.hyperwatch.jobs;

import io.hyperwatch.jobs.io.EventWritings;
import io.hyperwatch.jobs.io.KafkaDeadLetters;
import io.hyperwatch.jobs.io.KafkaLog;
import io.hyperwatch.jobs.io.KafkaLog.Start;
import io.hyperwatch.jobs.time.LogTime;
import io.hyperwatch.sinks.delivery.DeliverySettings;
import io.hyperwatch.sinks.postgres.PostgresSettings;
import io.hyperwatch.sinks.postgres.PostgresSinks;
import io.hyperwatch.sinks.webhook.WebhookChannel;
import io.hyperwatch.topics.Topic;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.time.Duration;
import java.util.List;

/** Alerts to the endpoints that were configured, with what became of each. */
public final class AlertDeliveryJob {

    static final String NAME = "AlertDeliveryJob";

    private AlertDeliveryJob() {}

    public static void main(String[] args) throws Exception {
        JobSettings settings = JobSettings.load(args, System.getenv());
        StreamExecutionEnvironment env = JobEnvironment.create(settings, Duration.ZERO);
        attach(env, settings);
        env.execute(NAME);
    }

    static void attach(StreamExecutionEnvironment env, JobSettings settings) {
        KafkaLog kafka = new KafkaLog(settings.kafka(), "hyperwatch-delivery");
        DeliverySettings delivery = settings.delivery();
        AlertDeliveryTopology.Outputs out =
                AlertDeliveryTopology.build(
                        new AlertDeliveryTopology.Inputs(
                                // Without state, alerts that were delivered long ago must not go
                                // out again: begin where the consumer group left off.
                                LogTime.read(
                                        env,
                                        kafka.source(Topic.ALERTS, Start.COMMITTED),
                                        Topic.ALERTS,
                                        Uids.ALERTS_SOURCE,
                                        Uids.ALERTS_CLOCK),
                                LogTime.read(
                                        env,
                                        kafka.source(Topic.DELIVERIES, Start.COMMITTED),
                                        Topic.DELIVERIES,
                                        Uids.DELIVERIES_SOURCE,
                                        Uids.DELIVERIES_CLOCK)),
                        delivery,
                        List.of(new WebhookChannel(delivery)));
        PostgresSinks tables =
                new PostgresSinks(
                        PostgresSettings.of(settings.postgresUrl(), settings.postgresUser()),
                        KafkaDeadLetters.to(settings.kafka()));
        out.deliveries()
                .sinkTo(kafka.sink(Topic.DELIVERIES, EventWritings.deliveries()))
                .name("Topic " + Topic.DELIVERIES.topicName())
                .uid(Uids.DELIVERIES_TOPIC);
        out.deliveries()
                .sinkTo(tables.deliveries())
                .name("Table alert_deliveries")
                .uid(Uids.DELIVERIES_TABLE);
        out.unreadable()
                .sinkTo(kafka.sink(Topic.DEAD_LETTERS, EventWritings.deadLetters()))
                .name("Topic " + Topic.DEAD_LETTERS.topicName())
                .uid(Uids.DEAD_LETTERS_TOPIC);
    }
}
