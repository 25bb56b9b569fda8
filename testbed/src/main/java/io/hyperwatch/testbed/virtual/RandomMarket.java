package io.hyperwatch.testbed.virtual;

import io.hyperwatch.events.Side;
import io.hyperwatch.testbed.exchange.HlpVault;
import io.hyperwatch.testbed.exchange.Instrument;
import io.hyperwatch.testbed.exchange.Market;
import io.hyperwatch.testbed.exchange.MarketOrder;
import io.hyperwatch.testbed.exchange.Scheduler;
import io.hyperwatch.testbed.exchange.Slice;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Makes things happen on a simulated exchange: prices walk, accounts trade, order, are liquidated,
 * pay in and out. The same seed gives the same history. The first accounts of the list are the
 * busiest, and HLP's strategies make a third of all markets. Now and then 40 orders follow each
 * other within a second, more than a subscription replays.
 */
public final class RandomMarket {

    private static final int BURST_OF_ORDERS = 40;
    private static final double BURST_CHANCE = 1.0 / 1_000;
    private static final double FUNDING_CHANCE = 1.0 / 50;
    private static final int MAX_SLICES = 4;
    private static final List<String> HLP_MAKERS =
            List.of(HlpVault.STRATEGY_A, HlpVault.STRATEGY_B, HlpVault.STRATEGY_X);

    private final Scheduler time;
    private final Market market;
    private final MarketRates rates;
    private final List<String> accounts;
    private final RandomGenerator random;
    private final List<CoinWalk> coins = new ArrayList<>();
    private final RandomAccounts accountEvents;
    private boolean stopped;

    /**
     * @param instruments those that are traded; delisted ones are left out
     * @param accounts at least two
     */
    public RandomMarket(
            long seed,
            MarketRates rates,
            List<Instrument> instruments,
            List<String> accounts,
            VirtualExchange exchange) {
        this(seed, rates, instruments, accounts, exchange.market(), exchange.time());
    }

    /**
     * As above on any simulated exchange.
     *
     * @param time by which the distances between two events pass
     */
    public RandomMarket(
            long seed,
            MarketRates rates,
            List<Instrument> instruments,
            List<String> accounts,
            Market market,
            Scheduler time) {
        this.time = time;
        this.market = market;
        this.rates = rates;
        this.accounts = List.copyOf(accounts);
        this.random = new SplittableRandom(seed);
        instruments.stream()
                .filter(instrument -> !instrument.delisted())
                .forEach(instrument -> coins.add(new CoinWalk(instrument)));
        this.accountEvents = new RandomAccounts(this, market, random);
    }

