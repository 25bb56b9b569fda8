package io.hyperwatch.patterns.liquidations;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

class LiquidationTest {

    private static final long NOW = 1_784_684_100_000L;
    private static final String VICTIM = "0xv";
    private static final String MAKER = "0xm";
    private final HeapTable<String, KnownLiquidation> known = new HeapTable<>();
    private final HeapTable<String, LiquidationRuns> runs = new HeapTable<>();
    private final LiquidationAssembler assembler = assembler(known, runs);
    private final Collected out = new Collected();
    private boolean snapshot;
    private long receivedAfterMs = 500;
    private long logTimeMs = NOW;

    @Test
    void theVictimsSaleClosesALongAndTheMakersSaleClosesAShort() {
        play(fill(VICTIM, Side.A, NOW, 1, mark(VICTIM)));
        play(fill(MAKER, Side.A, NOW, 2, mark(VICTIM)));
        assertThat(out.liquidations())
                .extracting(LiquidationFill::positionSide)
                .containsExactly(PositionSide.LONG, PositionSide.SHORT);
        assertThat(out.liquidations())
                .extracting(LiquidationFill::liquidatedUser)
                .containsOnly(VICTIM);
        assertThat(out.liquidations())
                .extracting(LiquidationFill::counterparty)
                .containsExactly(null, MAKER);
        assertThat(out.liquidations().get(0).closedPnl()).isEqualByComparingTo("-7");
        assertThat(out.liquidations().get(1).closedPnl()).isNull();
    }

    @Test
    void theOtherSideOfATradeCompletesItsRowWithoutCountingAgain() {
        play(fill(MAKER, Side.B, NOW, 1, mark(VICTIM)));
        play(fill(VICTIM, Side.A, NOW, 1, mark(VICTIM)));
        play(fill(VICTIM, Side.A, NOW, 1, mark(VICTIM)));
        play(fill(MAKER, Side.B, NOW, 1, mark(VICTIM)));
        assertThat(out.liquidations()).hasSize(2);
        LiquidationFill both = out.liquidations().get(1);
        assertThat(both.counted()).isFalse();
        assertThat(both.revision()).isEqualTo(2);
        assertThat(both.counterparty()).isEqualTo(MAKER);
        assertThat(both.closedPnl()).isEqualByComparingTo("-7");
        assertThat(both.positionSide()).isEqualTo(PositionSide.LONG);
        assertThat(both.liquidationFillCount()).isEqualTo(1);
        assertThat(both.liquidationId()).isEqualTo(out.liquidations().get(0).liquidationId());
    }

    @Test
    void fillsOfOneAccountAndCoinAtMostFiveSecondsApartAreOneLiquidation() {
        play(fill(VICTIM, Side.A, NOW, 1, mark(VICTIM)));
        play(fill(VICTIM, Side.A, NOW + 5_000, 2, mark(VICTIM)));
        play(fill(VICTIM, Side.A, NOW + 10_001, 3, mark(VICTIM)));
        assertThat(out.liquidations())
                .extracting(LiquidationFill::liquidationFillCount)
                .containsExactly(1, 2, 1);
        assertThat(out.liquidations().get(1).liquidationValueUsd()).isEqualByComparingTo("40");
        assertThat(out.liquidations().get(1).liquidationStartMs()).isEqualTo(NOW);
    }

    @Test
    void aFillBeforeTheStartMovesTheStartAndKeepsTheId() {
        play(fill(VICTIM, Side.A, NOW, 1, mark(VICTIM)));
        play(fill(VICTIM, Side.A, NOW - 5_000, 2, mark(VICTIM)));
        play(fill(VICTIM, Side.A, NOW - 10_001, 3, mark(VICTIM)));
        LiquidationFill first = out.liquidations().get(0);
        LiquidationFill earlier = out.liquidations().get(1);
        assertThat(earlier.liquidationStartMs()).isEqualTo(NOW - 5_000);
        assertThat(earlier.liquidationId()).isEqualTo(first.liquidationId());
        assertThat(out.liquidations().get(2).liquidationFillCount()).isEqualTo(1);
    }

    @Test
    void autoDeleveragingInAFirstSnapshotIsStoredAndNoNews() {
        snapshot = true;
        play(fill(VICTIM, Side.B, NOW - 60_000, 1, "Auto-Deleveraging", mark("0xhlp", true)));
        assertThat(out.deleveraged()).hasSize(1);
        assertThat(out.autoDeleveragings()).isEmpty();
        assembler.onEntry(FillLogEntry.snapshotEnd(VICTIM), NOW, out);
        play(fill(VICTIM, Side.B, NOW - 30_000, 2, "Auto-Deleveraging", mark("0xhlp", true)));
        assertThat(out.autoDeleveragings()).extracting(Fill::tid).containsExactly(2L);
    }

