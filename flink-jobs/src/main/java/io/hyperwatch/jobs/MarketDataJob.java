package io.hyperwatch.jobs;

import io.hyperwatch.jobs.io.EventWritings;
import io.hyperwatch.jobs.io.KafkaDeadLetters;
import io.hyperwatch.jobs.io.KafkaLog;
import io.hyperwatch.jobs.io.KafkaLog.Start;
import io.hyperwatch.jobs.time.LogTime;
import io.hyperwatch.sinks.postgres.PostgresSettings;
import io.hyperwatch.sinks.postgres.PostgresSinks;
import io.hyperwatch.topics.Topic;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.time.Duration;

/** Trades into candles and tables; dead letters into their table. */
public final class MarketDataJob {

    static final String NAME = "MarketDataJob";

    /** Nobody is woken by a candle: a little waiting saves most of the network calls. */
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(10);

    private MarketDataJob() {}

    public static void main(String[] args) throws Exception {
        JobSettings settings = JobSettings.load(args, System.getenv());
        StreamExecutionEnvironment env = JobEnvironment.create(settings, BUFFER_TIMEOUT);
        attach(env, settings);
        env.execute(NAME);
    }

    static void attach(StreamExecutionEnvironment env, JobSettings settings) {
        KafkaLog kafka = new KafkaLog(settings.kafka(), "hyperwatch-market-data");
        PostgresSinks tables =
                new PostgresSinks(
                        PostgresSettings.of(settings.postgresUrl(), settings.postgresUser()),
                        KafkaDeadLetters.to(settings.kafka()));

        MarketDataTopology.Outputs out =
                MarketDataTopology.build(
                        new MarketDataTopology.Inputs(
                                LogTime.read(
                                        env,
                                        kafka.source(Topic.TRADES, Start.EARLIEST),
                                        Topic.TRADES,
                                        Uids.TRADES_SOURCE,
                                        Uids.TRADES_CLOCK),
                                LogTime.read(
                                        env,
                                        kafka.source(Topic.DEAD_LETTERS, Start.EARLIEST),
                                        Topic.DEAD_LETTERS,
                                        Uids.DEAD_LETTERS_SOURCE,
                                        Uids.DEAD_LETTERS_CLOCK)),
                        settings.tradeMinValueUsd());

        out.trades().sinkTo(tables.trades()).name("Table trades").uid(Uids.TRADES_TABLE);
        out.candles().sinkTo(tables.candles()).name("Table candles").uid(Uids.CANDLES_TABLE);
        out.candles()
                .sinkTo(kafka.sink(Topic.DERIVED_CANDLES, EventWritings.candles()))
                .name("Topic " + Topic.DERIVED_CANDLES.topicName())
                .uid(Uids.CANDLES_TOPIC);
        out.deadLetters()
                .sinkTo(tables.deadLetterTable())
                .name("Table dead_letters")
                .uid(Uids.DEAD_LETTERS_TABLE);
        out.unreadable()
                .sinkTo(kafka.sink(Topic.DEAD_LETTERS, EventWritings.deadLetters()))
                .name("Topic " + Topic.DEAD_LETTERS.topicName())
                .uid(Uids.DEAD_LETTERS_TOPIC);
    }
}
