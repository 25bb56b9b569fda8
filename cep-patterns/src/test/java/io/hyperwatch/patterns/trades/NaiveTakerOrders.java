package io.hyperwatch.patterns.trades;

import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.factlog.Logged;
import io.hyperwatch.patterns.factlog.NaiveSeen;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Taker orders by looking through the whole history at the end of each frame. */
final class NaiveTakerOrders {

    private record Counted(Trade trade, List<Object> identity, long logTimeMs) {}

    private final List<Counted> counted = new ArrayList<>();
    private final List<TakerOrder> orders = new ArrayList<>();

    static List<TakerOrder> of(List<Logged<Trade>> log) {
        NaiveTakerOrders naive = new NaiveTakerOrders();
        naive.read(log.stream().filter(entry -> !entry.isTick()).toList());
        return naive.orders;
    }

    private void read(List<Logged<Trade>> records) {
        NaiveSeen seen = new NaiveSeen();
        int frameFrom = 0;
        for (int i = 0; i < records.size(); i++) {
            Trade trade = records.get(i).event();
            boolean admitted =
                    seen.admit(trade.identity(), trade.timeMs(), records.get(i).logTimeMs())
                            .equals("NEW");
            if (admitted && timeliness(trade) != Timeliness.HISTORY) {
                counted.add(new Counted(trade, identity(trade), records.get(i).logTimeMs()));
            }
            boolean ends =
                    trade.provenance().last()
                            || i + 1 < records.size()
                                    && !sameFrame(trade, records.get(i + 1).event());
            if (ends) {
                judge(frameFrom);
                frameFrom = counted.size();
            }
        }
    }

    private void judge(int frameFrom) {
        Set<List<Object>> touched = new LinkedHashSet<>();
        for (Counted entry : counted.subList(frameFrom, counted.size())) {
            touched.add(entry.identity());
        }
        touched.forEach(identity -> orders.add(order(identity)));
    }

    private TakerOrder order(List<Object> identity) {
        List<Trade> trades = new ArrayList<>();
        long touchedMs = Long.MIN_VALUE;
        for (Counted entry : counted) {
            if (entry.identity().equals(identity)) {
                if (!trades.isEmpty() && entry.logTimeMs() - touchedMs > 600_000) {
                    trades.clear();
                }
                trades.add(entry.trade());
                touchedMs = entry.logTimeMs();
            }
        }
        Trade first = trades.get(0);
        BigDecimal size = BigDecimal.ZERO;
        BigDecimal value = BigDecimal.ZERO;
        for (Trade trade : trades) {
            size = size.add(trade.size());
            value = value.add(trade.price().multiply(trade.size()));
        }
        return new TakerOrder(
                first.coin(),
                first.side(),
                first.taker(),
                first.hash(),
                first.timeMs(),
                first.identity(),
                trades.size(),
                size,
                value,
                trades.stream().map(Trade::price).min(BigDecimal::compareTo).orElseThrow(),
                trades.stream().map(Trade::price).max(BigDecimal::compareTo).orElseThrow(),
                timeliness(trades.get(trades.size() - 1)));
    }

    private static List<Object> identity(Trade trade) {
        boolean zero = trade.hash().matches("0x0+");
        return List.of(
                trade.coin(),
                zero ? "no hash" : trade.hash(),
                trade.timeMs(),
                trade.side(),
                Objects.toString(trade.taker(), "nobody"));
    }

    private static boolean sameFrame(Trade one, Trade other) {
        Provenance a = one.provenance();
        Provenance b = other.provenance();
        return a.frame() == b.frame()
                && a.connection() == b.connection()
                && a.sequence().epochMs() == b.sequence().epochMs();
    }

    private static Timeliness timeliness(Trade trade) {
        return Timeliness.of(trade.timeMs(), trade.provenance().receivedAtMs());
    }
}
