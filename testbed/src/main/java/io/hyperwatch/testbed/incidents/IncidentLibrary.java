package io.hyperwatch.testbed.incidents;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.PositionEventType;
import io.hyperwatch.events.Side;
import io.hyperwatch.events.VaultSnapshot.HistoryPoint;
import io.hyperwatch.testbed.incidents.IncidentScenario.Expected;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A calm day and five public incidents, in miniature, from their published figures. What is not
 * published (who traded when between the figures) is drawn evenly or at random with a fixed seed.
 */
public final class IncidentLibrary {

    static final String HLP = "0xdfc24b077bc1425ad1dea75bcb6f8158e10df303";

    private static final double LIQUID = 50_000_000;
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 3_600_000;

    private IncidentLibrary() {}

    public static List<IncidentScenario> all() {
        return List.of(calm(), ethWhale(), jelly(), xpl(), october(), popcat());
    }

    /** 2026-09-29 06:14-06:58: 78 BTC liquidations worth 336k USD, ETH 13 worth 13k, SOL none. */
    static IncidentScenario calm() {
        long begin = Instant.parse("2026-09-29T06:14:00Z").toEpochMilli();
        long end = begin + 44 * MINUTE;
        MarketLog log = new MarketLog(begin);
        Random random = new Random(20260929);
        String[] coins = {"BTC", "ETH", "SOL"};
        double[] prices = {66_000, 4_000, 200};
        vaultBefore(log, begin, end, 420_000_000, 0, end);
        for (long time = begin; time < end; time += SECOND) {
            for (int i = 0; i < coins.length; i++) {
                prices[i] *= 1 + random.nextGaussian() * 0.00003;
                double mid = prices[i] * (1 + random.nextGaussian() * 0.0002);
                log.context(coins[i], time, mid, prices[i], mid, LIQUID, 0.0000125);
                log.bbo(coins[i], time + 400, mid);
                for (int trade = random.nextInt(4); trade > 0; trade--) {
                    log.trade(
                            coins[i],
                            time + random.nextInt(1_000),
                            random.nextBoolean() ? Side.A : Side.B,
                            mid,
                            Math.exp(6 + random.nextGaussian() * 1.8),
                            MarketLog.account("taker" + random.nextInt(480)));
                }
                if (time % (5 * SECOND) == 0) {
                    log.book(coins[i], time + 500, mid, null, 0);
                }
            }
        }
        for (int i = 0; i < 78; i++) {
            String victim = MarketLog.account("calm-btc" + i);
            long time = begin + i * (end - begin) / 78 + random.nextInt(20_000);
            log.liquidation(
                    "BTC", time, victim, random.nextBoolean(), prices[0], 336_000.0 / 78, 2);
        }
        for (int i = 0; i < 13; i++) {
            String victim = MarketLog.account("calm-eth" + i);
            log.liquidation(
                    "ETH", begin + i * (end - begin) / 13, victim, true, prices[1], 1_000, 1);
        }
        return new IncidentScenario(
                "2026-09-29 calm",
                "44 calm minutes with 91 small liquidations",
                log,
                List.of(),
                List.of(),
                Severity.WARNING,
                3);
    }

    /** 2025-03-12: a whale withdraws the margin of 175,000 ETH and is taken over by HLP. */
    static IncidentScenario ethWhale() {
        long begin = Instant.parse("2025-03-12T05:00:00Z").toEpochMilli();
        long taken = begin + 50 * MINUTE;
        long end = taken + 30 * MINUTE;
        String whale = MarketLog.account("eth-whale");
        MarketLog log = new MarketLog(begin);
        log.position(
                whale,
                "ETH",
                PositionEventType.POSITION_OPENED,
                begin + MINUTE,
                0,
                50_000,
                1_884.4,
                15_230_000);
        log.position(
                whale,
                "ETH",
                PositionEventType.POSITION_INCREASED,
                begin + 20 * MINUTE,
                50_000,
                175_000,
                1_890,
                16_100_000);
        log.position(
                whale,
                "ETH",
                PositionEventType.POSITION_DECREASED,
                begin + 40 * MINUTE,
                175_000,
                160_234,
                1_920,
                21_000_000);
        log.withdrawal(whale, begin + 45 * MINUTE, 17_090_000);
        for (long time = begin; time < end; time += 2 * SECOND) {
            double price = time < taken ? 1_900 + 20.0 * (time - begin) / (taken - begin) : 1_912;
            log.context("ETH", time, price, price, price, 3_000_000_000.0, 0.0000125);
        }
        // 160,234 ETH at 1,915 in one take-over of some fills
        for (int i = 0; i < 12; i++) {
            log.backstop("ETH", taken + i * 84, whale, true, 1_915, 160_234 * 1_915.0 / 12);
        }
        vaultBefore(log, begin, end, 430_000_000, -4_000_000, taken + MINUTE);
        return new IncidentScenario(
                "2025-03-12 ETH whale",
                "withdraws 17.09M of margin, 160,234 ETH are taken over at 1,915, HLP loses 4M",
                log,
                List.of(
                        new Expected(
                                "withdraw-then-liquidate",
                                "account:" + whale,
                                Severity.CRITICAL,
                                taken,
                                taken + SECOND),
                        new Expected(
                                "large-liquidation",
                                "coin:ETH",
                                Severity.CRITICAL,
                                taken,
                                taken + SECOND),
                        new Expected(
                                "vault-loss",
                                "vault:" + HLP,
                                Severity.CRITICAL,
                                taken + MINUTE,
                                taken + 4 * MINUTE)),
                List.of("whale-position account:" + whale + "*"),
                Severity.WARNING,
                14);
    }

