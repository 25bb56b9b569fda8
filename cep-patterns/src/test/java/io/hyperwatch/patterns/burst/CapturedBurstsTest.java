package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.Fill;
import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationMark;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Source;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.factlog.Captures;
import io.hyperwatch.patterns.factlog.HarnessRun;
import io.hyperwatch.patterns.factlog.Logged;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.liquidations.FillLogEntry;
import io.hyperwatch.patterns.liquidations.LiquidationFunction;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.patterns.state.FlinkMemoryOperator;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** What the defaults make of real trades. */
class CapturedBurstsTest {

    private static final String TRADES = "ws/live_bbo_90s.jsonl";
    private static final String TWO_HOURS = "liquidations/quasareum-exp016_fills.2h.csv";
    private static final String LIQUIDATED = "0xliquidated";

    /** Two orders in it are worth more than 100,000 USD; they moved the price by 0.005, 0.012 %. */
    @Test
    void ninetySecondsOfOrdinaryTradesHoldNoBurst() throws IOException {
        List<Logged<Trade>> log = Captures.trades(TRADES);
        for (String coin : Captures.coins(log)) {
            List<Trade> trades =
                    log.stream()
                            .map(Logged::event)
                            .filter(trade -> trade.coin().equals(coin))
                            .toList();
            assertThat(told(trades)).isEmpty();
        }
    }

    /**
     * Of 108 liquidations, most of some hundred USD, those above 100,000 USD: two, in two steps of
     * 20.1 and 79.9 %, and 49 % of the value. The prices are not published, so only the steps can
     * tell.
     */
    @Test
    void ofTwoHoursOfRealLiquidationsTheLargeOnesAreFound() throws IOException {
        List<String> rows = Files.readAllLines(Captures.file(TWO_HOURS));
        Map<String, List<Trade>> byCoin = new HashMap<>();
        BigDecimal all = BigDecimal.ZERO;
        for (int i = 1; i < rows.size(); i++) {
            String[] row = rows.get(i).split(",");
            Trade trade = trade(row, i);
            all = all.add(trade.valueUsd());
            byCoin.computeIfAbsent(row[1], coin -> new ArrayList<>()).add(trade);
        }
        Set<String> found = new HashSet<>();
        BigDecimal value = BigDecimal.ZERO;
        for (List<Trade> trades : byCoin.values()) {
            trades.sort(Comparator.comparingLong(Trade::timeMs));
            for (LiquidationFill fill : told(trades)) {
                found.add(fill.liquidationId());
                value = value.add(fill.valueUsd());
            }
        }
        assertThat(found).hasSize(2);
        assertThat(value).isBetween(new BigDecimal("484000"), new BigDecimal("486000"));
        assertThat(all).isBetween(new BigDecimal("992000"), new BigDecimal("994000"));
    }

    @Test
    void theConfirmedLiquidationOfTheSameFirstFillHasTheSameIdAndReplacesTheInferredOne()
            throws Exception {
        List<Trade> trades =
                List.of(
                        trade(new String[] {"1000", "HYPE", LIQUIDATED, "", "20000"}, 1),
                        trade(new String[] {"2000", "HYPE", LIQUIDATED, "", "80000"}, 2));
        List<LiquidationFill> inferred = told(trades);
        List<Logged<FillLogEntry>> fills =
                trades.stream()
                        .map(trade -> new Logged<>(FillLogEntry.of(fill(trade)), trade.timeMs()))
                        .toList();
        List<LiquidationFill> confirmed =
                new HarnessRun<FillLogEntry, LiquidationFill>(
                                () -> FlinkMemoryOperator.of(new LiquidationFunction()),
                                entry -> LiquidationFunction.ONE_KEY,
                                List.of())
                        .play(fills, 1, 0, 10_000_000, new Random(1))
                        .main();
        assertThat(confirmed).hasSize(2).hasSameSizeAs(inferred);
        for (int i = 0; i < 2; i++) {
            LiquidationFill one = inferred.get(i);
            LiquidationFill other = confirmed.get(i);
            assertThat(other.liquidationId()).isEqualTo(one.liquidationId());
            assertThat(other.identity()).isEqualTo(one.identity());
            assertThat(other.positionSide()).isEqualTo(one.positionSide());
            assertThat(other.liquidationValueUsd()).isEqualByComparingTo(one.liquidationValueUsd());
            assertThat(other.revision()).isGreaterThan(one.revision());
        }
    }

    private static List<LiquidationFill> told(List<Trade> trades) {
        RuleRun<Trade, BurstParameters> run =
                new RuleRun<>(
                        new BurstRule(),
                        trade -> new RecordScope(trade.coin(), trade.taker(), trade.timeMs()),
                        List.of());
        long logTimeMs = Long.MIN_VALUE;
        for (Trade trade : trades) {
            logTimeMs = Math.max(logTimeMs, trade.timeMs());
            run.judge(trade, logTimeMs);
        }
        return run.sent(BurstRule.INFERRED);
    }

    /** Size by value, at a price of 1: the prices are not published. */
    private static Trade trade(String[] row, int tid) {
        long timeMs = Long.parseLong(row[0]);
        return new Trade(
                row[1],
                Side.A,
                BigDecimal.ONE,
                new BigDecimal(row[4]),
                timeMs,
                "0x1",
                tid,
                "0xmaker",
                row[2],
                new Provenance(
                        Source.WS, timeMs + 500, new Sequence(1, tid), 1, tid, 0, true, false));
    }

    private static Fill fill(Trade trade) {
        return new Fill(
                trade.taker(),
                trade.coin(),
                trade.side(),
                trade.price(),
                trade.size(),
                trade.timeMs(),
                BigDecimal.TEN,
                "Close Long",
                BigDecimal.ONE,
                trade.hash(),
                1,
                true,
                BigDecimal.ZERO,
                "USDC",
                trade.tid(),
                null,
                new LiquidationMark(trade.taker(), BigDecimal.ONE, LiquidationMethod.MARKET, false),
                trade.provenance());
    }
}
