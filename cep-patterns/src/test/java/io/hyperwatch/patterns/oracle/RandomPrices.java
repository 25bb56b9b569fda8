package io.hyperwatch.patterns.oracle;

import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.patterns.incident.RandomLog;
import io.hyperwatch.patterns.incident.Step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random prices of one coin around an oracle price, many of them exactly on a threshold. Contexts
 * fail to come for a while, and the clock they are stamped by is set back.
 */
final class RandomPrices {

    private static final String[] ORACLES = {"100", "100.00", "99.7", "3", "250"};
    private static final String[] RATIOS = {
        "1",
        "1",
        "1.001",
        "1.004",
        "1.00399999",
        "1.0040001",
        "1.0045",
        "1.005",
        "1.0050001",
        "1.0060",
        "0.995",
        "0.9949",
        "0.996",
        "0.9961",
        "1.01",
        "1.0100001",
        "0.99",
        "0.9899",
        "1.02"
    };
    private static final String[] HALF_SPREADS = {"0", "0.0001", "0.005", "0.0050001", "0.02"};
    private static final String[] VOLUMES = {"10000000", "9999999.99", "50000000"};

    private final Random random;
    private final String coin;
    private final RandomLog log;
    private String oracle = "100";
    private int withoutContext;

    RandomPrices(long seed, String coin) {
        this.random = new Random(seed);
        this.coin = coin;
        this.log = new RandomLog(random);
    }

    List<Step<Price>> steps(int count) {
        List<Step<Price>> steps = new ArrayList<>();
        List<Price> sent = new ArrayList<>();
        boolean calm = random.nextBoolean();
        while (steps.size() < count) {
            log.pass();
            if (!calm && random.nextInt(30) == 0) {
                log.setBack();
            }
            withoutContext =
                    withoutContext > 0 ? withoutContext - 1 : random.nextInt(60) == 0 ? 10 : 0;
            int what = random.nextInt(20);
            if (what < 3) {
                steps.add(log.tick());
            } else if (what == 3 && !sent.isEmpty()) {
                Price again = sent.get(random.nextInt(sent.size()));
                steps.add(log.record(again.timeMs(), log.receivedAtMs(), again));
            } else {
                Price price = price(calm || random.nextInt(4) > 0);
                sent.add(price);
                steps.add(log.record(price.timeMs(), log.receivedAtMs(), price));
            }
        }
        steps.add(log.end());
        return steps;
    }

    private Price price(boolean onTime) {
        int kind = random.nextInt(4);
        if (kind == 0) {
            return Price.mid(coin, log.receivedAtMs(), near(), log.provenance());
        }
        if (kind == 1 && withoutContext == 0) {
            return context(log.receivedAtMs(), log.provenance());
        }
        return top(onTime ? log.receivedAtMs() : log.eventTimeMs(), log.provenance());
    }

    private Price top(long timeMs, Provenance provenance) {
        BigDecimal mid = near();
        BigDecimal half = mid.multiply(new BigDecimal(pick(HALF_SPREADS)));
        BigDecimal bid = random.nextInt(15) == 0 ? null : mid.subtract(half);
        BigDecimal ask = random.nextInt(15) == 0 ? null : mid.add(half);
        return Price.bbo(coin, timeMs, bid, BigDecimal.ONE, ask, BigDecimal.ONE, provenance);
    }

    private Price context(long timeMs, Provenance provenance) {
        if (random.nextInt(4) == 0) {
            oracle = pick(ORACLES);
        }
        return new Price(
                PriceKind.CONTEXT,
                coin,
                timeMs,
                null,
                null,
                null,
                null,
                random.nextInt(4) == 0 ? null : near(),
                random.nextInt(4) == 0 ? null : near(),
                random.nextInt(20) == 0 ? null : new BigDecimal(oracle),
                null,
                null,
                null,
                random.nextInt(10) == 0 ? null : new BigDecimal(pick(VOLUMES)),
                null,
                null,
                provenance);
    }

    private BigDecimal near() {
        return new BigDecimal(oracle).multiply(new BigDecimal(pick(RATIOS)));
    }

    private String pick(String[] values) {
        return values[random.nextInt(values.length)];
    }
}
