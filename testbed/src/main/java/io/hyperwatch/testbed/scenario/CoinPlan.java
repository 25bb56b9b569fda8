package io.hyperwatch.testbed.scenario;

import io.hyperwatch.events.PositionSide;
import io.hyperwatch.events.Side;
import io.hyperwatch.testbed.exchange.AutoDeleveraging;
import io.hyperwatch.testbed.exchange.Instrument;
import io.hyperwatch.testbed.exchange.Liquidation;
import io.hyperwatch.testbed.exchange.MarketOrder;
import io.hyperwatch.testbed.exchange.Slice;
import io.hyperwatch.testbed.scenario.Timeline.OldTrade;
import io.hyperwatch.testbed.scenario.Timeline.Step;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Prices and trades of one coin, all drawn from one seeded source of chance. */
final class CoinPlan {

    /** Bid and offer move so often; oracle and mark every 3 s as on the exchange. */
    private static final long QUOTE_MS = 250;

    private static final long ORACLE_MS = 3_000;

    /** One step of the oracle, in percent; so small that a minute's walk stays below 0.2 %. */
    private static final double ORACLE_STEP_PCT = 0.01;

    /** The mid wobbles around the oracle by at most so much, in percent. */
    private static final double WOBBLE_PCT = 0.02;

    private static final int HISTORY_TRADES = 30;
    private static final int TRADERS = 24;
    private static final double TWAP_SHARE = 0.1;

    private static final List<String> MAKERS =
            List.of("maker-1", "maker-2", "maker-3", "maker-4", "hlp-strategy-a");

    private final Scenario.Coin coin;
    private final Instrument instrument;
    private final Random random;
    private final PricePath midPremium = new PricePath();
    private final PricePath markPremium = new PricePath();
    private final PricePath oracleMove = new PricePath();
    private final List<Double> oracleWalkPct = new ArrayList<>(List.of(0.0));
    private final List<Double> wobblePct = new ArrayList<>(List.of(0.0));

    CoinPlan(Scenario.Coin coin, Instrument instrument, long seed) {
        this.coin = coin;
        this.instrument = instrument;
        this.random = new Random(seed);
    }

    void ramp(Action action) {
        Action.Ramp ramp = action.ramp();
        PricePath path =
                switch (ramp.of()) {
                    case MID -> midPremium;
                    case MARK -> markPremium;
                    case ORACLE -> oracleMove;
                };
        path.ramp(action.at().millis(), ramp.over().millis(), ramp.toPct().doubleValue());
    }

    void history(List<OldTrade> history) {
        for (int i = HISTORY_TRADES; i > 0; i--) {
            long ageMs = (long) (i * 1_000 / Math.max(coin.tradesPerSecond(), 0.1));
            history.add(new OldTrade(ageMs, chanceOrder(0)));
        }
    }

    void background(long durationMs, List<Step> steps) {
        for (long at = 0; at <= durationMs; at += ORACLE_MS) {
            double last = oracleWalkPct.get(oracleWalkPct.size() - 1);
            oracleWalkPct.add(last + (random.nextDouble() * 2 - 1) * ORACLE_STEP_PCT);
            BigDecimal oracle = oracle(at);
            BigDecimal mark = oracle.multiply(Timeline.factor(markPremium.at(at)));
            steps.add(
                    new Step(
                            at,
                            new MarketEvent.Repriced(
                                    coin.coin(),
                                    instrument.roundPrice(oracle),
                                    instrument.roundPrice(mark))));
        }
        for (long at = 0; at <= durationMs; at += QUOTE_MS) {
            wobblePct.add((random.nextDouble() * 2 - 1) * WOBBLE_PCT);
            steps.add(new Step(at, quote(at)));
        }
        if (coin.tradesPerSecond() > 0) {
            double meanGapMs = 1_000 / coin.tradesPerSecond();
            for (double at = gap(meanGapMs); at <= durationMs; at += gap(meanGapMs)) {
                steps.add(new Step((long) at, new MarketEvent.Traded(chanceOrder((long) at))));
            }
        }
    }