    /** 2025-03-26: a 4M short of JELLYJELLY is squeezed more than fourfold; HLP inherits it. */
    static IncidentScenario jelly() {
        long begin = Instant.parse("2025-03-26T12:30:00Z").toEpochMilli();
        long squeeze = begin + 20 * MINUTE;
        long taken = squeeze + 8 * MINUTE;
        long end = squeeze + HOUR + 10 * MINUTE;
        String attacker = MarketLog.account("jelly-short");
        MarketLog log = new MarketLog(begin);
        for (long time = begin; time < end; time += 2 * SECOND) {
            double risen = Math.max(0, Math.min(1, (time - squeeze) / (double) HOUR));
            double oracle = 0.0095 * (1 + 3.4 * risen);
            // the book runs ahead of the oracle while it is squeezed
            double mid = time < squeeze || risen >= 1 ? oracle : oracle * 1.035;
            log.context("JELLY", time, (mid + oracle) / 2, oracle, mid, 80_000_000, 0.0001);
            log.bbo("JELLY", time + 500, mid);
        }
        log.backstop("JELLY", taken, attacker, false, 0.0138, 2_400_000);
        log.backstop("JELLY", taken + 84, attacker, false, 0.0138, 2_300_000);
        vaultBefore(log, begin, end, 290_000_000, -10_600_000, taken + 10 * MINUTE);
        return new IncidentScenario(
                "2025-03-26 JELLY",
                "a 4M short is handed to HLP while the price is driven up more than fourfold",
                log,
                List.of(
                        new Expected(
                                "oracle-deviation",
                                "coin:JELLY",
                                Severity.CRITICAL,
                                squeeze,
                                squeeze + 5 * SECOND),
                        new Expected(
                                "large-liquidation",
                                "coin:JELLY",
                                Severity.CRITICAL,
                                taken,
                                taken + SECOND),
                        new Expected(
                                "vault-loss",
                                "vault:" + HLP,
                                Severity.CRITICAL,
                                taken,
                                taken + 15 * MINUTE)),
                List.of(),
                Severity.WARNING,
                16);
    }

