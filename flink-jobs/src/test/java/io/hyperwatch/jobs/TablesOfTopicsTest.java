package io.hyperwatch.jobs;

import io.hyperwatch.events.CoverageEvent;
import io.hyperwatch.jobs.io.RawRecord;
import io.hyperwatch.topics.Topic;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The topologies of the market-data job from records to rows. */
class TablesOfTopicsTest {

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    /** 21:15:00 */
    private static final long MINUTE = 1_760_130_900_000L;

    private final StreamExecutionEnvironment env =
            StreamExecutionEnvironment.getExecutionEnvironment(JobEnvironment.graphContract());
    private final Records records = new Records();

    @Test
    void everyRecordBecomesTheRowsOfItsTableAndTheRestADeadLetter() throws Exception {
        ReferenceDataTopology.Outputs out =
                ReferenceDataTopology.build(
                        new ReferenceDataTopology.Inputs(
                                stream(
                                        "coverage",
                                        coverage("gap_opened", "\"gap_start_ms\":5"),
                                        coverage(
                                                "gap_closed",
                                                "\"gap_start_ms\":5,\"gap_end_ms\":9"),
                                        coverage("mismatch", "\"expected\":\"1\",\"actual\":\"2\""),
                                        coverage("gap_opened", "\"gap_end_ms\":9")),
                                stream("instruments", instrument()),
                                stream(
                                        "states",
                                        spot(
                                                1,
                                                "{\"token\":\"HYPE\",\"total\":\"1.5\",\"hold\":\"0\"}"),
                                        perp(2),
                                        spot(3, "")),
                                stream("rates", rate())));

        List<String> rows =
                collect(
                        List.of(
                                text(out.coverageGaps(), "gap", CoverageEvent::gapEndMs),
                                text(out.coverageEvents(), "event", CoverageEvent::expected),
                                text(out.instruments(), "instrument", row -> row.displayName()),
                                text(
                                        out.balances(),
                                        "balance",
                                        row -> row.token() + " " + row.total()),
                                text(out.fundingRates(), "rate", row -> row.rate()),
                                text(out.unreadable(), "unreadable", row -> row.reason())));

        assertThat(rows)
                .containsExactlyInAnyOrder(
                        "gap null",
                        "gap 9",
                        "event 1",
                        "instrument HYPE/USDC",
                        "balance HYPE 1.5",
                        "balance HYPE 0",
                        "rate 0.0000125",
                        "unreadable gap_start_ms is missing");
    }

    @Test
    void aGapInTheLogOfTradesMakesItsMinutesIncompleteAndIsNoTrade() throws Exception {
        MarketDataTopology.Outputs out =
                MarketDataTopology.build(
                        new MarketDataTopology.Inputs(
                                stream(
                                        "trades",
                                        trade(MINUTE, 1),
                                        trade(MINUTE + 60_000, 2),
                                        records.gap(
                                                "BTC",
                                                MINUTE + 130_000,
                                                MINUTE + 60_000,
                                                MINUTE + 119_999),
                                        trade(MINUTE + 130_000, 3),
                                        trade(MINUTE + 300_000, 4)),
                                stream("letters", trade(MINUTE, 9))),
                        new BigDecimal("100"));

        List<String> rows =
                collect(
                        List.of(
                                text(
                                        out.candles()
                                                .filter(candle -> candle.isFinal())
                                                .uid("final"),
                                        "candle",
                                        row ->
                                                (row.openTimeMs() - MINUTE) / 60_000
                                                        + " revision "
                                                        + row.revision()
                                                        + (row.complete()
                                                                ? " complete"
                                                                : " incomplete")),
                                text(out.trades(), "trade", row -> row.tid()),
                                text(out.unreadable(), "unreadable", row -> row.reason())));

        assertThat(rows)
                .containsExactlyInAnyOrder(
                        "candle 0 revision 2 incomplete",
                        "candle 1 revision 2 complete",
                        "candle 1 revision 3 incomplete",
                        "candle 2 revision 2 complete",
                        "trade 1",
                        "trade 2",
                        "trade 3",
                        "trade 4");
    }

    private DataStream<RawRecord> stream(String name, RawRecord... log) {
        return env.fromData(TypeInformation.of(RawRecord.class), log)
                .uid("source." + name)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<RawRecord>forGenerator(context -> new EachRecord())
                                .withTimestampAssigner((record, before) -> record.timestampMs()))
                .uid("time." + name)
                .setParallelism(1);
    }

    private static <T> DataStream<String> text(
            DataStream<T> rows, String table, MapFunction<T, Object> figure) {
        return rows.map(row -> table + " " + figure.map(row))
                .returns(Types.STRING)
                .uid("text." + table)
                .setParallelism(1);
    }

    private static List<String> collect(List<DataStream<String>> tables) throws Exception {
        DataStream<String> all = tables.stream().reduce((a, b) -> a.union(b)).orElseThrow();
        List<String> rows = new ArrayList<>();
        try (var collected = all.map(row -> row).uid("all").executeAndCollect()) {
            collected.forEachRemaining(rows::add);
        }
        return rows;
    }

    private RawRecord trade(long timeMs, long tid) {
        return records.event(
                Topic.TRADES,
                "BTC",
                timeMs,
                """
                {"coin":"BTC","side":"B","price":"100","size":"1","time_ms":%d,"tid":%d}"""
                        .formatted(timeMs, tid));
    }

    private RawRecord coverage(String kind, String more) {
        return records.event(
                Topic.COVERAGE,
                "trades:BTC",
                MINUTE,
                """
                {"kind":"%s","stream":"trades:BTC","time_ms":%d,"reason":"stall","backfilled":0,"revision":1,%s}"""
                        .formatted(kind, MINUTE, more));
    }

    private RawRecord instrument() {
        return records.event(
                Topic.INSTRUMENTS,
                "@107",
                MINUTE,
                """
                {"coin":"@107","dex":"","display_name":"HYPE/USDC","sz_decimals":2,"is_delisted":false,"kind":"spot","time_ms":%d}"""
                        .formatted(MINUTE));
    }

    private RawRecord spot(long afterMs, String balances) {
        return records.event(
                Topic.ACCOUNT_STATES,
                "0xa",
                MINUTE + afterMs,
                """
                {"kind":"spot","user":"0xa","time_ms":%d,"balances":[%s]}"""
                        .formatted(MINUTE + afterMs, balances));
    }

    private RawRecord perp(long afterMs) {
        return records.event(
                Topic.ACCOUNT_STATES,
                "0xa",
                MINUTE + afterMs,
                """
                {"kind":"perp","user":"0xa","dex":"","time_ms":%d,"account_value":"1","positions":[]}"""
                        .formatted(MINUTE + afterMs));
    }

    private RawRecord rate() {
        return records.event(
                Topic.FUNDING_RATES,
                "BTC",
                MINUTE,
                """
                {"coin":"BTC","time_ms":%d,"rate":"0.0000125"}"""
                        .formatted(MINUTE));
    }

    /** Announces one millisecond less than each record, as ticks do. */
    private static final class EachRecord implements WatermarkGenerator<RawRecord> {

        @Override
        public void onEvent(RawRecord record, long timestampMs, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestampMs - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // no record, no time
        }
    }
}
