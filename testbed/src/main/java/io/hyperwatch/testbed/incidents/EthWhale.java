package io.hyperwatch.testbed.incidents;

import io.hyperwatch.alerts.Severity;
import io.hyperwatch.events.PositionEventType;
import io.hyperwatch.testbed.incidents.IncidentScenario.Expected;

import java.time.Instant;
import java.util.List;

import static io.hyperwatch.testbed.incidents.Spans.MINUTE;
import static io.hyperwatch.testbed.incidents.Spans.SECOND;

/** 2025-03-12: a whale withdraws the margin of 175,000 ETH and is taken over by HLP. */
final class EthWhale {

    private EthWhale() {}

    static IncidentScenario scenario() {
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
        VaultPast.write(log, begin, end, 430_000_000, -4_000_000, taken + MINUTE);
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
                                "vault:" + VaultPast.HLP,
                                Severity.CRITICAL,
                                taken + MINUTE,
                                taken + 4 * MINUTE)),
                List.of("whale-position account:" + whale + "*"),
                Severity.WARNING,
                14);
    }
}
