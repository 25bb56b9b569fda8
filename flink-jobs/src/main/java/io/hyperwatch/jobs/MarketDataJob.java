package io.hyperwatch.jobs;

import io.hyperwatch.jobs.io.EventWritings;
import io.hyperwatch.jobs.io.KafkaDeadLetters;
import io.hyperwatch.jobs.io.KafkaLog;
import io.hyperwatch.jobs.io.KafkaLog.Start;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.jobs.time.LogTime;
import io.hyperwatch.sinks.postgres.PostgresSettings;
import io.hyperwatch.sinks.postgres.PostgresSinks;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

import java.time.Duration;

/**
 * Trades into candles and tables; dead letters, coverage, instruments, balances and funding rates
 * into their tables.
 */
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

        MarketDataTopology.Outputs market =
                MarketDataTopology.build(
                        new MarketDataTopology.Inputs(
                                read(
                                        env,
                                        kafka,
                                        Topic.TRADES,
                                        Uids.TRADES_SOURCE,
                                        Uids.TRADES_CLOCK),
                                read(
                                        env,
                                        kafka,
                                        Topic.DEAD_LETTERS,
                                        Uids.DEAD_LETTERS_SOURCE,
                                        Uids.DEAD_LETTERS_CLOCK)),
                        settings.tradeMinValueUsd());
        ReferenceDataTopology.Outputs reference =
                ReferenceDataTopology.build(reference(env, kafka));

        market.trades().sinkTo(tables.trades()).name("Table trades").uid(Uids.TRADES_TABLE);
        market.candles().sinkTo(tables.candles()).name("Table candles").uid(Uids.CANDLES_TABLE);
        market.candles()
                .sinkTo(kafka.sink(Topic.DERIVED_CANDLES, EventWritings.candles()))
                .name("Topic " + Topic.DERIVED_CANDLES.topicName())
                .uid(Uids.CANDLES_TOPIC);
        market.deadLetters()
                .sinkTo(tables.deadLetterTable())
                .name("Table dead_letters")
                .uid(Uids.DEAD_LETTERS_TABLE);
        store(reference, tables);
        market.unreadable()
                .union(reference.unreadable())
                .sinkTo(kafka.sink(Topic.DEAD_LETTERS, EventWritings.deadLetters()))
                .name("Topic " + Topic.DEAD_LETTERS.topicName())
                .uid(Uids.DEAD_LETTERS_TOPIC);
    }

    private static ReferenceDataTopology.Inputs reference(
            StreamExecutionEnvironment env, KafkaLog kafka) {
        return new ReferenceDataTopology.Inputs(
                read(env, kafka, Topic.COVERAGE, Uids.COVERAGE_SOURCE, Uids.COVERAGE_CLOCK),
                LogTime.readTimeless(
                        env,
                        kafka.source(Topic.INSTRUMENTS, Start.EARLIEST),
                        Topic.INSTRUMENTS,
                        Uids.INSTRUMENTS_SOURCE),
                read(
                        env,
                        kafka,
                        Topic.ACCOUNT_STATES,
                        Uids.ACCOUNT_STATES_SOURCE,
                        Uids.ACCOUNT_STATES_CLOCK),
                read(
                        env,
                        kafka,
                        Topic.FUNDING_RATES,
                        Uids.FUNDING_RATES_SOURCE,
                        Uids.FUNDING_RATES_CLOCK));
    }

    private static void store(ReferenceDataTopology.Outputs out, PostgresSinks tables) {
        store(out.coverageGaps(), tables.coverageGaps(), "coverage_gaps", Uids.COVERAGE_GAPS_TABLE);
        store(
                out.coverageEvents(),
                tables.coverageEvents(),
                "coverage_events",
                Uids.COVERAGE_EVENTS_TABLE);
        store(out.instruments(), tables.instruments(), "instruments", Uids.INSTRUMENTS_TABLE);
        store(out.balances(), tables.userBalances(), "user_balances", Uids.USER_BALANCES_TABLE);
        store(out.fundingRates(), tables.fundingRates(), "funding_rates", Uids.FUNDING_RATES_TABLE);
    }

    /** A few rows a second: more writers would only cost Postgres connections. */
    private static <T> void store(DataStream<T> rows, Sink<T> table, String name, String uid) {
        rows.sinkTo(table).name("Table " + name).uid(uid).setParallelism(rows.getParallelism());
    }

    private static DataStream<RawRecord> read(
            StreamExecutionEnvironment env,
            KafkaLog kafka,
            Topic topic,
            String sourceUid,
            String clockUid) {
        return LogTime.read(env, kafka.source(topic, Start.EARLIEST), topic, sourceUid, clockUid);
    }
}
