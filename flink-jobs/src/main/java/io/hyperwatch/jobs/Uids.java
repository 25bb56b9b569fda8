package io.hyperwatch.jobs;

import io.hyperwatch.topics.Topic;

/**
 * Every operator's uid. State is found again by these when a job is upgraded: a uid never changes;
 * its version rises only where state is dropped on purpose.
 */
public final class Uids {

    // Market data
    public static final String TRADES_SOURCE = "source.trades.v1";
    public static final String TRADES_CLOCK = "clock.trades.v1";
    public static final String TRADES_DECODE = "decode.trades.v1";
    public static final String CANDLES = "build.candles.v1";
    public static final String CANDLES_TABLE = "sink.candles-table.v1";
    public static final String CANDLES_TOPIC = "sink.candles-topic.v1";
    public static final String TRADES_WORTH_STORING = "filter.trades.v1";
    public static final String TRADES_TABLE = "sink.trades-table.v1";
    public static final String DEAD_LETTERS_SOURCE = "source.dead-letters.v1";
    public static final String DEAD_LETTERS_CLOCK = "clock.dead-letters.v1";
    public static final String DEAD_LETTERS_DECODE = "decode.dead-letters.v1";
    public static final String DEAD_LETTERS_TABLE = "sink.dead-letters-table.v1";
    public static final String DEAD_LETTERS_TOPIC = "sink.dead-letters-topic.v1";

    // Market data: coverage, vaults, instruments, balances, funding
    public static final String COVERAGE_SOURCE = "source.coverage.v1";
    public static final String COVERAGE_CLOCK = "clock.coverage.v1";
    public static final String COVERAGE_DECODE = "decode.coverage.v1";
    public static final String COVERAGE_GAPS = "filter.coverage-gaps.v1";
    public static final String COVERAGE_GAPS_TABLE = "sink.coverage-gaps-table.v1";
    public static final String COVERAGE_EVENTS = "filter.coverage-events.v1";
    public static final String COVERAGE_EVENTS_TABLE = "sink.coverage-events-table.v1";
    public static final String VAULTS_SOURCE = "source.vaults.v1";
    public static final String VAULTS_CLOCK = "clock.vaults.v1";
    public static final String VAULTS_DECODE = "decode.vaults.v1";
    public static final String VAULT_SNAPSHOTS_TABLE = "sink.vault-snapshots-table.v1";
    public static final String INSTRUMENTS_SOURCE = "source.instruments.v1";
    public static final String INSTRUMENTS_DECODE = "decode.instruments.v1";
    public static final String INSTRUMENTS_TABLE = "sink.instruments-table.v1";
    public static final String ACCOUNT_STATES_SOURCE = "source.account-states.v1";
    public static final String ACCOUNT_STATES_CLOCK = "clock.account-states.v1";
    public static final String ACCOUNT_STATES_DECODE = "decode.account-states.v1";
    public static final String SPOT_STATES = "filter.spot-states.v1";
    public static final String USER_BALANCES = "follow.user-balances.v1";
    public static final String USER_BALANCES_TABLE = "sink.user-balances-table.v1";
    public static final String FUNDING_RATES_SOURCE = "source.funding-rates.v1";
    public static final String FUNDING_RATES_CLOCK = "clock.funding-rates.v1";
    public static final String FUNDING_RATES_DECODE = "decode.funding-rates.v1";
    public static final String FUNDING_RATES_TABLE = "sink.funding-rates-table.v1";

    // Risk
    public static final String PRICES_DECODE = "decode.prices.v1";
    public static final String FILLS_DECODE = "decode.fills.v1";
    public static final String FORCED_FILLS = "filter.forced-fills.v1";
    public static final String LIQUIDATIONS = "assemble.liquidations.v1";
    public static final String LIQUIDATIONS_TABLE = "sink.liquidations-table.v1";
    public static final String LIQUIDATIONS_TOPIC = "sink.liquidations-topic.v1";
    public static final String ADL_FILLS_TABLE = "sink.adl-fills-table.v1";
    public static final String TAKER_ORDERS = "assemble.taker-orders.v1";
    public static final String RULES_DECODE = "decode.rules.v1";
    public static final String RULES_TABLE = "sink.rules-table.v1";
    public static final String PRICE_RULES = "judge.prices.v1";
    public static final String ORACLE_BREACH = "follow.oracle-breach.v1";
    public static final String VENUE_RULES = "judge.venue.v1";
    public static final String TAKER_ORDER_RULES = "judge.taker-orders.v1";
    public static final String DETECTED_AT = "stamp.detected-at.v1";
    public static final String ALERTS_TABLE = "sink.alerts-table.v1";
    public static final String ALERTS_TOPIC = "sink.alerts-topic.v1";
    public static final String INCIDENTS = "merge.incidents.v1";
    public static final String INCIDENTS_TABLE = "sink.incidents-table.v1";
    public static final String INCIDENTS_TOPIC = "sink.incidents-topic.v1";

    // Alert delivery
    public static final String ALERTS_SOURCE = "source.alerts.v1";
    public static final String ALERTS_CLOCK = "clock.alerts.v1";
    public static final String ALERTS_DECODE = "decode.alerts.v1";
    public static final String DELIVERIES_SOURCE = "source.deliveries.v1";
    public static final String DELIVERIES_CLOCK = "clock.deliveries.v1";
    public static final String DELIVERIES_DECODE = "decode.deliveries.v1";
    public static final String DELIVERY_PLAN = "plan.deliveries.v1";
    public static final String DELIVERY_SEND = "send.deliveries.v1";
    public static final String DELIVERIES_TOPIC = "sink.deliveries-topic.v1";
    public static final String DELIVERIES_TABLE = "sink.deliveries-table.v1";

    private Uids() {}

    /** Of the source of a topic in a job that names its sources by their topics. */
    public static String source(Topic topic) {
        return "source." + shortName(topic);
    }

    /** Of the log clock of a topic in a job that names its sources by their topics. */
    public static String clock(Topic topic) {
        return "clock." + shortName(topic);
    }

    private static String shortName(Topic topic) {
        return topic.topicName().substring(topic.topicName().indexOf('.') + 1);
    }
}
