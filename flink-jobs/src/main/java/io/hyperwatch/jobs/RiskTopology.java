package io.hyperwatch.jobs;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.alerts.Incident;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.Trade;
import io.hyperwatch.jobs.io.EventDecoder;
import io.hyperwatch.jobs.io.EventReadings;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.patterns.flashloan.FlashLoanFunction;
import io.hyperwatch.patterns.flashloan.FlashLoanParameters;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.IncidentLedgerFunction;
import io.hyperwatch.patterns.incident.IncidentRisk;
import io.hyperwatch.patterns.largetrade.LargeTradeFunction;
import io.hyperwatch.patterns.largetrade.LargeTradeParameters;
import io.hyperwatch.patterns.liquidations.FillLogEntry;
import io.hyperwatch.patterns.liquidations.LiquidationFunction;
import io.hyperwatch.patterns.oracle.OracleBreachPattern;
import io.hyperwatch.patterns.oracle.OracleDeviationFunction;
import io.hyperwatch.patterns.oracle.OracleDeviationParameters;
import io.hyperwatch.patterns.trades.TakerOrderFunction;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 *
 *
 * <pre>
 * hl.prices.v1 - decode - [coin] oracle deviation --------------+-> alerts
 *                                  +- breach signals - CEP: breach -> sustained -> recovered -+
 * hl.fills.v1 -- decode - [one order] liquidations -------------|-> liquidations, adl fills   |
 *                                  +- [venue] flash loan -------+-> alerts                    |
 * hl.trades.v1 - decode - [coin] taker orders - [coin] large ---+-> alerts                    |
 *                                                               |                             |
 *                        incidents of the three - [incident] merge <---------------- risk ----+
 *                                                        +-> incidents
 * </pre>
 *
 * No alert waits for a watermark: each detector judges a record when it comes.
 */
public final class RiskTopology {

    /** Records in log time, one stream a topic. */
    public record Inputs(
            DataStream<RawRecord> prices,
            DataStream<RawRecord> fills,
            DataStream<RawRecord> trades) {}

    /** What leaves the topology; main attaches sinks, tests collect. */
    public record Outputs(
            DataStream<Alert> alerts,
            DataStream<Incident> incidents,
            DataStream<LiquidationFill> liquidations,
            DataStream<Fill> adlFills,
            DataStream<DeadLetter> unreadable) {}

    private RiskTopology() {}

    public static Outputs build(Inputs inputs) {
        SingleOutputStreamOperator<Price> prices = decodePrices(inputs.prices());
        SingleOutputStreamOperator<FillLogEntry> fills = decodeFills(inputs.fills());
        SingleOutputStreamOperator<Trade> trades = decodeTrades(inputs.trades());

        SingleOutputStreamOperator<Alert> oracle = oracleDeviation(prices);
        SingleOutputStreamOperator<LiquidationFill> liquidations = liquidations(fills);
        SingleOutputStreamOperator<Alert> flashLoan = flashLoan(liquidations);
        SingleOutputStreamOperator<Alert> largeTrade = largeTrade(takerOrders(trades));

        return new Outputs(
                detectedAt(oracle.union(flashLoan, largeTrade)),
                incidents(
                        oracle.getSideOutput(DetectorFunction.INCIDENTS)
                                .union(
                                        flashLoan.getSideOutput(DetectorFunction.INCIDENTS),
                                        largeTrade.getSideOutput(DetectorFunction.INCIDENTS)),
                        risk(oracle)),
                liquidations,
                liquidations.getSideOutput(LiquidationFunction.AUTO_DELEVERAGINGS),
                prices.getSideOutput(EventDecoder.DEAD_LETTERS)
                        .union(
                                fills.getSideOutput(EventDecoder.DEAD_LETTERS),
                                liquidations.getSideOutput(LiquidationFunction.REJECTED)));
    }

    private static SingleOutputStreamOperator<Price> decodePrices(DataStream<RawRecord> records) {
        return records.process(new EventDecoder<>(Price.class, EventReadings::price))
                .name("Decode prices")
                .uid(Uids.PRICES_DECODE)
                .setParallelism(records.getParallelism());
    }

