package io.hyperwatch.patterns.candles;

import io.hyperwatch.events.Candle;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.factlog.HarnessRun;
import io.hyperwatch.patterns.factlog.Logged;
import io.hyperwatch.patterns.factlog.TradeLogs;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class CandleTest {

    /** 01:36:00. */
    private static final long MINUTE = 1_784_684_160_000L;

    private static final long END_AFTER_MS = 7_200_000;

    private final HeapTable<Long, CandleState> state = new HeapTable<>();
    private final CandleCore core = core(state);
    private final List<Candle> written = new ArrayList<>();
    private int connection = 1;
    private long epochMs = 1;
    private long counter;

    @Test
    void aCandleIsWrittenOnTheNextSecondWhileItGrowsAndOnceMoreTwoSecondsAfterItsEnd() {
        trade(1, MINUTE + 100, 10);
        trade(2, MINUTE + 400, 12);
        core.advance("HYPE", MINUTE + 999, written::add);
        assertThat(written).isEmpty();
        trade(3, MINUTE + 1_000, 11);
        assertThat(written).hasSize(1);
        core.advance("HYPE", MINUTE + 61_998, written::add);
        assertThat(written).hasSize(2);
        core.advance("HYPE", MINUTE + 61_999, written::add);
        core.advance("HYPE", MINUTE + 600_000, written::add);
        assertThat(written).extracting(Candle::revision).containsExactly(1, 2, 3);
        assertThat(written).extracting(Candle::isFinal).containsExactly(false, false, true);
        assertThat(written).extracting(Candle::tradeCount).containsExactly(2L, 3L, 3L);
        assertThat(written).extracting(Candle::closeTimeMs).containsOnly(MINUTE + 59_999);
        Candle last = written.get(2);
        assertThat(List.of(last.open(), last.high(), last.low(), last.close(), last.volume()))
                .extracting(BigDecimal::intValueExact)
                .containsExactly(10, 12, 10, 11, 3);
    }

    @Test
    void openAndCloseFollowTheOrderOfTheLogAmongEqualTimes() {
        trade(9, MINUTE + 500, 10);
        trade(1, MINUTE + 500, 11);
        trade(5, MINUTE + 500, 12);
        trade(3, MINUTE + 400, 13, MINUTE + 500);
        Candle candle = lastAfter(MINUTE + 1_000);
        assertThat(candle.open()).isEqualByComparingTo("13");
        assertThat(candle.close()).isEqualByComparingTo("12");
    }

    @Test
    void aTradeForAFinalCandleWritesItAgainStillFinalUntilItIsAnHourOld() {
        trade(1, MINUTE, 10);
        core.advance("HYPE", MINUTE + 100_500, written::add);
        trade(2, MINUTE + 59_999, 11, MINUTE + 100_500);
        Candle again = lastAfter(MINUTE + 101_000);
        assertThat(again.isFinal()).isTrue();
        assertThat(again.revision()).isEqualTo(3);
        assertThat(again.tradeCount()).isEqualTo(2);
        int before = written.size();
        trade(3, MINUTE + 59_999, 12, MINUTE + 59_999 + 3_600_001);
        assertThat(lastAfter(MINUTE + 4_000_000)).isEqualTo(again);
        assertThat(written).hasSize(before);
    }

    @Test
    void theMinuteInWhichTheStreamBeganIsNotCompleteAndTheNextOneIs() {
        trade(1, MINUTE, 10);
        trade(2, MINUTE + 60_000, 10);
        core.advance("HYPE", MINUTE + 200_000, written::add);
        trade(3, MINUTE - 60_000, 10, MINUTE + 200_000);
        core.advance("HYPE", MINUTE + 300_000, written::add);
        assertThat(completeness(MINUTE - 60_000)).isFalse();
        assertThat(completeness(MINUTE)).isFalse();
        assertThat(completeness(MINUTE + 60_000)).isTrue();
    }

    @Test
    void everyMinuteThatOverlapsAGapIsIncompleteAndItsNeighboursAreNot() {
        beginEarlier();
        for (int minute = 0; minute < 4; minute++) {
            trade(minute, MINUTE + minute * 60_000L, 10);
        }
        gap(MINUTE + 119_999, MINUTE + 180_000, MINUTE + 185_000);
        trade(9, MINUTE + 240_000, 10);
        core.advance("HYPE", MINUTE + 400_000, written::add);
        assertThat(completeness(MINUTE)).isTrue();
        assertThat(completeness(MINUTE + 60_000)).isFalse();
        assertThat(completeness(MINUTE + 120_000)).isFalse();
        assertThat(completeness(MINUTE + 180_000)).isFalse();
        assertThat(completeness(MINUTE + 240_000)).isTrue();
    }

    @Test
    void aGapWritesAFinalCandleAgainOnTheNextSecondWithAHigherRevision() {
        beginEarlier();
        trade(1, MINUTE, 10);
        assertThat(lastAfter(MINUTE + 70_000).complete()).isTrue();
        gap(MINUTE + 59_999, MINUTE + 80_000, MINUTE + 80_300);
        assertThat(written).hasSize(4);
        Candle again = lastAfter(MINUTE + 81_000);
        assertThat(again.openTimeMs()).isEqualTo(MINUTE);
        assertThat(again.isFinal()).isTrue();
        assertThat(again.complete()).isFalse();
        assertThat(again.revision()).isEqualTo(3);
        assertThat(again.tradeCount()).isEqualTo(1);
        gap(MINUTE, MINUTE + 80_000, MINUTE + 82_000);
        core.advance("HYPE", MINUTE + 400_000, written::add);
        assertThat(written).as("told once").hasSize(5);
    }

    @Test
    void aTradeThatABackfillBringsIntoAGapIsCountedAndTheMinuteStaysIncomplete() {
        beginEarlier();
        gap(MINUTE, MINUTE + 30_000, MINUTE + 31_000);
        trade(2, MINUTE + 30_000, 10, MINUTE + 31_000);
        trade(1, MINUTE + 10_000, 12, MINUTE + 40_000);
        Candle candle = lastAfter(MINUTE + 70_000);
        assertThat(candle.openTimeMs()).isEqualTo(MINUTE);
        assertThat(candle.open()).isEqualByComparingTo("12");
        assertThat(candle.close()).isEqualByComparingTo("10");
        assertThat(candle.tradeCount()).isEqualTo(2);
        assertThat(candle.complete()).isFalse();
    }

    @Test
    void aBackfilledTradeOfAKnownMillisecondStandsBehindTheKnownOnes() {
        beginEarlier();
        trade(1, MINUTE + 500, 10);
        trade(2, MINUTE + 500, 11, MINUTE + 20_000);
        trade(3, MINUTE + 499, 12, MINUTE + 21_000);
        Candle candle = lastAfter(MINUTE + 22_000);
        assertThat(candle.open()).isEqualByComparingTo("12");
        assertThat(candle.close()).isEqualByComparingTo("11");
    }

    @Test
    void connectionsAndRestartsOfTheBridgeMeanNothing() {
        beginEarlier();
        trade(1, MINUTE, 10);
        connection = 2;
        trade(2, MINUTE + 61_000, 10);
        connection = 1;
        epochMs = 2;
        trade(3, MINUTE + 121_000, 10);
        core.advance("HYPE", MINUTE + 400_000, written::add);
        assertThat(completeness(MINUTE)).isTrue();
        assertThat(completeness(MINUTE + 60_000)).isTrue();
        assertThat(completeness(MINUTE + 120_000)).isTrue();
    }

    @Test
    void stateIsBoundedByTheLastHour() {
        for (int i = 0; i < 600; i++) {
            trade(i, MINUTE + i * 60_000L, 10);
        }
        assertThat(state.size()).isLessThan(64);
    }

    @Test
    void tenThousandRandomLogsAgreeWithALoopOverTheWholeHistory() {
        for (int seed = 0; seed < 10_000; seed++) {
            List<Logged<TradeLogEntry>> log = TradeLogs.withGaps(new Random(seed), 50);
            assertThat(played(log, seed % 2 == 0))
                    .as("seed %d", seed)
                    .isEqualTo(NaiveCandles.of(log, endMs(log)));
        }
    }

    @Test
    void inFlinkTheOutputIsTheSameWhereverWatermarksAndRestartsFall() throws Exception {
        HarnessRun<TradeLogEntry, Candle> flink =
                new HarnessRun<>(
                        () -> new KeyedProcessOperator<>(new CandleFunction()),
                        TradeLogEntry::coin,
                        List.of());
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            List<Logged<TradeLogEntry>> log = TradeLogs.withGaps(random, 60);
            assertThat(flink.play(log, seed % 3 / 2.0, seed % 4 * 0.03, endMs(log), random).main())
                    .as("seed %d", seed)
                    .isEqualTo(NaiveCandles.of(log, endMs(log)));
        }
    }

    @Test
    void stateAndStreamTypesAreSerializedWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(CandleState.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(TradeStream.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(TradeLogEntry.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Candle.class);
    }

    private void beginEarlier() {
        trade(1_000, MINUTE - 60_000, 10);
    }

    private void trade(long tid, long timeMs, int price) {
        trade(tid, timeMs, price, timeMs);
    }

    private void trade(long tid, long timeMs, int price, long logTimeMs) {
        Provenance provenance =
                new Provenance(
                        Source.WS,
                        logTimeMs,
                        new Sequence(epochMs, ++counter),
                        connection,
                        counter,
                        0,
                        true,
                        false);
        Trade trade =
                new Trade(
                        "HYPE",
                        Side.B,
                        BigDecimal.valueOf(price),
                        BigDecimal.ONE,
                        timeMs,
                        "0x1",
                        tid,
                        null,
                        null,
                        provenance);
        core.onEntry(TradeLogEntry.of(trade), logTimeMs, written::add);
    }

    private void gap(long fromMs, long toMs, long logTimeMs) {
        core.onEntry(TradeLogEntry.gap("HYPE", fromMs, toMs), logTimeMs, written::add);
    }

    private Candle lastAfter(long logTimeMs) {
        core.advance("HYPE", logTimeMs, written::add);
        return written.get(written.size() - 1);
    }

    private boolean completeness(long minute) {
        return written.stream()
                .filter(candle -> candle.openTimeMs() == minute)
                .reduce((before, after) -> after)
                .orElseThrow()
                .complete();
    }

    private static List<Candle> played(List<Logged<TradeLogEntry>> log, boolean useTicks) {
        CandleCore tested = core(new HeapTable<>());
        List<Candle> out = new ArrayList<>();
        for (Logged<TradeLogEntry> entry : log) {
            if (!entry.isTick()) {
                tested.onEntry(entry.event(), entry.logTimeMs(), out::add);
            } else if (useTicks) {
                tested.advance(TradeLogs.COIN, entry.logTimeMs(), out::add);
            }
        }
        tested.advance(TradeLogs.COIN, endMs(log), out::add);
        return out;
    }

    private static long endMs(List<Logged<TradeLogEntry>> log) {
        return log.get(log.size() - 1).logTimeMs() + END_AFTER_MS;
    }

    private static CandleCore core(HeapTable<Long, CandleState> candles) {
        return new CandleCore(
                new HeapTable<>(), new HeapCell<>(), candles, new HeapCell<>(), new HeapCell<>());
    }
}
