package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.HoldQueue;
import io.hyperwatch.patterns.incident.RandomLog;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.rules.RandomRules;
import io.hyperwatch.rules.RuleChange;

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class TrackingDeskRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        int asked = 0;
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<LiquidationFill>> log = log(seed, 25);
            List<RuleChange> changes = changes(seed, log);
            List<NaiveDesk.Asked> expected = new NaiveDesk(changes).run(log);
            assertThat(
                            asked(
                                    TrackingDeskCoreTest.run(changes)
                                            .run(log)
                                            .sent(TrackingDeskRule.REQUESTS)))
                    .as("seed %s", seed)
                    .isEqualTo(expected);
            asked += expected.size();
        }
        assertThat(asked).isGreaterThan(2 * STREAMS);
    }

    @Test
    void givesTheSameWhenTimePassesInSmallSteps() {
        for (long seed = 0; seed < 2_000; seed++) {
            List<Step<LiquidationFill>> log = log(seed, 25);
            List<RuleChange> changes = changes(seed, log);
            assertThat(
                            TrackingDeskCoreTest.run(changes)
                                    .runInSmallSteps(log, new Random(seed))
                                    .sent(TrackingDeskRule.REQUESTS))
                    .as("seed %s", seed)
                    .isEqualTo(
                            TrackingDeskCoreTest.run(changes)
                                    .run(log)
                                    .sent(TrackingDeskRule.REQUESTS));
        }
    }

    /** The same fills in the order of their places in the hold are the core's input. */
    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            List<Step<LiquidationFill>> log = log(seed, 25);
            List<RuleChange> changes = changes(seed, log);
            DetectorHarness<LiquidationFill> flink =
                    new DetectorHarness<>(
                            TrackingDeskFunction::new,
                            fill -> TrackingDeskRule.ONE_KEY,
                            List.of(DetectorFunction.tag(TrackingDeskRule.REQUESTS)),
                            changes);
            flink.run(log, new Random(seed));

            List<TrackingRequest> expected =
                    TrackingDeskCoreTest.run(changes)
                            .run(released(log))
                            .sent(TrackingDeskRule.REQUESTS);
            assertThat(flink.others().stream().map(StreamRecord::getValue).toList())
                    .as("seed %s", seed)
                    .isEqualTo(expected);
        }
    }

    private static List<Step<LiquidationFill>> released(List<Step<LiquidationFill>> log) {
        List<Step<LiquidationFill>> released = new ArrayList<>();
        for (Step<LiquidationFill> step : log) {
            if (step.input() != null) {
                long heldUntilMs = step.input().timeMs() + HoldQueue.HOLD_MS;
                released.add(new Step<>(Math.max(heldUntilMs, step.logTimeMs()), step.input()));
            }
        }
        released.sort(
                Comparator.<Step<LiquidationFill>>comparingLong(Step::logTimeMs)
                        .thenComparingLong(step -> step.input().timeMs())
                        .thenComparing(step -> step.input().identity()));
        released.add(log.get(log.size() - 1));
        return released;
    }

    private static List<Step<LiquidationFill>> log(long seed, int count) {
        Random random = new Random(seed);
        RandomLog log = new RandomLog(random);
        List<Step<LiquidationFill>> steps = new ArrayList<>();
        while (steps.size() < count) {
            log.pass();
            if (random.nextInt(8) == 0) {
                steps.add(log.tick());
                continue;
            }
            long timeMs = random.nextBoolean() ? log.receivedAtMs() : log.eventTimeMs();
            LiquidationFill fill =
                    InferredFills.fill(
                            "0xacc" + random.nextInt(6),
                            "C" + random.nextInt(3),
                            timeMs,
                            1 + random.nextInt(4),
                            steps.size());
            steps.add(log.record(timeMs, log.receivedAtMs(), fill));
        }
        steps.add(log.end());
        return steps;
    }

    private static List<NaiveDesk.Asked> asked(List<TrackingRequest> requests) {
        return requests.stream().map(NaiveDesk.Asked::of).toList();
    }

    private static List<RuleChange> changes(long seed, List<Step<LiquidationFill>> log) {
        List<RuleChange> changes =
                new ArrayList<>(
                        RandomRules.of(
                                TrackingDeskCore.RULE,
                                new Random(seed),
                                log.get(0).logTimeMs(),
                                log.get(log.size() - 1).logTimeMs(),
                                List.of("*", "*", "coin:C1"),
                                List.of(
                                        "{}",
                                        "{\"max_accounts\":1,\"ask_every_ms\":60000}",
                                        "{\"max_accounts\":2}",
                                        "{\"look_back_ms\":0,\"ask_every_ms\":1000}",
                                        "{\"max_accounts\":2,\"ask_every_ms\":900000}")));
        return changes;
    }
}
