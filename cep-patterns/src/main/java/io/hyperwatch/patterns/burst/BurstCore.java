package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.LiquidationGrade;
import io.hyperwatch.events.LiquidationMethod;
import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.dedupe.SeenIds;
import io.hyperwatch.patterns.incident.Detector;
import io.hyperwatch.patterns.rules.InForce;
import io.hyperwatch.patterns.state.Cell;
import io.hyperwatch.patterns.state.Table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Public trades of a coin, in log order -> trades that may be a liquidation, graded {@link
 * LiquidationGrade#INFERRED_BURST}. Nothing on a public trade says so; what a liquidation of more
 * than 100,000 USD looks like is one account that takes from one side of the book at once and moves
 * the price, or takes 20 % of its size and the rest some seconds later, as the exchange does.
 *
 * <p>A trade joins the burst of its taker and side that it is within 5 s of, before or after; of
 * several the one opened first. Once a burst holds, all its trades are given out in the order they
 * came, and each further one when it comes, under the id that the liquidation has if its first fill
 * is the same. They are of revision 0, so that each is replaced by the fill that confirms it. A
 * burst that has become longer than the span in force is work and is never told.
 *
 * <p>Not looked at: trades that name no taker, slices of a TWAP (hash of zeros), coins that are no
 * perpetuals, and what is more than a minute behind the log: fills are the better source by then.
 *
 * <p>State: the trades of the last minute of log time, by identity and by burst; cleaned every five
 * minutes.
 */
public final class BurstCore implements Detector<Trade, BurstParameters> {

    public static final String RULE = "inferred-burst";

    /** How far behind the log a trade may be to be looked at. */
    static final long MAX_BEHIND_MS = 60_000;

    /** A trade that just may be looked at joins a burst that began the longest span earlier. */
    private static final long REMEMBERED_MS = MAX_BEHIND_MS + BurstParameters.MAX_SPAN_MS;

    private final Table<String, Trade> trades;
    private final Table<String, Bursts> bursts;
    private final Cell<Long> cleanUpAt;
    private final Consumer<LiquidationFill> out;

    /**
     * @param trades by identity
     * @param bursts by side and taker
     * @param cleanUpAt when old ones are removed next
     */
    public BurstCore(
            Table<String, Trade> trades,
            Table<String, Bursts> bursts,
            Cell<Long> cleanUpAt,
            Consumer<LiquidationFill> out) {
        this.trades = trades;
        this.bursts = bursts;
        this.cleanUpAt = cleanUpAt;
        this.out = out;
    }

    /** Whether it may be part of a liquidation; all others may be left out before. */
    public static boolean concerns(Trade trade) {
        return trade.taker() != null
                && (trade.side() == Side.A || trade.side() == Side.B)
                && isPerpetual(trade.coin())
                && !isZero(trade.hash())
                && Timeliness.of(trade.timeMs(), trade.provenance().receivedAtMs())
                        != Timeliness.HISTORY;
    }

    @Override
    public void judge(Trade trade, long logTimeMs, InForce<BurstParameters> rule) {
        if (!concerns(trade) || trade.timeMs() < logTimeMs - MAX_BEHIND_MS) {
            return;
        }
        String identity = trade.identity();
        if (trades.get(identity) != null) {
            return;
        }
        trades.put(identity, trade);
        String key = trade.side() + "|" + trade.taker();
        Bursts known = bursts.get(key);
        List<Burst> left = known == null ? new ArrayList<>() : remembered(known, logTimeMs);
        int at = 0;
        while (at < left.size() && !left.get(at).takes(trade.timeMs())) {
            at++;
        }
        if (at == left.size()) {
            left.add(judged(Burst.first(trade, identity), trade, rule));
        } else {
            left.set(at, judged(left.get(at).plus(trade, identity), trade, rule));
        }
        bursts.put(key, new Bursts(left));
        if (cleanUpAt.get() == null) {
            cleanUpAt.set(SeenIds.nextCleanUpMs(logTimeMs));
        }
    }

    /** Nothing becomes visible by the passing of time: this only cleans up. */
    @Override
    public void advance(long logTimeMs) {
        if (nextDeadlineMs() > logTimeMs) {
            return;
        }
        List<String> oldTrades = new ArrayList<>();
        boolean left = false;
        for (Map.Entry<String, Trade> entry : trades.entries()) {
            if (entry.getValue().timeMs() < logTimeMs - REMEMBERED_MS) {
                oldTrades.add(entry.getKey());
            } else {
                left = true;
            }
        }
        List<String> oldBursts = new ArrayList<>();
        for (Map.Entry<String, Bursts> entry : bursts.entries()) {
            if (remembered(entry.getValue(), logTimeMs).isEmpty()) {
                oldBursts.add(entry.getKey());
            } else {
                left = true;
            }
        }
        oldTrades.forEach(trades::remove);
        oldBursts.forEach(bursts::remove);
        cleanUpAt.set(left ? SeenIds.nextCleanUpMs(logTimeMs) : null);
    }

    @Override
    public long nextDeadlineMs() {
        Long due = cleanUpAt.get();
        return due == null ? NEVER : due;
    }

    private Burst judged(Burst burst, Trade newest, InForce<BurstParameters> rule) {
        boolean tells = !rule.isPaused();
        boolean spans = rule.parameters().spans(burst);
        if (burst.told()) {
            if (tells && spans) {
                tell(burst, newest, burst.tradeCount(), burst.valueUsd());
            }
            return burst;
        }
        if (!burst.canBeTold() || !spans) {
            return burst.asWork();
        }
        if (!tells || !rule.parameters().holds(burst)) {
            return burst;
        }
        BigDecimal value = BigDecimal.ZERO;
        for (int i = 0; i < burst.tradeCount(); i++) {
            Trade trade = trades.get(burst.untold().get(i));
            value = value.add(trade.valueUsd());
            tell(burst, trade, i + 1, value);
        }
        return burst.asTold();
    }

    private void tell(Burst burst, Trade trade, int number, BigDecimal valueUsd) {
        boolean sold = trade.side() == Side.A;
        out.accept(
                new LiquidationFill(
                        burst.liquidationId(trade),
                        trade.coin(),
                        trade.timeMs(),
                        trade.tid(),
                        trade.taker(),
                        sold ? trade.buyer() : trade.seller(),
                        sold ? PositionSide.LONG : PositionSide.SHORT,
                        trade.price(),
                        trade.size(),
                        null,
                        null,
                        null,
                        trade.hash(),
                        LiquidationMethod.MARKET,
                        LiquidationGrade.INFERRED_BURST,
                        burst.startMs(),
                        number,
                        valueUsd,
                        true,
                        false,
                        0,
                        trade.provenance()));
    }

    /** Those that a trade which may still be looked at can join. */
    private static List<Burst> remembered(Bursts known, long logTimeMs) {
        List<Burst> remembered = new ArrayList<>();
        for (Burst burst : known.bursts()) {
            if (burst.endMs() >= logTimeMs - REMEMBERED_MS) {
                remembered.add(burst);
            }
        }
        return remembered;
    }

    private static boolean isPerpetual(String coin) {
        return !coin.startsWith("@") && !coin.startsWith("#") && coin.indexOf('/') < 0;
    }

    private static boolean isZero(String hash) {
        return hash == null || hash.chars().allMatch(c -> c == '0' || c == 'x');
    }
}
