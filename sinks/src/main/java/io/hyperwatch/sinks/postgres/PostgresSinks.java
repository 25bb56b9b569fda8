package io.hyperwatch.sinks.postgres;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Delivery;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.events.Candle;
import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Instrument;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.Trade;
import io.hyperwatch.rules.RuleChange;
import io.hyperwatch.sinks.DeadLetterChannel;

import org.apache.flink.api.connector.sink2.Sink;

/** The sinks of a job; names and uids are set where they are attached. */
public record PostgresSinks(PostgresSettings settings, DeadLetterChannel.Factory deadLetters) {

    public Sink<Alert> alerts() {
        return to(AlertsTable.TABLE);
    }

    public Sink<RuleChange> rules() {
        return to(RulesTable.TABLE);
    }

    public Sink<Incident> incidents() {
        return to(IncidentsTable.TABLE);
    }

    public Sink<Candle> candles() {
        return to(CandlesTable.TABLE);
    }

    public Sink<Trade> trades() {
        return to(TradesTable.TABLE);
    }

    public Sink<LiquidationFill> liquidations() {
        return to(LiquidationsTable.TABLE);
    }

    /** Fills of accounts that were deleveraged, direction {@link Fill#AUTO_DELEVERAGING}. */
    public Sink<Fill> adlFills() {
        return to(AdlFillsTable.TABLE);
    }

    public Sink<Delivery> deliveries() {
        return to(DeliveriesTable.TABLE);
    }

    public Sink<StoredDeadLetter> deadLetterTable() {
        return to(DeadLettersTable.TABLE);
    }

    /** Events that have a {@link CoverageEvent#gapStartMs}. */
    public Sink<CoverageEvent> coverageGaps() {
        return to(CoverageGapsTable.TABLE);
    }

    /** All other events. */
    public Sink<CoverageEvent> coverageEvents() {
        return to(CoverageEventsTable.TABLE);
    }

    public Sink<StoredVaultSnapshot> vaultSnapshots() {
        return to(VaultSnapshotsTable.TABLE);
    }

    public Sink<Instrument> instruments() {
        return to(InstrumentsTable.TABLE);
    }

    public Sink<StoredBalance> userBalances() {
        return to(UserBalancesTable.TABLE);
    }

    public Sink<FundingRate> fundingRates() {
        return to(FundingRatesTable.TABLE);
    }

    private <T> Sink<T> to(PostgresTable<T> table) {
        return new PostgresSink<>(table, settings, table.batching(), deadLetters);
    }
}
