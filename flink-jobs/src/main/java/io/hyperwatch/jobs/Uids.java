package io.hyperwatch.jobs;

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

    // Risk
    public static final String PRICES_SOURCE = "source.prices.v1";
    public static final String PRICES_CLOCK = "clock.prices.v1";
    public static final String PRICES_DECODE = "decode.prices.v1";
    public static final String FILLS_SOURCE = "source.fills.v1";
    public static final String FILLS_CLOCK = "clock.fills.v1";
    public static final String FILLS_DECODE = "decode.fills.v1";
    public static final String FORCED_FILLS = "filter.forced-fills.v1";
    public static final String LIQUIDATIONS = "assemble.liquidations.v1";
    public static final String LIQUIDATIONS_TABLE = "sink.liquidations-table.v1";
    public static final String LIQUIDATIONS_TOPIC = "sink.liquidations-topic.v1";
    public static final String ADL_FILLS_TABLE = "sink.adl-fills-table.v1";
    public static final String TAKER_ORDERS = "assemble.taker-orders.v1";
    public static final String ORACLE_DEVIATION = "detect.oracle-deviation.v1";
    public static final String ORACLE_BREACH = "follow.oracle-breach.v1";
    public static final String FLASH_LOAN = "detect.flash-loan.v1";
    public static final String LARGE_TRADE = "detect.large-trade.v1";
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
}
