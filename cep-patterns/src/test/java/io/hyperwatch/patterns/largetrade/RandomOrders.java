package io.hyperwatch.patterns.largetrade;

import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.TakerOrder;
import io.hyperwatch.events.Timeliness;
import io.hyperwatch.patterns.incident.RandomLog;
import io.hyperwatch.patterns.incident.Step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random taker orders of one coin; many grow, many stop exactly on the threshold. */
final class RandomOrders {

    private static final String[] VALUES = {
        "1", "400000", "500000", "999999.99", "1000000", "1000000.01", "3000000"
    };

    private final Random random;
    private final RandomLog log;
    private final List<TakerOrder> orders = new ArrayList<>();

    RandomOrders(long seed) {
        this.random = new Random(seed);
        this.log = new RandomLog(random);
    }

    List<Step<TakerOrder>> steps(int count) {
        List<Step<TakerOrder>> steps = new ArrayList<>();
        boolean calm = random.nextBoolean();
        while (steps.size() < count) {
            log.pass();
            if (random.nextInt(8) == 0) {
                steps.add(log.tick());
                continue;
            }
            boolean onTime = calm || random.nextInt(3) > 0;
            Provenance provenance = log.provenance();
            BigDecimal value = new BigDecimal(VALUES[random.nextInt(VALUES.length)]);
            TakerOrder order;
            if (orders.isEmpty() || random.nextInt(3) > 0) {
                long timeMs = onTime ? log.receivedAtMs() : log.eventTimeMs();
                order = order("T" + orders.size(), timeMs, 1, value, provenance);
                orders.add(order);
            } else {
                int back = Math.min(orders.size(), 1 + random.nextInt(3));
                int index = orders.size() - back;
                TakerOrder before = orders.get(index);
                order =
                        order(
                                before.firstTradeIdentity(),
                                before.timeMs(),
                                before.tradeCount() + 1,
                                before.valueUsd().add(value),
                                provenance);
                orders.set(index, order);
            }
            steps.add(log.record(order.timeMs(), log.receivedAtMs(), order));
        }
        steps.add(log.end());
        return steps;
    }

    static TakerOrder order(
            String firstTrade, long timeMs, int trades, BigDecimal value, Provenance provenance) {
        return new TakerOrder(
                "BTC",
                Side.B,
                "0xtaker",
                "0xhash",
                timeMs,
                firstTrade,
                trades,
                BigDecimal.TEN,
                value,
                BigDecimal.ONE,
                BigDecimal.TEN,
                Timeliness.of(timeMs, provenance.receivedAtMs()));
    }
}
