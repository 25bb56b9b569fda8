package io.hyperwatch.bridge.engine;

import io.hyperwatch.bridge.publish.Envelope;
import io.hyperwatch.events.Sequence;
import io.hyperwatch.events.Trade;
import io.hyperwatch.json.EventCodec;
import io.hyperwatch.json.MalformedEventException;
import io.hyperwatch.topics.HeaderNames;
import io.hyperwatch.topics.Topic;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The order in the log: that of receipt, and no tick before what was received before it. */
class RecordOrderTest {

    private static final long SAFETY_MS = 1_000;

    private static final int SEEDS = 100;

    private static long receivedAtMs(Envelope record) {
        return Long.parseLong(record.header(HeaderNames.RECEIVED_AT).orElseThrow());
    }

    private static long tid(Envelope record) {
        try {
            return EventCodec.decode(record.value(), Trade.class).tid();
        } catch (MalformedEventException e) {
            throw new AssertionError(e);
        }
    }

    private static long lastTickMs(EngineRig rig) {
        List<Envelope> ticks = rig.ticks();
        return ticks.get(ticks.size() - 1).timestampMs();
    }

    @Test
    void aRelayThatFallsBehindKeepsTheOrderAndTicksWaitForIt() {
        for (int seed = 0; seed < SEEDS; seed++) {
            EngineRig rig = new EngineRig();
            boolean standby = seed % 2 == 0;
            rig.values.put("BRIDGE_STANDBY", Boolean.toString(standby));
            rig.start();
            long trades = new Traffic(rig, seed).play();

            assertThat(rig.records(Topic.TRADES).stream().mapToLong(RecordOrderTest::tid))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, trades).boxed().toList());
            checkOrder(seed, rig.publisher.all());
        }
    }

    private static void checkOrder(int seed, List<Envelope> log) {
        long tickMs = Long.MIN_VALUE;
        Sequence last = null;
        for (Envelope record : log) {
            if (record.isTick()) {
                assertThat(record.timestampMs())
                        .as("seed %d: ticks never fall", seed)
                        .isGreaterThanOrEqualTo(tickMs);
                tickMs = record.timestampMs();
                continue;
            }
            assertThat(receivedAtMs(record))
                    .as("seed %d: received before a tick that stands before it", seed)
                    .isGreaterThanOrEqualTo(tickMs + SAFETY_MS);
            Sequence sequence = Sequence.parse(record.header(HeaderNames.SEQUENCE).orElseThrow());
            assertThat(last == null || sequence.compareTo(last) > 0)
                    .as("seed %d: %s after %s", seed, sequence, last)
                    .isTrue();
            last = sequence;
        }
    }

    /** Trades in order on every socket, each at its own pace, and a relay with pauses. */
    private static final class Traffic {
        private final EngineRig rig;
        private final SplittableRandom random;
        private final List<Integer> sockets;
        private final long[] delivered;
        private long executed;

        Traffic(EngineRig rig, int seed) {
            this.rig = rig;
            this.random = new SplittableRandom(seed);
            this.sockets = rig.carrying("trades:BTC");
            this.delivered = new long[sockets.size()];
        }

        long play() {
            for (int i = 0; i < 300; i++) {
                switch (random.nextInt(4)) {
                    case 0 -> executed += random.nextInt(4);
                    case 1 -> deliver(random.nextInt(sockets.size()));
                    case 2 -> rig.clock.advance(Duration.ofMillis(random.nextInt(40)));
                    default -> relay(random.nextInt(3));
                }
            }
            for (int socket = 0; socket < sockets.size(); socket++) {
                deliver(socket);
            }
            rig.run(Duration.ofSeconds(3));
            return executed;
        }

        private void deliver(int socket) {
            long from = delivered[socket] + 1;
            delivered[socket] = executed;
            if (from <= executed) {
                long[] tids = LongStream.rangeClosed(from, executed).toArray();
                rig.exchange.frame(sockets.get(socket), rig.trades("BTC", tids));
            }
            rig.context(sockets.get(socket));
        }

        private void relay(int inputs) {
            for (int i = 0; i < inputs; i++) {
                rig.step();
            }
        }
    }

    @Test
    void tradesThatWaitForTheOtherSocketHoldTimeBack() {
        EngineRig rig = new EngineRig();
        rig.values.put("BRIDGE_STANDBY", "true");
        rig.start();
        int ahead = rig.carrying("trades:BTC").get(0);
        int behind = rig.carrying("trades:BTC").get(1);
        rig.exchange.frame(ahead, rig.trades("BTC", 1, 2, 3));
        rig.run(Duration.ofMillis(50));

        long heldAtMs = rig.clock.epochMs();
        rig.exchange.frame(behind, rig.trades("BTC", 3, 4, 5));
        rig.run(Duration.ofMillis(1_500));
        assertThat(rig.records(Topic.TRADES)).hasSize(3);
        assertThat(lastTickMs(rig)).isEqualTo(heldAtMs - SAFETY_MS);

        rig.exchange.frame(ahead, rig.trades("BTC", 4, 5, 6));
        rig.run(Duration.ofMillis(300));
        assertThat(rig.records(Topic.TRADES)).hasSize(6);
        assertThat(lastTickMs(rig)).isGreaterThan(heldAtMs);
    }

    @Test
    void afterTwoSecondsNobodyIsWaitedForAnyMore() {
        EngineRig rig = new EngineRig();
        rig.values.put("BRIDGE_STANDBY", "true");
        rig.start();
        int ahead = rig.carrying("trades:BTC").get(0);
        int behind = rig.carrying("trades:BTC").get(1);
        rig.exchange.frame(ahead, rig.trades("BTC", 1));
        rig.run(Duration.ofMillis(50));
        rig.exchange.frame(behind, rig.trades("BTC", 1, 2));

        rig.run(Duration.ofMillis(3_100));

        assertThat(rig.records(Topic.TRADES).stream().map(RecordOrderTest::tid))
                .containsExactly(1L, 2L);
        assertThat(lastTickMs(rig)).isGreaterThan(rig.clock.epochMs() - SAFETY_MS - 250);
    }
}
