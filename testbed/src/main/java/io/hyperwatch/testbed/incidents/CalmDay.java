package io.hyperwatch.testbed.incidents;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.Side;

import java.time.Instant;
import java.util.List;
import java.util.Random;

import static io.hyperwatch.testbed.incidents.Spans.LIQUID;
import static io.hyperwatch.testbed.incidents.Spans.MINUTE;
import static io.hyperwatch.testbed.incidents.Spans.SECOND;

/** 2026-09-29 06:14-06:58: 78 BTC liquidations worth 336k USD, ETH 13 worth 13k, SOL none. */
final class CalmDay {

    private CalmDay() {}

    static IncidentScenario scenario() {
        long begin = Instant.parse("2026-09-29T06:14:00Z").toEpochMilli();
        long end = begin + 44 * MINUTE;
        MarketLog log = new MarketLog(begin);
        Random random = new Random(20260929);
        String[] coins = {"BTC", "ETH", "SOL"};
        double[] prices = {66_000, 4_000, 200};
        VaultPast.write(log, begin, end, 420_000_000, 0, end);
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
}