    private static SingleOutputStreamOperator<FillLogEntry> decodeFills(
            DataStream<RawRecord> records) {
        return records.process(new EventDecoder<>(FillLogEntry.class, EventReadings::fillLogEntry))
                .name("Decode fills")
                .uid(Uids.FILLS_DECODE)
                .setParallelism(records.getParallelism());
    }

    /** The market-data job reports unreadable trades; once is enough. */
    private static SingleOutputStreamOperator<Trade> decodeTrades(DataStream<RawRecord> records) {
        return records.process(new EventDecoder<>(Trade.class, EventReadings::trade))
                .name("Decode trades")
                .uid(Uids.TRADES_DECODE)
                .setParallelism(records.getParallelism());
    }

    private static SingleOutputStreamOperator<Alert> oracleDeviation(DataStream<Price> prices) {
        return prices.keyBy(Price::coin)
                .process(new OracleDeviationFunction(OracleDeviationParameters.DEFAULTS))
                .name("Oracle deviation (per coin)")
                .uid(Uids.ORACLE_DEVIATION);
    }

    private static DataStream<IncidentRisk> risk(SingleOutputStreamOperator<Alert> oracle) {
        return OracleBreachPattern.follow(
                        oracle.getSideOutput(OracleDeviationFunction.BREACH_SIGNALS))
                .name("Oracle breach (CEP)")
                .uid(Uids.ORACLE_BREACH);
    }

    /** Only forced fills, and what tells a first snapshot from a later one, need the one order. */
    private static SingleOutputStreamOperator<LiquidationFill> liquidations(
            DataStream<FillLogEntry> fills) {
        return fills.filter(RiskTopology::mattersToLiquidations)
                .name("Forced fills")
                .uid(Uids.FORCED_FILLS)
                .setParallelism(fills.getParallelism())
                .keyBy(fill -> LiquidationFunction.ONE_KEY)
                .process(new LiquidationFunction())
                .name("Liquidations (one total order)")
                .uid(Uids.LIQUIDATIONS)
                .setParallelism(1);
    }

    private static boolean mattersToLiquidations(FillLogEntry entry) {
        return entry.fill() == null
                || entry.fill().liquidation() != null
                || Fill.AUTO_DELEVERAGING.equals(entry.fill().direction());
    }

    private static SingleOutputStreamOperator<Alert> flashLoan(
            DataStream<LiquidationFill> liquidations) {
        return liquidations
                .keyBy(liquidation -> FlashLoanFunction.ONE_KEY)
                .process(new FlashLoanFunction(FlashLoanParameters.DEFAULTS))
                .name("Flash loan (venue)")
                .uid(Uids.FLASH_LOAN)
                .setParallelism(1);
    }

    private static DataStream<TakerOrder> takerOrders(DataStream<Trade> trades) {
        return trades.keyBy(Trade::coin)
                .process(new TakerOrderFunction())
                .name("Taker orders (per coin)")
                .uid(Uids.TAKER_ORDERS);
    }

    private static SingleOutputStreamOperator<Alert> largeTrade(DataStream<TakerOrder> orders) {
        return orders.keyBy(TakerOrder::coin)
                .process(new LargeTradeFunction(LargeTradeParameters.DEFAULTS))
                .name("Large trade (per coin)")
                .uid(Uids.LARGE_TRADE);
    }

    /** By subject, so that what is said of one incident stays in its order on the way out. */
    private static DataStream<Alert> detectedAt(DataStream<Alert> alerts) {
        return alerts.keyBy(Alert::subject)
                .map(new DetectedAt())
                .name("Detected at")
                .uid(Uids.DETECTED_AT);
    }

    private static DataStream<Incident> incidents(
            DataStream<Incident> revisions, DataStream<IncidentRisk> risk) {
        return revisions
                .connect(risk)
                .keyBy(Incident::incidentId, IncidentRisk::incidentId)
                .process(new IncidentLedgerFunction())
                .name("Incidents")
                .uid(Uids.INCIDENTS);
    }
}
