package io.hyperwatch.patterns.funding;

import io.hyperwatch.events.FundingPayment;
import io.hyperwatch.events.FundingRate;
import io.hyperwatch.events.Price;
import io.hyperwatch.events.PriceKind;
import io.hyperwatch.events.Provenance;
import io.hyperwatch.patterns.incident.RandomLog;
import io.hyperwatch.patterns.incident.Step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random statements of one coin's funding rate, many of them exactly on a threshold. */
final class RandomFunding {

    private static final String[] RATES = {
        "0.0000125", "0", "0.0004999", "0.0005", "0.005", "0.0079999999", "0.008", "0.009",
        "0.01", "0.010000000001", "0.012", "-0.0004", "-0.008", "-0.01", "-0.0100001", "-0.04"
    };
    private static final String[] ACCOUNTS = {
        "0x00000000000000000000000000000000000000aa", "0x00000000000000000000000000000000000000bb"
    };

    private final Random random;
    private final RandomLog log;
    private final boolean setsBack;

    RandomFunding(long seed) {
        this.random = new Random(seed);
        this.log = new RandomLog(random);
        this.setsBack = random.nextBoolean();
    }

    static String account() {
        return ACCOUNTS[0];
    }

    List<Step<FundingObservation>> steps(int count) {
        List<Step<FundingObservation>> steps = new ArrayList<>();
        List<FundingObservation> sent = new ArrayList<>();
        while (steps.size() < count) {
            log.pass();
            if (setsBack && random.nextInt(30) == 0) {
                log.setBack();
            }
            int what = random.nextInt(20);
            if (what < 2) {
                steps.add(log.tick());
            } else if (what == 2 && !sent.isEmpty()) {
                FundingObservation again = sent.get(random.nextInt(sent.size()));
                steps.add(log.record(again.timeMs(), log.receivedAtMs(), again));
            } else {
                FundingObservation said = said(random.nextInt(3));
                sent.add(said);
                steps.add(log.record(said.timeMs(), log.receivedAtMs(), said));
            }
        }
        steps.add(log.end());
        return steps;
    }

    /** Contexts only, received one after the other; most of them say that the rate is low. */
    List<Step<FundingObservation>> estimates(int count) {
        List<Step<FundingObservation>> steps = new ArrayList<>();
        while (steps.size() < count) {
            if (random.nextInt(3) == 0) {
                log.pass();
            }
            FundingObservation said = said(0);
            if (random.nextInt(4) > 0) {
                said =
                        FundingObservation.of(
                                context(
                                        "BTC",
                                        said.timeMs(),
                                        new BigDecimal("0.0000125"),
                                        log.provenance()));
            }
            steps.add(log.record(said.timeMs(), log.receivedAtMs(), said));
        }
        steps.add(log.end());
        return steps;
    }

    private FundingObservation said(int source) {
        BigDecimal rate = new BigDecimal(RATES[random.nextInt(RATES.length)]);
        Provenance provenance = log.provenance();
        if (source == 0) {
            return FundingObservation.of(context("BTC", log.receivedAtMs(), rate, provenance));
        }
        long timeMs = log.eventTimeMs();
        return source == 1
                ? FundingObservation.of(new FundingRate("BTC", timeMs, rate, null, provenance))
                : FundingObservation.of(
                        new FundingPayment(
                                ACCOUNTS[random.nextInt(ACCOUNTS.length)],
                                "BTC",
                                timeMs,
                                BigDecimal.ONE,
                                BigDecimal.ONE,
                                rate,
                                random.nextBoolean() ? null : 1,
                                null,
                                provenance));
    }

    static Price context(String coin, long timeMs, BigDecimal rate, Provenance provenance) {
        return new Price(
                PriceKind.CONTEXT,
                coin,
                timeMs,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                rate,
                null,
                null,
                null,
                null,
                null,
                provenance);
    }
}