    /** So many addresses, the same ones each time. */
    public static List<String> accounts(int count) {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add("0xacc0%036x".formatted(i + 1));
        }
        return List.copyOf(made);
    }

    /** So many perpetuals {@code C1}, {@code C2}, …: prices from 0.02 to 90,000 USD. */
    public static List<Instrument> instruments(int count) {
        List<Instrument> made = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            int magnitude = i % 7 - 2;
            BigDecimal price = BigDecimal.valueOf(2 + i % 8).scaleByPowerOfTen(magnitude);
            int szDecimals = Math.max(0, magnitude + 1);
            made.add(Instrument.perp("C" + i, szDecimals, price.toPlainString(), "50000000"));
        }
        return List.copyOf(made);
    }

    /** Trades of the time before, evenly spread: on record and in replays, in no live frame. */
    public void history(int ordersPerCoin, Duration before) {
        for (CoinWalk coin : coins) {
            for (int i = 0; i < ordersPerCoin; i++) {
                long ageMs = before.toMillis() * (ordersPerCoin - i) / ordersPerCoin;
                market.tradedBefore(order(coin), ageMs);
            }
        }
    }

    /** Goes on until {@link #stop}. */
    public void start() {
        stopped = false;
        every(rates.trade().dividedBy(coins.size()), this::trade);
        every(rates.quote().dividedBy(coins.size()), this::quote);
        every(rates.liquidation(), accountEvents::liquidate);
        every(rates.order(), accountEvents::changeOrder);
        every(rates.ledger(), accountEvents::moveMoney);
    }

    /** From now on nothing happens. */
    public void stop() {
        stopped = true;
    }

    private void every(Duration mean, Runnable event) {
        double wait = -Math.log(1 - random.nextDouble()) * mean.toNanos();
        time.after(
                Duration.ofNanos(Math.round(wait)),
                () -> {
                    if (!stopped) {
                        every(mean, event);
                        event.run();
                    }
                });
    }

    private void trade() {
        CoinWalk coin = anyCoin();
        market.trade(order(coin));
        if (random.nextDouble() < BURST_CHANCE) {
            for (int i = 1; i < BURST_OF_ORDERS; i++) {
                time.after(Duration.ofMillis(i * 25L), () -> market.trade(order(coin)));
            }
        }
    }

    private void quote() {
        CoinWalk coin = anyCoin();
        coin.step(random);
        String name = coin.instrument().coin();
        market.quote(name, coin.bid(), coin.size(random), coin.ask(), coin.size(random));
        if (coin.instrument().isPerp()) {
            market.setOracle(name, coin.near(random));
            market.setMark(name, coin.near(random));
            if (random.nextDouble() < FUNDING_CHANCE) {
                long rate = random.nextLong(-500, 1_000);
                market.setFunding(name, BigDecimal.valueOf(rate, 7));
                market.setOpenInterest(name, coin.instrument().roundSize(coin.size(random)));
            }
        }
    }

    private MarketOrder order(CoinWalk coin) {
        Side side = random.nextBoolean() ? Side.B : Side.A;
        String taker = anyAccount();
        List<Slice> slices = new ArrayList<>();
        BigDecimal price = side == Side.B ? coin.ask() : coin.bid();
        BigDecimal step = coin.tick().multiply(BigDecimal.valueOf(side == Side.B ? 1 : -1));
        int count = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(MAX_SLICES);
        for (int i = 0; i < count && price.signum() > 0; i++) {
            slices.add(new Slice(price, coin.size(random), makerFor(taker)));
            price = price.add(step);
        }
        boolean twap = random.nextInt(10) == 0;
        return new MarketOrder(coin.instrument().coin(), side, taker, slices, twap);
    }

    CoinWalk anyCoin() {
        return coins.get(random.nextInt(coins.size()));
    }

    /** The first of the list are the most likely. */
    String anyAccount() {
        double skewed = random.nextDouble() * random.nextDouble();
        return accounts.get((int) (skewed * accounts.size()));
    }

    /** Somebody else. */
    String makerFor(String taker) {
        if (random.nextInt(3) == 0) {
            return HLP_MAKERS.get(random.nextInt(HLP_MAKERS.size()));
        }
        String maker = anyAccount();
        while (maker.equals(taker)) {
            maker = accounts.get(random.nextInt(accounts.size()));
        }
        return maker;
    }

    /** A coin's price on its random walk. */
    static final class CoinWalk {

        private static final BigDecimal TWO = BigDecimal.valueOf(2);

        private final Instrument instrument;
        private final BigDecimal floor;
        private BigDecimal bid;
        private BigDecimal ask;

        private CoinWalk(Instrument instrument) {
            this.instrument = instrument;
            this.bid = instrument.roundPrice(instrument.price());
            this.ask = bid.add(tick());
            this.floor = instrument.price().divide(TWO, MathContext.DECIMAL64);
        }

        private void step(RandomGenerator random) {
            long ticks = Math.round(random.nextGaussian() * 3);
            BigDecimal moved = bid.add(tick().multiply(BigDecimal.valueOf(ticks)));
            bid = instrument.roundPrice(moved.max(floor));
            ask = bid.add(tick().multiply(BigDecimal.valueOf(1 + random.nextInt(3))));
        }

        Instrument instrument() {
            return instrument;
        }

        BigDecimal tick() {
            return instrument.tick(bid);
        }

        BigDecimal bid() {
            return bid;
        }

        BigDecimal ask() {
            return ask;
        }

        /** A price at most five steps away. */
        BigDecimal near(RandomGenerator random) {
            return bid.add(tick().multiply(BigDecimal.valueOf(random.nextInt(-5, 6))));
        }

        /** Worth 10 to 20,000 USD, mostly little. */
        BigDecimal size(RandomGenerator random) {
            double usd = 10 * Math.pow(2_000, random.nextDouble());
            return instrument.sizeFor(BigDecimal.valueOf(Math.round(usd)), bid);
        }
    }
}
