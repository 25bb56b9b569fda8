package io.hyperwatch.testbed.incidents;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.testbed.incidents.IncidentScenario.Expected;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static io.hyperwatch.testbed.incidents.Spans.LIQUID;
import static io.hyperwatch.testbed.incidents.Spans.MINUTE;
import static io.hyperwatch.testbed.incidents.Spans.SECOND;

/**
 * 2025-10-10 21:15-21:27, one to ten: 1,430 liquidations and 3,498 auto-deleveraging fills, of them
 * 1,128 in one block, on 16 of 162 coins; first liquidation 21:15:03.127, first auto-deleveraging
 * 21:16:04.832; BTC -13 %, SOL -26 %.
 */
final class OctoberCascade {

    private OctoberCascade() {}

    static IncidentScenario scenario() {
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

    private static String name(int coin) {
        return coin == 0 ? "BTC" : coin == 1 ? "SOL" : coin == 2 ? "ETH" : "COIN" + coin;
    }
}
