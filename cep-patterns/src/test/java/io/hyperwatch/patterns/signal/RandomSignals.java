package io.hyperwatch.patterns.signal;

import io.hyperwatch.events.Provenance;
import io.hyperwatch.events.Recommendation;
import io.hyperwatch.events.Signal;
import io.hyperwatch.patterns.incident.RandomLog;
import io.hyperwatch.patterns.incident.Step;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random signals of one coin; many confidences and moves exactly on a threshold. */
final class RandomSignals {

    private static final String[] CONFIDENCES = {"0.5", "0.699999", "0.7", "0.7", "0.70", "0.9"};
    private static final String[] BIASES = {"0.3", "0.4", "0.4", "0.45", "0.499999", "0.5", "0.55"};
    private static final Recommendation[] RECOMMENDATIONS = {
        Recommendation.LONG,
        Recommendation.NEUTRAL,
        Recommendation.NEUTRAL,
        Recommendation.NEUTRAL,
        Recommendation.SHORT,
        Recommendation.UNKNOWN
    };

    private final Random random;
    private final RandomLog log;
    private final List<Signal> sent = new ArrayList<>();

    RandomSignals(long seed) {
        this.random = new Random(seed);
        this.log = new RandomLog(random);
    }

    List<Step<Signal>> steps(int count) {
        List<Step<Signal>> steps = new ArrayList<>();
        boolean calm = random.nextBoolean();
        while (steps.size() < count) {
            log.pass();
            int what = random.nextInt(12);
            if (what == 0) {
                steps.add(log.tick());
            } else if (what == 1 && !sent.isEmpty()) {
                Signal again = sent.get(random.nextInt(sent.size()));
                steps.add(log.record(again.timeMs(), log.receivedAtMs(), again));
            } else {
                boolean onTime = calm || random.nextInt(3) > 0;
                long timeMs = onTime ? log.receivedAtMs() : log.eventTimeMs();
                Recommendation said = RECOMMENDATIONS[random.nextInt(RECOMMENDATIONS.length)];
                Signal signal =
                        signal(
                                timeMs,
                                random.nextInt(3) == 0 ? said : Recommendation.NEUTRAL,
                                CONFIDENCES[random.nextInt(CONFIDENCES.length)],
                                BIASES[random.nextInt(BIASES.length)],
                                log.provenance());
                sent.add(signal);
                steps.add(log.record(timeMs, log.receivedAtMs(), signal));
            }
        }
        steps.add(log.end());
        return steps;
    }

    static Signal signal(
            long timeMs,
            Recommendation recommendation,
            String confidence,
            String longBias,
            Provenance provenance) {
        return new Signal(
                "BTC",
                timeMs,
                recommendation,
                new BigDecimal(longBias),
                new BigDecimal("0.2"),
                new BigDecimal("12.5"),
                new BigDecimal(confidence),
                30,
                10,
                5,
                provenance);
    }
}
