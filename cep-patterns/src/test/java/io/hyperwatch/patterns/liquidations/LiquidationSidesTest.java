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

import static org.assertj.core.api.Assertions.assertThat;

/** Who lost what in each case of the wire: market, take-over, auto-deleveraging; either side. */
class LiquidationSidesTest {

    private static final long NOW = 1_784_684_100_000L;
    private static final String VICTIM = "0xv";
    private static final String LIQUIDATOR = "0xliquidator";

    private final Collected out = new Collected();
    private final LiquidationAssembler assembler =
            new LiquidationAssembler(
                    new SeenIds(new HeapTable<>(), new HeapCell<>()),
                    new HeapTable<>(),
                    new LiquidationBook(new HeapTable<>()),
                    new SeenIds(new HeapTable<>(), new HeapCell<>()),
                    new HeapTable<>(),
                    new HeapCell<>());

    @Test
    void aTakeOverSeenFromTheLiquidatorIsTheVictimsLiquidation() {
        play(fill(LIQUIDATOR, Side.B, 1, "Open Long", backstop(VICTIM, false), "10"));
        play(fill(LIQUIDATOR, Side.A, 2, "Open Short", backstop(VICTIM, false), "10"));
        assertThat(out.liquidations())
                .extracting(LiquidationFill::positionSide)
                .containsExactly(PositionSide.LONG, PositionSide.SHORT);
        assertThat(out.liquidations())
                .allMatch(fill -> fill.liquidatedUser().equals(VICTIM))
                .allMatch(fill -> fill.counterparty().equals(LIQUIDATOR))
                .allMatch(fill -> fill.grade() == LiquidationGrade.CONFIRMED_BACKSTOP);
    }

    @Test
    void bothSidesOfATakeOverAreOneFillWhicheverComesFirst() {
        play(fill(LIQUIDATOR, Side.B, 1, "Open Long", backstop(VICTIM, false), "10"));
        play(fill(VICTIM, Side.A, 1, "Liquidated Cross Long", backstop(VICTIM, false), "10"));
        play(fill(VICTIM, Side.A, 2, "Liquidated Cross Long", backstop(VICTIM, false), "10"));
        play(fill(LIQUIDATOR, Side.B, 2, "Open Long", backstop(VICTIM, false), "10"));
        assertThat(out.liquidations()).hasSize(4).filteredOn(LiquidationFill::counted).hasSize(2);
        assertThat(out.liquidations().get(3).liquidationFillCount()).isEqualTo(2);
        assertThat(out.liquidations().get(1).counterparty()).isEqualTo(LIQUIDATOR);
        assertThat(out.liquidations().get(3).counterparty()).isEqualTo(LIQUIDATOR);
    }

    @Test
    void aFillThatReadsLiquidatedWithoutTheObjectIsATakeOverOfItsAccount() {
        play(fill(VICTIM, Side.B, 1, "Liquidated Isolated Short", null, "10"));
        LiquidationFill taken = out.liquidations().get(0);
        assertThat(taken.liquidatedUser()).isEqualTo(VICTIM);
        assertThat(taken.positionSide()).isEqualTo(PositionSide.SHORT);
        assertThat(taken.method()).isEqualTo(LiquidationMethod.BACKSTOP);
        assertThat(taken.markPrice()).isNull();
    }

    @Test
    void theOtherSidesMarkPriceIsTakenOverWhereTheFirstHadNone() {
        play(fill(VICTIM, Side.A, 1, "Liquidated Cross Long", null, "10"));
        play(fill(LIQUIDATOR, Side.B, 1, "Open Long", backstop(VICTIM, false), "10"));
        assertThat(out.liquidations().get(1).markPrice()).isEqualByComparingTo("11");
    }

    @Test
    void theHlpVaultInDefaultIsNobodysLiquidationAndTheDeleveragedAccountIsNoVictim() {
        play(fill(LIQUIDATOR, Side.A, 1, "Close Long", backstop(LIQUIDATOR, true), "10"));
        play(fill("0xwinner", Side.B, 1, "Auto-Deleveraging", backstop(LIQUIDATOR, true), "10"));
        assertThat(out.liquidations()).isEmpty();
        assertThat(out.autoDeleveragings()).extracting(Fill::user).containsExactly("0xwinner");
    }