    /** 2025-08-26 05:30: XPL from 0.60 to 1.80 in two minutes, 17M of shorts liquidated. */
    static IncidentScenario xpl() {
        long begin = Instant.parse("2025-08-26T05:20:00Z").toEpochMilli();
        long squeeze = begin + 10 * MINUTE;
        long top = squeeze + 2 * MINUTE;
        long end = top + 20 * MINUTE;
        MarketLog log = new MarketLog(begin);
        for (long time = begin; time < end; time += SECOND) {
            double risen = Math.max(0, Math.min(1, (time - squeeze) / (double) (top - squeeze)));
            double fallen = Math.max(0, Math.min(1, (time - top) / (double) (5 * MINUTE)));
            double mid = 0.55 * (1 + 2.27 * risen * (1 - fallen));
            // a pre-market's oracle is its own average: it follows within seconds
            log.context("XPL", time, mid, mid, mid, 60_000_000, 0.0001);
            log.bbo("XPL", time + 300, mid);
            log.reference("XPL", time + 100, "binance", 0.551);
            log.reference("XPL", time + 200, "coinbase", 0.549);
        }
        long first = squeeze + 20 * SECOND;
        for (int i = 0; i < 85; i++) {
            long time = first + i * (top - first) / 85;
            double price = 0.75 + 1.05 * i / 85;
            log.liquidation(
                    "XPL", time, MarketLog.account("xpl-short" + i), false, price, 200_000, 3);
        }
        long adl = top + 5 * SECOND;
        for (int i = 0; i < 40; i++) {
            log.autoDeleveraging(
                    "XPL", adl + i / 10 * 84, MarketLog.account("xpl-long" + i), true, 1.7, 60_000);
        }
        return new IncidentScenario(
                "2025-08-26 XPL",
                "a squeeze from 0.60 to 1.80 in two minutes, 17M liquidated, all of them shorts",
                log,
                List.of(
                        new Expected(
                                "cascade", "coin:XPL", Severity.HIGH, first, first + 40 * SECOND),
                        new Expected(
                                "reference-deviation",
                                "coin:XPL",
                                Severity.CRITICAL,
                                squeeze,
                                squeeze + 5 * SECOND),
                        new Expected(
                                "flash-loan",
                                "venue",
                                Severity.CRITICAL,
                                first,
                                first + 10 * SECOND),
                        new Expected("adl", "coin:XPL", Severity.CRITICAL, adl, adl + SECOND)),
                // the book runs ahead of the oracle while the price triples
                List.of("oracle-deviation coin:XPL"),
                Severity.WARNING,
                14);
    }

    /**
     * 2025-10-10 21:15-21:27, one to ten: 1,430 liquidations and 3,498 auto-deleveraging fills, of
     * them 1,128 in one block, on 16 of 162 coins; first liquidation 21:15:03.127, first
     * auto-deleveraging 21:16:04.832; BTC -13 %, SOL -26 %.
     */
    static IncidentScenario october() {
        long begin = Instant.parse("2025-10-10T21:10:00Z").toEpochMilli();
        long first = Instant.parse("2025-10-10T21:15:03.127Z").toEpochMilli();
        long adl = Instant.parse("2025-10-10T21:16:04.832Z").toEpochMilli();
        long over = Instant.parse("2025-10-10T21:27:00Z").toEpochMilli();
        long end = over + 15 * MINUTE;
        int coins = 16;
        MarketLog log = new MarketLog(begin);
        Random random = new Random(20251010);
        for (int coin = 0; coin < coins; coin++) {
            double fall = coin == 0 ? 0.13 : coin == 1 ? 0.26 : 0.2 + 0.02 * coin;
            double price = coin == 0 ? 117_000 : coin == 1 ? 220 : 10 + coin;
            for (long time = begin; time < end; time += 2 * SECOND) {
                double fallen = Math.max(0, Math.min(1, (time - first) / (double) (over - first)));
                double oracle = price * (1 - fall * fallen);
                log.context(name(coin), time, oracle, oracle, oracle, LIQUID, 0.0000125);
            }
        }
        for (int i = 0; i < 1_430; i++) {
            // the three majors first, and half of all liquidations in the first two minutes
            int coin = i < 60 ? i % 3 : random.nextInt(coins);
            double share = Math.pow(i / 1_430.0, 2);
            long time = first + (i < 60 ? i * 150L : (long) (share * (over - first)));
            double fall = (coin == 0 ? 0.13 : 0.25) * (time - first) / (over - first);
            double price = (coin == 0 ? 117_000 : coin == 1 ? 220 : 10 + coin) * (1 - fall);
            log.liquidation(
                    name(coin),
                    time,
                    MarketLog.account("october" + random.nextInt(1_200)),
                    true,
                    price,
                    20_000 + random.nextInt(60_000),
                    1 + random.nextInt(4));
        }
        for (int i = 0; i < 3_498; i++) {
            long time = i < 1_128 ? adl : adl + (long) ((i - 1_128) / 2_370.0 * 9 * MINUTE);
            log.autoDeleveraging(
                    name(i % coins),
                    time,
                    MarketLog.account("october-short" + i % 700),
                    false,
                    9 + i % coins,
                    8_000 + random.nextInt(4_000));
        }
        List<Expected> expected = new ArrayList<>();
        for (int coin = 0; coin < 3; coin++) {
            expected.add(
                    new Expected(
                            "cascade",
                            "coin:" + name(coin),
                            Severity.WARNING,
                            first,
                            first + 5 * SECOND));
            expected.add(
                    new Expected(
                            "adl", "coin:" + name(coin), Severity.CRITICAL, adl, adl + SECOND));
        }
        expected.add(
                new Expected("flash-loan", "venue", Severity.CRITICAL, first, first + 5 * SECOND));
        return new IncidentScenario(
                "2025-10-10 cascade and ADL",
                "1,430 liquidations and 3,498 auto-deleveraging fills in 12 minutes (one to ten)",
                log,
                expected,
                List.of("cascade coin:*", "adl coin:*", "coordinated-liquidation account:*"),
                Severity.WARNING,
                130);
    }

