package io.hyperwatch.jobs;

import io.hyperwatch.jobs.io.EventWritings;
import io.hyperwatch.jobs.io.KafkaDeadLetters;
import io.hyperwatch.jobs.io.KafkaLog;
import io.hyperwatch.jobs.io.KafkaRuleLog;
import io.hyperwatch.jobs.io.SharedRuleLog;
import io.hyperwatch.jobs.risk.RiskTopology;
import io.hyperwatch.sinks.postgres.PostgresSettings;
import io.hyperwatch.sinks.postgres.PostgresSinks;
import io.hyperwatch.topics.Topic;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;

/** The detectors: what the exchange does, into alerts and incidents. */
public final class RiskJob {

    static final String NAME = "RiskJob";

    private static final Logger LOG = LoggerFactory.getLogger(RiskJob.class);

    /** Somebody is woken by this: no record waits for company. */
    private static final Duration BUFFER_TIMEOUT = Duration.ZERO;

    private RiskJob() {}

    public static void main(String[] args) throws Exception {
        JobSettings settings = JobSettings.load(args, System.getenv());
        StreamExecutionEnvironment env = JobEnvironment.create(settings, BUFFER_TIMEOUT);
        seedRules(settings);
        attach(env, settings);
        env.execute(NAME);
    }

    static void attach(StreamExecutionEnvironment env, JobSettings settings) {
        KafkaLog kafka = new KafkaLog(settings.kafka(), "hyperwatch-risk");
        RiskTopology.Outputs out =
                RiskTopology.build(
                        new KafkaInputs(env, kafka),
                        new SharedRuleLog(new KafkaRuleLog(settings.kafka())));
        attachTopics(out, kafka);
        attachTables(
                out,
                new PostgresSinks(
                        PostgresSettings.of(settings.postgresUrl(), settings.postgresUser()),
                        KafkaDeadLetters.to(settings.kafka())));
    }

    /** So that the defaults can be read where the changes are; the job itself knows them. */
    private static void seedRules(JobSettings settings) {
        try {
            new KafkaRuleLog(settings.kafka()).seed();
        } catch (KafkaException e) {
            LOG.warn("the defaults of the rules are not written to {}", Topic.RULES.topicName(), e);
        }
    }

    private static void attachTopics(RiskTopology.Outputs out, KafkaLog kafka) {
        out.alerts()
                .sinkTo(kafka.sink(Topic.ALERTS, EventWritings.alerts()))
                .name("Topic " + Topic.ALERTS.topicName())
                .uid(Uids.ALERTS_TOPIC);
        out.incidents()
                .sinkTo(kafka.sink(Topic.INCIDENTS, EventWritings.incidents()))
                .name("Topic " + Topic.INCIDENTS.topicName())
                .uid(Uids.INCIDENTS_TOPIC);
        out.liquidations()
                .sinkTo(kafka.sink(Topic.LIQUIDATIONS, EventWritings.liquidations()))
                .name("Topic " + Topic.LIQUIDATIONS.topicName())
                .uid(Uids.LIQUIDATIONS_TOPIC)
                .setParallelism(1);
        out.questions()
                .sinkTo(kafka.sink(Topic.TRACKING_REQUESTS, EventWritings.trackingRequests()))
                .name("Topic " + Topic.TRACKING_REQUESTS.topicName())
                .uid(Uids.TRACKING_REQUESTS_TOPIC)
                .setParallelism(1);
        out.unreadable()
                .sinkTo(kafka.sink(Topic.DEAD_LETTERS, EventWritings.deadLetters()))
                .name("Topic " + Topic.DEAD_LETTERS.topicName())
                .uid(Uids.DEAD_LETTERS_TOPIC);
    }

    private static void attachTables(RiskTopology.Outputs out, PostgresSinks tables) {
        out.alerts().sinkTo(tables.alerts()).name("Table alerts").uid(Uids.ALERTS_TABLE);
        out.vaults()
                .sinkTo(tables.vaultSnapshots())
                .name("Table vault_snapshots")
                .uid(Uids.VAULT_SNAPSHOTS_TABLE);
        out.rules()
                .sinkTo(tables.rules())
                .name("Table rules")
                .uid(Uids.RULES_TABLE)
                .setParallelism(1);
        out.incidents()
                .sinkTo(tables.incidents())
                .name("Table incidents")
                .uid(Uids.INCIDENTS_TABLE);
        out.liquidations()
                .sinkTo(tables.liquidations())
                .name("Table liquidations")
                .uid(Uids.LIQUIDATIONS_TABLE)
                .setParallelism(1);
        out.adlFills()
                .sinkTo(tables.adlFills())
                .name("Table adl_fills")
                .uid(Uids.ADL_FILLS_TABLE)
                .setParallelism(1);
    }
}
