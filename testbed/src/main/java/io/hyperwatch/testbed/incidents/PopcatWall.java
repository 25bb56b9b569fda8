package io.hyperwatch.testbed.incidents;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.testbed.incidents.IncidentScenario.Expected;

import java.time.Instant;
import java.util.List;

import static io.hyperwatch.testbed.incidents.Spans.MINUTE;
import static io.hyperwatch.testbed.incidents.Spans.SECOND;

/** 2025-11-12 13:45: a 20M wall at 0.21 pulled, 0.21 to 0.13, 25M liquidated, one of 21M. */
final class PopcatWall {

    private PopcatWall() {}

    static IncidentScenario scenario() {
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
        VaultPast.write(log, begin, end, 600_000_000, -4_900_000, pulled + 3 * MINUTE);
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
                                "vault:" + VaultPast.HLP,
                                Severity.CRITICAL,
                                pulled + 3 * MINUTE,
                                pulled + 7 * MINUTE)),
                List.of("flash-loan venue"),
                Severity.WARNING,
                18);
    }
}