    void act(Action action, List<Step> steps) {
        long at = action.at().millis();
        if (action.burst() != null) {
            Action.Burst burst = action.burst();
            for (int i = 0; i < burst.trades(); i++) {
                long when = at + burst.over().millis() * i / burst.trades();
                steps.add(new Step(when, new MarketEvent.Traded(chanceOrder(when))));
            }
        } else if (action.order() != null) {
            steps.add(new Step(at, new MarketEvent.Traded(order(action.order(), at))));
        } else if (action.liquidation() != null) {
            steps.add(new Step(at, new MarketEvent.Liquidated(forced(action.liquidation(), at))));
        } else {
            steps.add(new Step(at, new MarketEvent.Deleveraged(adl(action.adl(), at))));
        }
    }

    private MarketOrder order(Action.Order order, long at) {
        Side side = order.direction() == Action.Direction.BUY ? Side.B : Side.A;
        List<Slice> slices = slices(side, order.valueUsd(), order.trades(), at, null);
        return new MarketOrder(
                coin.coin(), side, AccountNames.address(order.account()), slices, false);
    }

    private Liquidation forced(Action.ForcedClose close, long at) {
        Side side = close.side() == PositionSide.LONG ? Side.A : Side.B;
        String maker = AccountNames.address(close.maker());
        return new Liquidation(
                AccountNames.address(close.account()),
                coin.coin(),
                close.side(),
                slices(side, close.valueUsd(), close.fills(), at, maker),
                close.method());
    }

    private AutoDeleveraging adl(Action.Deleveraging adl, long at) {
        BigDecimal price = instrument.roundPrice(mid(at));
        return new AutoDeleveraging(
                AccountNames.address(adl.cause()),
                AccountNames.address(adl.account()),
                coin.coin(),
                adl.side(),
                instrument.sizeFor(adl.valueUsd(), price),
                price);
    }

    /** An order of the background: mostly one trade, now and then a few, some of them TWAPs. */
    private MarketOrder chanceOrder(long at) {
        Side side = random.nextBoolean() ? Side.B : Side.A;
        // Log-normal with sigma 1, cut at 20 times the median.
        double scale = Math.min(20, Math.exp(random.nextGaussian()));
        BigDecimal valueUsd = coin.tradeUsd().multiply(BigDecimal.valueOf(scale));
        int trades = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
        String taker = AccountNames.address("trader-" + random.nextInt(TRADERS));
        boolean twap = random.nextDouble() < TWAP_SHARE;
        return new MarketOrder(
                coin.coin(), side, taker, slices(side, valueUsd, trades, at, null), twap);
    }

    /** Equal parts, each one step further into the book. */
    private List<Slice> slices(Side side, BigDecimal valueUsd, int trades, long at, String maker) {
        BigDecimal middle = instrument.roundPrice(mid(at));
        BigDecimal step = instrument.tick(middle);
        BigDecimal part = valueUsd.divide(BigDecimal.valueOf(trades), MathContext.DECIMAL64);
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < trades; i++) {
            BigDecimal away = step.multiply(BigDecimal.valueOf(i));
            BigDecimal price = side == Side.B ? middle.add(step).add(away) : middle.subtract(away);
            String who =
                    maker != null
                            ? maker
                            : AccountNames.address(MAKERS.get(random.nextInt(MAKERS.size())));
            slices.add(new Slice(price, instrument.sizeFor(part, price), who));
        }
        return slices;
    }

    private MarketEvent quote(long at) {
        BigDecimal bid = instrument.roundPrice(mid(at));
        BigDecimal ask = bid.add(instrument.tick(bid));
        return new MarketEvent.Quoted(coin.coin(), bid, depth(bid), ask, depth(ask));
    }

    private BigDecimal depth(BigDecimal price) {
        return instrument.sizeFor(BigDecimal.valueOf(20_000 + random.nextInt(60_000)), price);
    }

    private BigDecimal mid(long at) {
        double wobble = wobblePct.get((int) Math.min(at / QUOTE_MS + 1, wobblePct.size() - 1));
        return oracle(at).multiply(Timeline.factor(midPremium.at(at) + wobble));
    }

    private BigDecimal oracle(long at) {
        int step = (int) Math.min(at / ORACLE_MS + 1, oracleWalkPct.size() - 1);
        // The oracle moves in steps, so a ramp of it does too.
        long steppedAt = at / ORACLE_MS * ORACLE_MS;
        return coin.price()
                .multiply(Timeline.factor(oracleMove.at(steppedAt) + oracleWalkPct.get(step)));
    }

    private double gap(double meanMs) {
        return -Math.log(1 - random.nextDouble()) * meanMs;
    }
}
