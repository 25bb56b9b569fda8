package io.hyperwatch.patterns.mid;

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
 * Random prices of one coin, its own and those of outside venues, on a few levels whose distances
 * are on thresholds. Venues fall silent for a while, and the clock is set back.
 */
public final class RandomQuotes {

    private static final String[] HALF_SPREADS = {"0", "0.0001", "0.005", "0.0050001", "0.02"};
    private static final String[] VOLUMES = {"10000000", "9999999.99", "50000000"};
    private static final String[] VENUES = {"binance", "coinbase", "kraken", "okx"};

    private final Random random;
    private final String coin;
    private final RandomLog log;
    private final String[] mids;
    private final String[] references;
    private final boolean calm;
    private int venues = 4;

    /**
     * @param mids levels of the coin's own prices
     * @param references levels of the outside prices; empty for none
     */
    public RandomQuotes(long seed, String coin, String[] mids, String[] references) {
        this.random = new Random(seed);
        this.coin = coin;
        this.log = new RandomLog(random);
        this.mids = mids.clone();
        this.references = references.clone();
        this.calm = random.nextBoolean();
    }

    public List<Step<Price>> steps(int count) {
        List<Step<Price>> steps = new ArrayList<>();
        List<Price> sent = new ArrayList<>();
        while (steps.size() < count) {
            if (random.nextInt(3) > 0) {
                log.pass();
            }
            if (!calm && random.nextInt(30) == 0) {
                log.setBack();
            }
            if (random.nextInt(15) == 0) {
                venues = 1 + random.nextInt(VENUES.length);
            }
            int what = random.nextInt(20);
            if (what < 2) {
                steps.add(log.tick());
            } else if (what == 2 && !sent.isEmpty()) {
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
        int kind = random.nextInt(references.length == 0 ? 4 : 8);
        if (kind > 3) {
            return Price.reference(
                    coin,
                    log.receivedAtMs(),
                    random.nextInt(40) == 0 ? BigDecimal.ZERO : new BigDecimal(pick(references)),
                    VENUES[random.nextInt(venues)],
                    log.provenance());
        }
        if (kind == 0) {
            return Price.mid(coin, log.receivedAtMs(), near(), log.provenance());
        }
        if (kind == 1) {
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
        return new Price(
                PriceKind.CONTEXT,
                coin,
                timeMs,
                null,
                null,
                null,
                null,
                random.nextInt(4) == 0 ? null : near(),
                null,
                null,
                null,
                null,
                null,
                random.nextInt(10) == 0 ? null : new BigDecimal(pick(VOLUMES)),
                null,
                null,
                provenance);
    }

    private BigDecimal near() {
        return new BigDecimal(pick(mids));
    }

    private String pick(String[] values) {
        return values[random.nextInt(values.length)];
    }
}
