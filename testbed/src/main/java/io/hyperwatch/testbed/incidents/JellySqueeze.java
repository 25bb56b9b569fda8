package io.hyperwatch.testbed.incidents;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.testbed.incidents.IncidentScenario.Expected;

import java.time.Instant;
import java.util.List;

import static io.hyperwatch.testbed.incidents.Spans.HOUR;
import static io.hyperwatch.testbed.incidents.Spans.MINUTE;
import static io.hyperwatch.testbed.incidents.Spans.SECOND;

/** 2025-03-26: a 4M short of JELLYJELLY is squeezed more than fourfold; HLP inherits it. */
final class JellySqueeze {

    private JellySqueeze() {}

    static IncidentScenario scenario() {
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
        VaultPast.write(log, begin, end, 290_000_000, -10_600_000, taken + 10 * MINUTE);
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
                                "vault:" + VaultPast.HLP,
                                Severity.CRITICAL,
                                taken,
                                taken + 15 * MINUTE)),
                List.of(),
                Severity.WARNING,
                16);
    }
}
