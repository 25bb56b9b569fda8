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

    // Market data: coverage, instruments, balances, funding
    public static final String COVERAGE_SOURCE = "source.coverage.v1";
    public static final String COVERAGE_CLOCK = "clock.coverage.v1";
    public static final String COVERAGE_DECODE = "decode.coverage.v1";
    public static final String COVERAGE_GAPS = "filter.coverage-gaps.v1";
    public static final String COVERAGE_GAPS_TABLE = "sink.coverage-gaps-table.v1";
    public static final String COVERAGE_EVENTS = "filter.coverage-events.v1";
    public static final String COVERAGE_EVENTS_TABLE = "sink.coverage-events-table.v1";
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
    public static final String FUNDING_NOTABLE = "filter.notable-funding.v1";
    public static final String FUNDING_ESTIMATES = "thin.funding-estimates.v1";
    public static final String SETTLED_FUNDING_DECODE = "decode.settled-funding.v1";
    public static final String PAID_FUNDING_DECODE = "decode.paid-funding.v1";
    public static final String FUNDING_RULES = "judge.funding.v1";
    public static final String PUSH_CONTEXTS = "filter.push-contexts.v1";
    public static final String PRICE_PUSHES = "follow.price-pushes.v1";
    public static final String SHAPE_LIQUIDATIONS = "pick.shape-liquidations.v1";
    public static final String SHAPE_ORDER = "order.flash-loan-shape.v1";
    public static final String SHAPE = "follow.flash-loan-shape.v1";
    public static final String ORACLE_BREACH = "follow.oracle-breach.v1";
    public static final String VENUE_RULES = "judge.venue.v1";
    public static final String TAKER_ORDER_RULES = "judge.taker-orders.v1";
    public static final String LIQUIDATION_RULES = "judge.liquidations.v1";
    public static final String CASCADE_WAVES = "follow.cascade-waves.v1";
    public static final String ACCOUNT_LIQUIDATION_RULES = "judge.account-liquidations.v1";
    public static final String ADL_RULES = "judge.adl.v1";
    public static final String VAULT_RULES = "judge.vaults.v1";
    public static final String VAULT_ROWS = "row.vault-snapshots.v1";
    public static final String BURST_TRADES = "filter.burst-trades.v1";
    public static final String BURSTS = "infer.liquidations.v1";
    public static final String TRACKING_DESK = "ask.tracking.v1";
    public static final String TRACKING_REQUESTS_TOPIC = "sink.tracking-requests-topic.v1";
    public static final String ALL_GRADES = "merge.liquidation-grades.v1";
    public static final String VENUE_ALL_GRADES = "judge.venue-all-grades.v1";
    public static final String LIQUIDATION_ALL_GRADES = "judge.liquidations-all-grades.v1";
    public static final String ACCOUNT_ALL_GRADES = "judge.account-liquidations-all-grades.v1";
    public static final String BOOKS_DECODE = "decode.books.v1";
    public static final String WALLS = "watch.walls.v1";
    public static final String LEVEL_TRADES = "map.level-trades.v1";
    public static final String WALL_TRADES = "join.wall-trades.v1";
    public static final String BOOK_RULES = "judge.books.v1";
    public static final String LAYERING = "follow.layering.v1";
    public static final String POSITION_EVENTS_DECODE = "decode.position-events.v1";
    public static final String POSITION_RULES = "judge.positions.v1";
    public static final String RAPID_UNWIND = "follow.rapid-unwind.v1";
    public static final String RAPID_UNWIND_RULES = "judge.rapid-unwind.v1";
    public static final String FACTS_OF_POSITIONS = "pick.facts-of-positions.v1";
    public static final String FACTS_OF_LIQUIDATIONS = "pick.facts-of-liquidations.v1";
    public static final String LEDGER_DECODE = "decode.ledger.v1";
    public static final String ACCOUNT_VALUES_DECODE = "decode.account-values.v1";
    public static final String ACCOUNT_STORIES = "judge.account-stories.v1";
    public static final String WITHDRAW_THEN_LIQUIDATE = "follow.withdraw-then-liquidate.v1";
    public static final String WITHDRAWAL_RULES = "judge.withdrawals.v1";
    public static final String SIGNALS_DECODE = "decode.signals.v1";
    public static final String SIGNAL_RULES = "judge.signals.v1";
    public static final String FEED_RULES = "judge.feed.v1";
    public static final String BRIDGE_SILENCE = "watch.bridge.v1";
    public static final String VAULTS_DECODE = "decode.vaults.v1";
    public static final String VAULT_SNAPSHOTS_TABLE = "sink.vault-snapshots-table.v1";
    public static final String STAMP = "stamp.alerts.v1";
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

    /** Of the count of what came too late for a pattern. */
    public static String late(String pattern) {
        return "late." + pattern;
    }

    private static String shortName(Topic topic) {
        return topic.topicName().substring(topic.topicName().indexOf('.') + 1);
    }
}