    @Test
    void theRowOfADeleveragingIsTheDeleveragedAccountsWhicheverSideComesFirst() {
        Fill ofDefault =
                fill(LIQUIDATOR, Side.A, 1, "Auto-Deleveraging", backstop(LIQUIDATOR, true), "10");
        Fill ofWinner =
                fill("0xwinner", Side.B, 1, "Auto-Deleveraging", backstop(LIQUIDATOR, true), "10");
        play(ofDefault);
        assertThat(out.deleveraged()).isEmpty();
        play(ofWinner);
        play(ofDefault);
        assertThat(out.deleveraged()).containsExactly(ofWinner);
        assertThat(out.autoDeleveragings()).containsExactly(ofDefault);
    }

    @Test
    void aDeleveragingThatNamesNobodyInDefaultIsTakenAsItsDirectionSays() {
        Fill unmarked = fill("0xwinner", Side.B, 1, "Auto-Deleveraging", null, "10");
        play(unmarked);
        assertThat(out.deleveraged()).containsExactly(unmarked);
    }

    @Test
    void anAccountInDefaultOnAMarketWithoutBackstopIsLiquidatedAndItsCounterpartyIsNot() {
        play(fill("0xwinner", Side.B, 1, "Auto-Deleveraging", backstop(VICTIM, false), "10"));
        play(fill(VICTIM, Side.A, 1, "Liquidated Cross Long", backstop(VICTIM, false), "10"));
        assertThat(out.autoDeleveragings()).extracting(Fill::user).containsExactly("0xwinner");
        assertThat(out.liquidations())
                .extracting(LiquidationFill::liquidatedUser)
                .containsExactly(VICTIM);
    }

    @Test
    void aLiquidationAtNoPriceIsRejectedAndDoesNotTakeItsTradesPlace() {
        play(fill(VICTIM, Side.A, 1, "Close Long", backstop(VICTIM, false), "0.0"));
        assertThat(out.liquidations()).isEmpty();
        assertThat(out.rejectionReasons())
                .containsExactly("a liquidation at no price has no value to judge");
        play(fill(LIQUIDATOR, Side.B, 1, "Open Long", backstop(VICTIM, false), "10"));
        assertThat(out.liquidations()).hasSize(1);
    }

    @Test
    void onlyForcedFillsAndEndsOfSnapshotsConcernIt() {
        assertThat(concerns(fill(VICTIM, Side.A, 1, "Close Long", null, "10"))).isFalse();
        assertThat(concerns(fill(VICTIM, Side.A, 1, "Liquidated Cross Long", null, "10"))).isTrue();
        assertThat(concerns(fill(VICTIM, Side.A, 1, "Auto-Deleveraging", null, "10"))).isTrue();
        assertThat(concerns(fill(VICTIM, Side.A, 1, "Buy", backstop(VICTIM, false), "1"))).isTrue();
        assertThat(LiquidationAssembler.concerns(FillLogEntry.snapshotEnd(VICTIM))).isTrue();
    }

    private static boolean concerns(Fill fill) {
        return LiquidationAssembler.concerns(FillLogEntry.of(fill));
    }

    private void play(Fill fill) {
        assembler.onEntry(FillLogEntry.of(fill), NOW, out);
    }

    private static LiquidationMark backstop(String victim, boolean isHlp) {
        return new LiquidationMark(victim, new BigDecimal("11"), LiquidationMethod.BACKSTOP, isHlp);
    }

    private static Fill fill(
            String user,
            Side side,
            long tid,
            String direction,
            LiquidationMark mark,
            String price) {
        return new Fill(
                user,
                "HYPE",
                side,
                new BigDecimal(price),
                BigDecimal.TEN,
                NOW,
                BigDecimal.ZERO,
                direction,
                BigDecimal.ONE,
                "0x1",
                1,
                true,
                BigDecimal.ZERO,
                "USDC",
                tid,
                null,
                mark,
                new Provenance(Source.WS, NOW + 500, Sequence.NONE, 1, 1, 0, true, false));
    }
}
