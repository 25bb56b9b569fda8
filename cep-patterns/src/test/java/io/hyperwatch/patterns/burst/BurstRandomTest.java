package io.hyperwatch.patterns.burst;

import io.hyperwatch.events.LiquidationFill;
import io.hyperwatch.events.TrackingRequest;
import io.hyperwatch.events.Trade;
import io.hyperwatch.patterns.incident.DetectorFunction;
import io.hyperwatch.patterns.incident.DetectorHarness;
import io.hyperwatch.patterns.incident.RecordScope;
import io.hyperwatch.patterns.incident.Step;
import io.hyperwatch.patterns.incident.Streams;
import io.hyperwatch.patterns.rules.RandomRules;
import io.hyperwatch.patterns.rules.RuleRun;
import io.hyperwatch.rules.RuleChange;

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class BurstRandomTest {

    private static final int STREAMS = Streams.of(10_000);
    private static final int FLINK_STREAMS = Streams.of(200);

    @Test
    void agreesWithANaiveLoopOverTheWholeHistoryOnRandomStreams() {
        int told = 0;
        int silent = 0;
        for (long seed = 0; seed < STREAMS; seed++) {
            List<Step<Trade>> log = new RandomTrades(seed).steps(50);
            List<RuleChange> changes = changes(seed, log);
            List<LiquidationFill> expected = new NaiveBursts(changes).run(log);
            assertThat(run(changes).run(log).sent(BurstRule.INFERRED))
                    .as("seed %s", seed)
                    .isEqualTo(expected);
            told += expected.size();
            silent += expected.isEmpty() ? 1 : 0;
        }
        assertThat(told).isGreaterThan(5 * STREAMS);
        assertThat(silent).isGreaterThan(STREAMS / 100);
    }

    @Test
    void givesTheSameWhenTimePassesInSmallSteps() {
        for (long seed = 0; seed < 2_000; seed++) {
            List<Step<Trade>> log = new RandomTrades(seed).steps(50);
            List<RuleChange> changes = changes(seed, log);
            assertThat(run(changes).runInSmallSteps(log, new Random(seed)).sent(BurstRule.INFERRED))
                    .as("seed %s", seed)
                    .isEqualTo(run(changes).run(log).sent(BurstRule.INFERRED));
        }
    }

    @Test
    void givesTheSameOnFlinkWhereverWatermarksAndSnapshotsFall() throws Exception {
        for (long seed = 0; seed < FLINK_STREAMS; seed++) {
            List<Step<Trade>> log = new RandomTrades(seed).steps(50);
            List<RuleChange> changes = changes(seed, log);
            DetectorHarness<Trade> flink =
                    new DetectorHarness<>(
                            BurstFunction::new,
                            Trade::coin,
                            List.of(DetectorFunction.tag(BurstRule.INFERRED)),
                            changes);
            flink.run(log, new Random(seed));

            List<LiquidationFill> expected = run(changes).run(log).sent(BurstRule.INFERRED);
            assertThat(flink.others().stream().map(StreamRecord::getValue).toList())
                    .as("seed %s", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void stateAndStreamTypesAreSerializedWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Trade.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Bursts.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(TrackingDesk.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(TrackingRequest.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(LiquidationFill.class);
    }

    private static RuleRun<Trade, BurstParameters> run(List<RuleChange> changes) {
        return new RuleRun<>(
                new BurstRule(),
                trade -> new RecordScope(trade.coin(), trade.taker(), trade.timeMs()),
                changes);
    }

    private static List<RuleChange> changes(long seed, List<Step<Trade>> log) {
        return RandomRules.of(
                BurstCore.RULE,
                new Random(seed),
                log.get(0).logTimeMs(),
                log.get(log.size() - 1).logTimeMs(),
                List.of(
                        "*",
                        "*",
                        "coin:" + RandomTrades.COIN,
                        "account:" + RandomTrades.TAKERS.get(1)),
                List.of(
                        "{}",
                        "{\"min_value_usd\":\"50000\",\"min_move_pct\":\"0.05\"}",
                        "{\"max_span_ms\":60000,\"min_value_usd\":\"200000\"}",
                        "{\"max_span_ms\":0}",
                        "{\"first_step_tolerance_pct\":\"0\",\"min_move_pct\":\"2\"}"));
    }
}