    @Test
    void aLiveViewOfADeleveragingThatWasHistoryIsNews() {
        snapshot = true;
        play(fill(VICTIM, Side.B, NOW, 1, "Auto-Deleveraging", mark("0xhlp", true)));
        snapshot = false;
        play(fill("0xhlp", Side.A, NOW, 1, "Auto-Deleveraging", mark("0xhlp", true)));
        play(fill(VICTIM, Side.B, NOW, 1, "Auto-Deleveraging", mark("0xhlp", true)));
        assertThat(out.autoDeleveragings()).extracting(Fill::user).containsExactly("0xhlp");
        assertThat(out.deleveraged()).extracting(Fill::user).containsExactly(VICTIM, VICTIM);
    }

    @Test
    void autoDeleveragingReceivedMoreThanTenMinutesLaterIsStoredAndNoNews() {
        receivedAfterMs = 600_001;
        play(fill(VICTIM, Side.B, NOW, 1, "Auto-Deleveraging", mark("0xhlp", true)));
        assertThat(out.deleveraged()).hasSize(1);
        assertThat(out.autoDeleveragings()).isEmpty();
    }

    @Test
    void autoDeleveragingIsGivenOutApartAndOnce() {
        Fill adl = fill(MAKER, Side.B, NOW, 1, "Auto-Deleveraging", mark("0xhlp", true));
        play(adl);
        play(adl);
        play(fill(MAKER, Side.B, NOW, 2, "Auto-Deleveraging", mark(VICTIM)));
        assertThat(out.autoDeleveragings()).hasSize(2);
        assertThat(out.liquidations()).isEmpty();
    }

    @Test
    void anHlpAccountIsNeverLiquidatedAndAnOrdinaryFillIsNothing() {
        play(fill(MAKER, Side.B, NOW, 1, mark("0xhlp", true)));
        play(fill(MAKER, Side.B, NOW, 2, null));
        assertThat(out).isEqualTo(new Collected());
    }

    @Test
    void withoutANamedVictimTheDirectionDecidesAndElseTheFillIsRejected() {
        LiquidationMark unnamed = mark(null);
        play(fill(VICTIM, Side.A, NOW, 1, "Liquidated Isolated Long", unnamed));
        play(fill(MAKER, Side.B, NOW, 2, "Open Long", unnamed));
        assertThat(out.liquidations())
                .extracting(LiquidationFill::liquidatedUser)
                .containsExactly(VICTIM);
        assertThat(out.rejectionReasons()).hasSize(1);
    }

    @Test
    void aBackstopIsGradedAsSuch() {
        LiquidationMark backstop =
                new LiquidationMark(VICTIM, BigDecimal.TEN, LiquidationMethod.BACKSTOP, false);
        play(fill(VICTIM, Side.A, NOW, 1, backstop));
        play(fill(VICTIM, Side.A, NOW, 2, mark(VICTIM)));
        assertThat(out.liquidations())
                .extracting(LiquidationFill::grade)
                .containsExactly(
                        LiquidationGrade.CONFIRMED_BACKSTOP, LiquidationGrade.CONFIRMED_FILL);
    }

    @Test
    void anAccountsFirstSnapshotIsHistoryAndALaterOneIsJudged() {
        snapshot = true;
        play(fill(VICTIM, Side.A, NOW, 1, mark(VICTIM)));
        assembler.onEntry(FillLogEntry.snapshotEnd(VICTIM), NOW, out);
        play(fill(VICTIM, Side.A, NOW, 1, mark(VICTIM)));
        play(fill(VICTIM, Side.A, NOW + 1, 2, mark(VICTIM)));
        assertThat(out.liquidations())
                .extracting(LiquidationFill::history)
                .containsExactly(true, false);
        assertThat(out.liquidations().get(1).liquidationFillCount()).isEqualTo(1);
    }

    @Test
    void aLiveViewOfATradeKnownFromHistoryCounts() {
        snapshot = true;
        play(fill(MAKER, Side.B, NOW, 1, mark(VICTIM)));
        snapshot = false;
        play(fill(VICTIM, Side.A, NOW, 1, mark(VICTIM)));
        LiquidationFill live = out.liquidations().get(1);
        assertThat(live.counted()).isTrue();
        assertThat(live.history()).isFalse();
        assertThat(live.revision()).isEqualTo(2);
        assertThat(live.counterparty()).isEqualTo(MAKER);
    }

