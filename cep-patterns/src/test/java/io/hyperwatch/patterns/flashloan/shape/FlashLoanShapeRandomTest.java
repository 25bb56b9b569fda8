package io.hyperwatch.patterns.flashloan.shape;

import io.hyperwatch.alerts.Alert;
import io.hyperwatch.events.Price;
import io.hyperwatch.patterns.flashloan.shape.NaiveShape.Logged;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.state.HeapCell;

import org.apache.flink.api.common.functions.util.ListCollector;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class FlashLoanShapeRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);
    private static final long HOUR_MS = 3_600_000;

    @Test
    void pushesAndReversalsAgreeWithANaiveLoopOverTheWholeHistory() {
        int pushes = 0;
        int reversals = 0;
        for (long seed = 0; seed < STREAMS; seed++) {
            ShapeLog log = new ShapeLog(seed, 60);
            List<Logged> naive = naive(log);
            assertThat(signals(log)).as("signals of stream %s", seed).isEqualTo(naive);
            for (Logged one : naive) {
                if (one.signal().step() == ShapeStep.PUSH) {
                    pushes++;
                } else {
                    reversals++;
                }
            }
        }
        assertThat(pushes).isGreaterThan(STREAMS);
        assertThat(reversals).isGreaterThan(STREAMS / 2).isLessThan(pushes);
    }

    @Test
    void risksAgreeWithANaiveLoopHoweverFastEachTopicIsRead() throws Exception {
        int expectedInAll = 0;
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            ShapeLog log = new ShapeLog(seed, 120);
            List<Logged> prices = signals(log);
            List<Logged> incidents = incidents(log);
            List<Logged> all = new ArrayList<>(naive(log));
            all.addAll(incidents);
            var expected = NaiveShape.risks(all);
            for (int speed = 0; speed < 2; speed++) {
                try (ShapeRun run = new ShapeRun()) {
                    deliver(run, prices, incidents, new Random(seed * 2 + speed));
                    assertThat(run.risks())
                            .as("risks of stream %s", seed)
                            .containsExactlyElementsOf(expected);
                    assertThat(run.hasLateSignals()).isFalse();
                }
            }
            expectedInAll += expected.size();
        }
        assertThat(expectedInAll).isGreaterThan(FLINK_STREAMS);
    }

    /** Either topic may be ahead; the watermark is never ahead of what is still to come. */
    private static void deliver(
            ShapeRun run, List<Logged> prices, List<Logged> incidents, Random random)
            throws Exception {
        Queue<Logged> one = new ArrayDeque<>(prices);
        Queue<Logged> other = new ArrayDeque<>(incidents);
        long lastMs = ShapeLog.BEGINNING;
        boolean ahead = random.nextBoolean();
        while (!one.isEmpty() || !other.isEmpty()) {
            if (random.nextInt(5) == 0) {
                ahead = random.nextBoolean();
            }
            Queue<Logged> next = one.isEmpty() || ahead && !other.isEmpty() ? other : one;
            Logged signal = next.remove();
            run.send(signal.signal(), signal.logTimeMs());
            lastMs = Math.max(lastMs, signal.logTimeMs());
            if (random.nextInt(3) == 0) {
                run.watermark(
                        Math.min(nextMs(one, lastMs), nextMs(other, lastMs))
                                - 1
                                - random.nextInt(5_000));
            }
            if (random.nextInt(20) == 0) {
                run.restart();
            }
        }
        run.watermark(lastMs + HOUR_MS);
    }

    private static long nextMs(Queue<Logged> queue, long otherwise) {
        return queue.isEmpty() ? otherwise : queue.peek().logTimeMs();
    }

    private static List<Logged> signals(ShapeLog log) {
        List<Logged> signals = new ArrayList<>();
        long[] logTimeMs = new long[1];
        PricePushCore core =
                new PricePushCore(
                        new HeapCell<>(), signal -> signals.add(new Logged(logTimeMs[0], signal)));
        for (Step<Price> step : log.prices) {
            logTimeMs[0] = step.logTimeMs();
            if (PricePushCore.matters(step.input())) {
                core.see(step.input());
            }
        }
        return signals;
    }

    private static List<Logged> naive(ShapeLog log) {
        NaiveShape naive = new NaiveShape();
        log.prices.forEach(step -> naive.see(step.input(), step.logTimeMs()));
        return naive.signals();
    }

    private static List<Logged> incidents(ShapeLog log) {
        List<Logged> incidents = new ArrayList<>();
        for (Step<Alert> step : log.alerts) {
            List<ShapeSignal> signals = new ArrayList<>();
            new ShapeLiquidationsFunction().flatMap(step.input(), new ListCollector<>(signals));
            for (ShapeSignal signal : signals) {
                if (signal.coin().equals("BTC")) {
                    incidents.add(new Logged(step.logTimeMs(), signal));
                }
            }
        }
        return incidents;
    }
}