    /** 2025-11-12 13:45: a 20M wall at 0.21 pulled, 0.21 to 0.13, 25M liquidated, one of 21M. */
    static IncidentScenario popcat() {
        long begin = Instant.parse("2025-11-12T13:30:00Z").toEpochMilli();
        long pulled = Instant.parse("2025-11-12T13:45:00Z").toEpochMilli();
        long end = pulled + 30 * MINUTE;
        MarketLog log = new MarketLog(begin);
        for (long time = begin; time < end; time += SECOND) {
            double fallen = Math.max(0, Math.min(1, (time - pulled) / (double) (3 * MINUTE)));
            double mid = 0.2104 - 0.0804 * fallen;
            log.context("POPCAT", time, mid, mid, mid, 90_000_000, 0.0000125);
            log.bbo("POPCAT", time + 300, mid);
            boolean wall = time >= begin + 5 * MINUTE && time < pulled;
            log.book("POPCAT", time + 100, mid, wall ? 0.21 : null, 20_000_000);
        }
        long first = pulled + 10 * SECOND;
        log.liquidation(
                "POPCAT", first, MarketLog.account("popcat-0"), true, 0.205, 21_000_000, 20);
        for (int i = 1; i < 19; i++) {
            log.liquidation(
                    "POPCAT",
                    first + i * 7 * SECOND,
                    MarketLog.account("popcat-" + i),
                    true,
                    0.205 - 0.003 * i,
                    4_000_000 / 18.0,
                    2);
        }
        vaultBefore(log, begin, end, 600_000_000, -4_900_000, pulled + 3 * MINUTE);
        return new IncidentScenario(
                "2025-11-12 POPCAT",
                "a 20M buy wall at 0.21 pulled, 25M liquidated, HLP loses 4.9M",
                log,
                List.of(
                        new Expected(
                                "book-wall-pull",
                                "coin:POPCAT",
                                Severity.WARNING,
                                pulled,
                                pulled + 2 * SECOND),
                        new Expected(
                                "large-liquidation",
                                "coin:POPCAT",
                                Severity.CRITICAL,
                                first,
                                first + SECOND),
                        new Expected(
                                "cascade",
                                "coin:POPCAT",
                                Severity.HIGH,
                                first,
                                first + 40 * SECOND),
                        new Expected(
                                "vault-loss",
                                "vault:" + HLP,
                                Severity.CRITICAL,
                                pulled + 3 * MINUTE,
                                pulled + 7 * MINUTE)),
                List.of("flash-loan venue"),
                Severity.WARNING,
                18);
    }

    private static String name(int coin) {
        return coin == 0 ? "BTC" : coin == 1 ? "SOL" : coin == 2 ? "ETH" : "COIN" + coin;
    }

    /** A snapshot a minute of a vault that earns a little and then loses this within minutes. */
    private static void vaultBefore(
            MarketLog log, long begin, long end, double value, double loss, long lostAtMs) {
        List<HistoryPoint> pnl = new ArrayList<>();
        List<HistoryPoint> values = new ArrayList<>();
        double earned = 60_000_000;
        for (long time = begin - 48 * HOUR; time < begin; time += HOUR) {
            earned += 4_000;
            pnl.add(point(time, earned));
            values.add(point(time, value));
        }
        for (long time = begin; time < end; time += MINUTE) {
            double lost =
                    time < lostAtMs
                            ? 0
                            : loss * Math.min(1, (time - lostAtMs) / (2.0 * MINUTE) + 0.5);
            double now = earned + lost + (time - begin) / 60_000.0 * 60;
            List<HistoryPoint> pnlNow = new ArrayList<>(pnl);
            pnlNow.add(point(time, now));
            List<HistoryPoint> valuesNow = new ArrayList<>(values);
            valuesNow.add(point(time, value + lost));
            log.vault(HLP, time, value + lost, now - earned + 96_000, valuesNow, pnlNow);
        }
    }

    private static HistoryPoint point(long time, double value) {
        return new HistoryPoint(time, BigDecimal.valueOf(Math.round(value)));
    }
}