    @Test
    void aFillReceivedMoreThanTenMinutesLateIsHistory() {
        receivedAfterMs = 600_000;
        play(fill(VICTIM, Side.A, NOW, 1, mark(VICTIM)));
        receivedAfterMs = 600_001;
        play(fill(VICTIM, Side.A, NOW, 2, mark(VICTIM)));
        assertThat(out.liquidations())
                .extracting(LiquidationFill::history)
                .containsExactly(false, true);
        assertThat(out.liquidations())
                .extracting(LiquidationFill::liquidationFillCount)
                .containsOnly(1);
    }

    @Test
    void aFillMoreThanAnHourBehindTheLogIsHistoryWhateverTheReceivingClockSaid() {
        logTimeMs = NOW + 3_600_000;
        play(fill(VICTIM, Side.A, NOW, 1, mark(VICTIM)));
        logTimeMs = NOW + 3_600_001;
        play(fill(VICTIM, Side.A, NOW, 2, mark(VICTIM)));
        assertThat(out.liquidations())
                .extracting(LiquidationFill::history)
                .containsExactly(false, true);
    }

    @Test
    void stateIsBoundedByTheLastHourAndTheLast64() {
        for (int i = 0; i < 20_000; i++) {
            play(fill("0x" + i, Side.A, NOW + i * 6_000L, i, mark("0x" + i)));
        }
        assertThat(known.size()).isLessThan(700);
        assertThat(runs.size()).isLessThan(700);
        assembler.advance(NOW + 20_000 * 6_000L + 7_200_000);
        assertThat(known.size()).isEqualTo(64);
        assertThat(runs.size()).isZero();
    }

    /** The worst block known, 10 October 2025: both sides of 11,279 trades on 162 coins. */
    @Test
    void a22558FillBlockOfOneTimestampIsAbsorbedWithinSeconds() {
        assertTimeout(
                Duration.ofSeconds(5),
                () -> {
                    for (int i = 0; i < 11_279; i++) {
                        String victim = "0x" + i % 4_000;
                        String coin = "C" + i % 162;
                        play(fill(victim, Side.A, NOW, i, mark(victim)), coin);
                        play(fill(MAKER, Side.B, NOW, i, mark(victim)), coin);
                    }
                });
        assertThat(out.liquidations()).hasSize(22_558);
        assertThat(out.liquidations()).filteredOn(LiquidationFill::counted).hasSize(11_279);
    }

    private void play(Fill fill) {
        play(fill, "HYPE");
    }

    private void play(Fill fill, String coin) {
        Provenance provenance =
                new Provenance(
                        Source.WS,
                        fill.timeMs() + receivedAfterMs,
                        Sequence.NONE,
                        1,
                        1,
                        0,
                        true,
                        snapshot);
        Fill received =
                new Fill(
                        fill.user(),
                        coin,
                        fill.side(),
                        fill.price(),
                        fill.size(),
                        fill.timeMs(),
                        fill.startPosition(),
                        fill.direction(),
                        fill.closedPnl(),
                        fill.hash(),
                        fill.oid(),
                        fill.crossed(),
                        fill.fee(),
                        fill.feeToken(),
                        fill.tid(),
                        fill.twapId(),
                        fill.liquidation(),
                        provenance);
        logTimeMs = Math.max(logTimeMs, fill.timeMs());
        assembler.onEntry(FillLogEntry.of(received), logTimeMs, out);
    }

    private static LiquidationMark mark(String victim) {
        return mark(victim, false);
    }

    private static LiquidationMark mark(String victim, boolean isHlp) {
        return new LiquidationMark(victim, BigDecimal.TEN, LiquidationMethod.MARKET, isHlp);
    }

    private static Fill fill(String user, Side side, long timeMs, long tid, LiquidationMark mark) {
        return fill(user, side, timeMs, tid, "Close Long", mark);
    }

    private static Fill fill(
            String user, Side side, long timeMs, long tid, String direction, LiquidationMark mark) {
        return new Fill(
                user,
                "HYPE",
                side,
                BigDecimal.TEN,
                BigDecimal.valueOf(2),
                timeMs,
                BigDecimal.ZERO,
                direction,
                BigDecimal.valueOf(-7),
                "0x1",
                1,
                true,
                BigDecimal.ZERO,
                "USDC",
                tid,
                null,
                mark,
                null);
    }

    private static LiquidationAssembler assembler(
            HeapTable<String, KnownLiquidation> known, HeapTable<String, LiquidationRuns> runs) {
        return new LiquidationAssembler(
                new SeenIds(new HeapTable<>(), new HeapCell<>()),
                known,
                new LiquidationBook(runs),
                new SeenIds(new HeapTable<>(), new HeapCell<>()),
                new HeapTable<>(),
                new HeapCell<>());
    }
}
