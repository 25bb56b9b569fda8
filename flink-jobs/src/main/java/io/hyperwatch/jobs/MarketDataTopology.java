package io.hyperwatch.jobs;

import io.hyperwatch.events.Candle;
import io.hyperwatch.events.DeadLetter;
import io.hyperwatch.events.Trade;
import io.hyperwatch.jobs.io.DeadLetterDecoder;
import io.hyperwatch.jobs.io.EventDecoder;
import io.hyperwatch.jobs.io.EventReadings;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.patterns.candles.CandleFunction;
import io.hyperwatch.patterns.candles.TradeLogEntry;
import io.hyperwatch.sinks.postgres.StoredDeadLetter;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

import java.math.BigDecimal;

/**
 *
 *
 * <pre>
 * hl.trades.v1 ------ decode -+-> trades worth storing -----------------> trades
 *                             +-> [coin] build candles (with gaps) -----> candles
 *                             +-> unreadable ---------------------------> dead letters
 * hl.dead-letter.v1 - decode ---> stored dead letters
 * </pre>
 */
public final class MarketDataTopology {

    /** Records in log time, one stream a topic. */
    public record Inputs(DataStream<RawRecord> trades, DataStream<RawRecord> deadLetters) {}

    /** What leaves the topology; main attaches sinks, tests collect. */
    public record Outputs(
            DataStream<Trade> trades,
            DataStream<Candle> candles,
            DataStream<DeadLetter> unreadable,
            DataStream<StoredDeadLetter> deadLetters) {}

    private MarketDataTopology() {}

    public static Outputs build(Inputs inputs, BigDecimal tradeMinValueUsd) {
        SingleOutputStreamOperator<TradeLogEntry> trades = decodeTrades(inputs.trades());
        SingleOutputStreamOperator<StoredDeadLetter> deadLetters =
                decodeDeadLetters(inputs.deadLetters());
        return new Outputs(
                worthStoring(trades, tradeMinValueUsd),
                buildCandles(trades),
                trades.getSideOutput(EventDecoder.DEAD_LETTERS),
                deadLetters);
    }

    private static SingleOutputStreamOperator<TradeLogEntry> decodeTrades(
            DataStream<RawRecord> records) {
        return records.process(
                        new EventDecoder<>(TradeLogEntry.class, EventReadings::tradeLogEntry))
                .name("Decode trades")
                .uid(Uids.TRADES_DECODE)
                .setParallelism(records.getParallelism());
    }

    private static DataStream<Trade> worthStoring(
            DataStream<TradeLogEntry> entries, BigDecimal minUsd) {
        FlatMapFunction<TradeLogEntry, Trade> filter =
                (entry, out) -> {
                    Trade trade = entry.trade();
                    if (trade != null && trade.valueUsd().compareTo(minUsd) >= 0) {
                        out.collect(trade);
                    }
                };
        return entries.flatMap(filter, TypeInformation.of(Trade.class))
                .name("Trades worth storing")
                .uid(Uids.TRADES_WORTH_STORING)
                .setParallelism(entries.getParallelism());
    }

    private static DataStream<Candle> buildCandles(DataStream<TradeLogEntry> entries) {
        return entries.keyBy(TradeLogEntry::coin)
                .process(new CandleFunction())
                .name("Candles (1m per coin)")
                .uid(Uids.CANDLES);
    }

    private static SingleOutputStreamOperator<StoredDeadLetter> decodeDeadLetters(
            DataStream<RawRecord> records) {
        return records.flatMap(new DeadLetterDecoder())
                .name("Decode dead letters")
                .uid(Uids.DEAD_LETTERS_DECODE)
                .setParallelism(records.getParallelism());
    }
}
