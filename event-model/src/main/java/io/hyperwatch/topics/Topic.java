package io.hyperwatch.topics;

/**
 * Every Kafka topic of Hyperwatch: its name, its number of partitions and how long it is kept.
 *
 * <p>Topics with one partition have one total order; rules that compare accounts or coins rely on
 * it. The number of partitions of a topic is never changed: record order, and with it the replay of
 * alerts, depends on it.
 */
public enum Topic {
    TRADES("hl.trades.v1", 4, Retention.EVENTS),
    PRICES("hl.prices.v1", 4, Retention.EVENTS),
    BOOKS("hl.books.v1", 4, Retention.EVENTS),
    CANDLES("hl.candles.v1", 1, Retention.FOR_EVER),
    FILLS("hl.fills.v1", 1, Retention.FOR_EVER),
    LEDGER("hl.ledger.v1", 1, Retention.EVENTS),
    USER_FUNDINGS("hl.user-fundings.v1", 1, Retention.FOR_EVER),
    TRACKING_REQUESTS("hl.tracking-requests.v1", 1, Retention.EVENTS),
    ACCOUNT_STATES("hl.account-states.v1", 1, Retention.EVENTS),
    ORDERS("hl.orders.v1", 1, Retention.EVENTS),
    FUNDING_RATES("hl.funding-rates.v1", 1, Retention.FOR_EVER),
    LEADERBOARD("hl.leaderboard.v1", 1, Retention.EVENTS),
    VAULTS("hl.vaults.v1", 1, Retention.EVENTS),
    INSTRUMENTS("hl.instruments.v1", 1, Retention.COMPACTED),
    COVERAGE("hl.coverage.v1", 1, Retention.EVENTS),
    DEAD_LETTERS("hl.dead-letter.v1", 1, Retention.EVENTS),
    LIQUIDATIONS("hyperwatch.liquidations.v1", 1, Retention.EVENTS),
    ALERTS("hyperwatch.alerts.v1", 1, Retention.EVENTS),
    INCIDENTS("hyperwatch.incidents.v1", 1, Retention.EVENTS),
    DERIVED_CANDLES("hyperwatch.candles.v1", 4, Retention.FOR_EVER),
    SIGNALS("hyperwatch.signals.v1", 1, Retention.EVENTS),
    POSITION_EVENTS("hyperwatch.position-events.v1", 4, Retention.EVENTS),
    RULES("hyperwatch.rules.v1", 1, Retention.FOR_EVER),
    DELIVERIES("hyperwatch.deliveries.v1", 1, Retention.EVENTS);

    /** How long Kafka keeps the records of a topic. */
    public enum Retention {
        /** At least 30 days, then bounded by bytes. */
        EVENTS,
        /** History that aggregates are rebuilt from. */
        FOR_EVER,
        /** The newest record of each key. */
        COMPACTED
    }

    private final String topicName;
    private final int partitions;
    private final Retention retention;

    Topic(String topicName, int partitions, Retention retention) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.retention = retention;
    }

    public String topicName() {
        return topicName;
    }

    public int partitions() {
        return partitions;
    }

    public Retention retention() {
        return retention;
    }
}
