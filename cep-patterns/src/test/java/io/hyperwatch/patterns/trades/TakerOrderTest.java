package io.hyperwatch.patterns.trades;

import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.factlog.Captures;
import io.hyperwatch.patterns.factlog.HarnessRun;
import io.hyperwatch.patterns.factlog.Logged;
import io.hyperwatch.patterns.factlog.TradeLogs;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.state.FlinkMemoryOperator;
import io.hyperwatch.patterns.state.HeapCell;
import io.hyperwatch.patterns.state.HeapTable;

import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class TakerOrderTest {

    private static final long NOW = 1_784_684_100_000L;
    private static final String ZERO = "0x0000";
    private static final String A = "0xaaa";
    private static final String B = "0xbbb";

    private final HeapTable<String, GrowingOrder> growing = new HeapTable<>();
    private final TakerOrderCore core = core(growing);
    private final List<TakerOrder> orders = new ArrayList<>();
    private long tid;

    @Test
    void theTradesOfAFrameMakeOneOrderJudgedAtItsLastRecord() {
        play(trade("0x1", NOW, A, 100, 2), 7, false, NOW);
        assertThat(orders).isEmpty();
        play(trade("0x1", NOW, A, 101, 3), 7, true, NOW);
        assertThat(orders).hasSize(1);
        TakerOrder order = orders.get(0);
        assertThat(order.tradeCount()).isEqualTo(2);
        assertThat(order.size()).isEqualByComparingTo("5");
        assertThat(order.valueUsd()).isEqualByComparingTo("503");
        assertThat(order.minPrice()).isEqualByComparingTo("100");
        assertThat(order.maxPrice()).isEqualByComparingTo("101");
        assertThat(order.firstTradeIdentity()).isEqualTo("HYPE|" + NOW + "|1");
        assertThat(order.taker()).isEqualTo(A);
    }

    @Test
    void anOrderThatGoesOnInTheNextFrameIsGivenOutAgainWithAllItsTrades() {
        play(trade("0x1", NOW, A, 100, 2), 7, true, NOW);
        play(trade("0x1", NOW, A, 100, 3), 8, true, NOW + 400);
        assertThat(orders).extracting(TakerOrder::tradeCount).containsExactly(1, 2);
    }

    @Test
    void aLastRecordThatIsADuplicateClosesItsFrame() {
        Trade known = trade("0x1", NOW, A, 100, 2);
        play(known, 7, true, NOW);
        play(trade("0x2", NOW, B, 100, 2), 8, false, NOW);
        play(known, 8, true, NOW);
        assertThat(orders).extracting(TakerOrder::hash).containsExactly("0x1", "0x2");
    }

    @Test
    void aRecordOfAnotherFrameClosesAFrameWithoutALastRecord() {
        play(trade("0x1", NOW, A, 100, 2), 7, false, NOW);
        play(trade("0x2", NOW, A, 100, 2), 8, false, NOW);
        assertThat(orders).extracting(TakerOrder::hash).containsExactly("0x1");
    }

    @Test
    void anOrderOfAFrameThatStaysOpenOutlivesTheCleanUp() {
        play(trade("0x1", NOW, A, 100, 2), 7, false, NOW);
        core.advance(NOW + 3_600_000);
        play(trade("0x2", NOW + 3_600_000, A, 100, 2), 8, true, NOW + 3_600_000);
        assertThat(orders).extracting(TakerOrder::hash).containsExactly("0x1", "0x2");
        core.advance(NOW + 7_200_000);
        assertThat(growing.size()).isZero();
    }

    @Test
    void anOrderIsRememberedForTenMinutesOfLogTimeAfterItsLastTrade() {
        play(trade("0x1", NOW, A, 100, 2), 7, true, NOW);
        play(trade("0x1", NOW, A, 100, 2), 8, true, NOW + 600_000);
        core.advance(NOW + 1_200_000);
        play(trade("0x1", NOW, A, 100, 2), 9, true, NOW + 1_200_001);
        assertThat(orders).extracting(TakerOrder::tradeCount).containsExactly(1, 2, 1);
    }

    @Test
    void slicesOfATwapShareTakerAndTimeWithoutTheHash() {
        play(trade(ZERO, NOW, A, 100, 2), 7, false, NOW);
        play(trade(ZERO, NOW, B, 100, 2), 7, false, NOW);
        play(trade(ZERO, NOW, A, 100, 2), 7, true, NOW);
        assertThat(orders).extracting(TakerOrder::tradeCount).containsExactly(2, 1);
    }

    @Test
    void withoutAccountsTheTakerIsUnknownAndTheHashTellsOrdersApart() {
        play(trade("0x1", NOW, null, 100, 2), 7, false, NOW);
        play(trade("0x2", NOW, null, 100, 2), 7, false, NOW);
        play(trade("0x1", NOW, null, 100, 2), 7, true, NOW);
        assertThat(orders).extracting(TakerOrder::tradeCount).containsExactly(2, 1);
        assertThat(orders).extracting(TakerOrder::taker).containsOnlyNulls();
    }

    @Test
    void tradesOlderThanTenMinutesMakeNoOrder() {
        play(trade("0x1", NOW - 600_001, A, 100, 2), 7, true, NOW);
        assertThat(orders).isEmpty();
        play(trade("0x1", NOW - 600_000, A, 100, 2), 8, true, NOW);
        assertThat(orders).extracting(TakerOrder::timeliness).containsExactly(Timeliness.LATE);
    }

    @Test
    void tenThousandRandomLogsAgreeWithALoopOverTheWholeHistory() {
        for (int seed = 0; seed < Streams.of(10_000); seed++) {
            List<Logged<Trade>> log = TradeLogs.random(new Random(seed), 60);
            assertThat(played(log)).as("seed %d", seed).isEqualTo(NaiveTakerOrders.of(log));
        }
    }

    @Test
    void ninetySecondsOfRealTradesAgreeWithALoopOverThem() throws IOException {
        List<Logged<Trade>> log = Captures.trades("ws/live_bbo_90s.jsonl");
        for (String coin : Captures.coins(log)) {
            List<Logged<Trade>> ofCoin =
                    log.stream().filter(entry -> entry.event().coin().equals(coin)).toList();
            assertThat(played(ofCoin)).isNotEmpty().isEqualTo(NaiveTakerOrders.of(ofCoin));
        }
    }

    @Test
    void inFlinkTheOutputIsTheSameWhereverWatermarksAndRestartsFall() throws Exception {
        HarnessRun<Trade, TakerOrder> flink =
                new HarnessRun<>(
                        () -> FlinkMemoryOperator.of(new TakerOrderFunction()),
                        Trade::coin,
                        List.of());
        for (int seed = 0; seed < Streams.of(200); seed++) {
            Random random = new Random(seed);
            List<Logged<Trade>> log = TradeLogs.random(random, 60);
            long endMs = log.get(log.size() - 1).logTimeMs() + 7_200_000;
            assertThat(flink.play(log, seed % 3 / 2.0, seed % 4 * 0.03, endMs, random).main())
                    .as("seed %d", seed)
                    .isEqualTo(NaiveTakerOrders.of(log));
        }
    }

    @Test
    void stateAndStreamTypesAreSerializedWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(GrowingOrder.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(OpenFrame.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(TakerOrder.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Trade.class);
    }

    private void play(Trade trade, long frame, boolean last, long logTimeMs) {
        Provenance provenance =
                new Provenance(Source.WS, NOW, Sequence.NONE, 1, frame, 0, last, false);
        core.onTrade(trade.withProvenance(provenance), logTimeMs, orders::add);
    }

    private Trade trade(String hash, long timeMs, String taker, int price, int size) {
        return new Trade(
                "HYPE",
                Side.B,
                BigDecimal.valueOf(price),
                BigDecimal.valueOf(size),
                timeMs,
                hash,
                ++tid,
                taker,
                "0xmaker",
                null);
    }

    private static List<TakerOrder> played(List<Logged<Trade>> log) {
        TakerOrderCore tested = core(new HeapTable<>());
        List<TakerOrder> out = new ArrayList<>();
        for (Logged<Trade> entry : log) {
            if (entry.isTick()) {
                tested.advance(entry.logTimeMs());
            } else {
                tested.onTrade(entry.event(), entry.logTimeMs(), out::add);
            }
        }
        return out;
    }

    private static TakerOrderCore core(HeapTable<String, GrowingOrder> orders) {
        return new TakerOrderCore(
                new HeapTable<>(), new HeapCell<>(), orders, new HeapCell<>(), new HeapCell<>());
    }
}
