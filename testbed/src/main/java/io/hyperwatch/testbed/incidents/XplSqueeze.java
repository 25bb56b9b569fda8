package io.hyperwatch.testbed.incidents;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.testbed.incidents.IncidentScenario.Expected;

import java.time.Instant;
import java.util.List;

import static io.hyperwatch.testbed.incidents.Spans.MINUTE;
import static io.hyperwatch.testbed.incidents.Spans.SECOND;

/** 2025-08-26 05:30: XPL from 0.60 to 1.80 in two minutes, 17M of shorts liquidated. */
final class XplSqueeze {

    private XplSqueeze() {}

    static IncidentScenario scenario() {
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
}
